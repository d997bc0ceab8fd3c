"""One row for each entry of a list cell: the links, labels or stages that a row carries.

Beside the row's own columns an expanded row has `$each` (the entry's word, or `$each.part` for a
part of an object), `$name` (what “*” stood for in the column's name) and `$previous` (the name of
the entry before it, by the declared order).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from assistant.adapters.mapping.header_names import named_headers, wild_part
from assistant.adapters.mapping.list_cells import entries
from assistant.adapters.tabular.raw import RawTable

EACH = "$each"
NAME = "$name"
PREVIOUS = "$previous"
ENTRY = "$entry"
"""Names one entry of one row, whichever rule takes the list apart."""

INDEX = "$index"
"""Names one row of the table, whichever rule reads it."""


@dataclass(frozen=True, slots=True)
class _Found:
    """One entry: the place of its row among those given, its name and number, and its parts."""

    place: int
    name: str
    number: int
    parts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Expansion:
    """What is expanded, and how its cells are written."""

    each: str
    order: tuple[str, ...]
    separator: str
    place: str

    def of(self, table: RawTable, cells: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of `cells` (the table's own, perhaps with more columns) for each entry."""
        headers = named_headers(table, self.each, repeats=True, place=self.place)
        found = sorted(self._found(cells, headers), key=lambda entry: entry.place)
        columns = sorted({column for entry in found for column in entry.parts}) or [EACH]
        rows = cells[pl.Series([entry.place for entry in found], dtype=pl.UInt32)]
        added = {column: _texts(entry.parts.get(column) for entry in found) for column in columns}
        added[NAME] = _texts(entry.name for entry in found)
        added[PREVIOUS] = _texts(_previous(found))
        ids = (f"{entry.name}/{entry.number}" for entry in found)
        added[ENTRY] = _texts(f"{row}/{one}" for row, one in zip(rows[INDEX], ids, strict=True))
        return rows.with_columns(**added)

    def _found(self, cells: pl.DataFrame, headers: Sequence[str]) -> Iterator[_Found]:
        named = [(wild_part(header, self.each), header) for header in headers]
        for name, header in sorted(named, key=lambda pair: self._position(pair[0])):
            for place, text in enumerate(cells[header]):
                if text is not None:
                    for number, parts in enumerate(entries(text, self.separator)):
                        yield _Found(place, name, number, _columns(parts))

    def _position(self, name: str) -> int:
        return self.order.index(name) if name in self.order else len(self.order)


def _columns(parts: dict[str, str]) -> dict[str, str]:
    return {f"{EACH}.{path}" if path else EACH: text for path, text in parts.items() if text}


def _texts(texts: Iterable[str | None]) -> pl.Series:
    return pl.Series(list(texts), dtype=pl.String)


def _previous(found: Sequence[_Found]) -> Iterator[str | None]:
    last: _Found | None = None
    for entry in found:
        yield last.name if last is not None and last.place == entry.place else None
        last = entry
