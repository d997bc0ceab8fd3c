"""The text of each field, made of a table's columns as its rule says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from assistant.adapters.mapping.header_names import matching_headers, named_headers
from assistant.adapters.mapping.list_cells import counted, taken
from assistant.adapters.mapping.source_mapping import FieldRule, Unreadable
from assistant.adapters.mapping.templates import pieces, slots
from assistant.adapters.tabular.cells import read_cells
from assistant.adapters.tabular.raw import CellFormat, RawTable
from assistant.errors import BadMapping
from assistant.portfolio.noun import Column, Kind

_NO_MATCH = "no match: "
_NOT_LISTED = "not listed: "
_UNTRANSLATED = (f"{_NO_MATCH}…", f"{_NOT_LISTED}…")
_LISTS = frozenset({Kind.LIST, Kind.SKILL_EFFORTS})


@dataclass(frozen=True, slots=True)
class FieldColumns:
    """Where one field's text stands: the columns, new or the table's own, and how it is written.

    `used` are the source's headers it was made of, as a person finds them.
    """

    columns: tuple[str, ...]
    made: tuple[pl.Series, ...]
    used: tuple[str, ...]
    written: CellFormat

    def texts(self, cells: pl.DataFrame) -> pl.Series:
        """Return the field as one column of texts, empty where it is missing."""
        found = self.made or tuple(cells[name] for name in self.columns)
        text = pl.coalesce(found)
        for beginning in _UNTRANSLATED:
            text = pl.when(~text.str.starts_with(beginning[:-1])).then(text)
        return pl.select(text).to_series()


def used_headers(headers: Sequence[str], fields: Mapping[str, FieldRule]) -> frozenset[str]:
    """Return the headers, of those given, that any field is made of; repeats count as used."""
    wanted = [
        name for rule in fields.values() for name in (rule.headers or slots(rule.text or ""))
    ]
    found = [matching_headers(headers, name, repeats=True) for name in wanted]
    return frozenset(header for some in found for header in some)


@dataclass(frozen=True, slots=True)
class FieldReader:
    """Reads the fields of one rule from one table.

    `cells` holds its rows and the $ columns, `behind` what in the source each of those stands for.
    """

    table: RawTable
    cells: pl.DataFrame
    behind: Mapping[str, tuple[str, ...]]
    base: CellFormat
    lookups: Mapping[str, Mapping[str, str]]
    place: str

    def read(self, column: Column, rule: FieldRule) -> FieldColumns | None:
        """Return a field's columns, or None where a loose table has none of them."""
        written = rule.over(self.base)
        origin = self._origin(column, rule)
        if rule.headers and not origin:
            return None
        used = self._used(origin)
        if rule.is_plain and (len(origin) == 1 or column.kind in _LISTS):
            written = self._tolerant(column, rule, [self.cells[name] for name in origin], written)
            return FieldColumns(columns=origin, made=(), used=used, written=written)
        made = tuple(
            self._translated(self._changed(texts, rule, written), rule).alias(name)
            for texts, name in self._texts(column, rule, origin, written)
        )
        written = replace(written, missing=(*written.missing, *_UNTRANSLATED))
        if rule.take is not None:
            written = replace(written, separator=";")
        written = self._tolerant(column, rule, made, written)
        columns = tuple(texts.name for texts in made)
        return FieldColumns(columns=columns, made=made, used=used, written=written)

    def _tolerant(
        self, column: Column, rule: FieldRule, texts: Sequence[pl.Series], written: CellFormat
    ) -> CellFormat:
        """Declare the cells that cannot be read as missing, where the rule says so."""
        if rule.unreadable is Unreadable.REFUSE:
            return written
        odd = {
            cells[place]
            for cells in texts
            for place in read_cells(cells, column, written).unusable
        }
        return replace(written, missing=(*written.missing, *sorted(odd)))

    def _used(self, origin: Sequence[str]) -> tuple[str, ...]:
        found = [self.behind.get(name.split(".")[0], (name,)) for name in origin]
        return tuple(dict.fromkeys(header for headers in found for header in headers))

    def _origin(self, column: Column, rule: FieldRule) -> tuple[str, ...]:
        wanted = rule.headers or slots(rule.text or "")
        repeats = column.kind in _LISTS
        found = [self._named(name, column, repeats=repeats) for name in wanted]
        return tuple(dict.fromkeys(name for names in found for name in names))

    def _named(self, name: str, column: Column, *, repeats: bool) -> tuple[str, ...]:
        if self._is_mark(name):
            return (name,) if name in self.cells.columns else self._unknown(name, column)
        place = f"{self.place}, {column.name}"
        return named_headers(self.table, name, repeats=repeats, place=place)

    def _is_mark(self, name: str) -> bool:
        """Say whether a name stands for something beside the table's own columns."""
        return name.startswith("$") and name not in self.table.headers

    def _unknown(self, name: str, column: Column) -> tuple[str, ...]:
        if name.startswith("$each."):
            return ()
        known = ", ".join(known for known in self.cells.columns if known.startswith("$"))
        message = f"{self.place}, {column.name}: there is no “{name}” here."
        raise BadMapping(message, remedy=f"There are: {known}.")

    def _texts(
        self, column: Column, rule: FieldRule, origin: Sequence[str], written: CellFormat
    ) -> list[tuple[pl.Series, str]]:
        """Return the texts to start from, with a name: of each header of a list, or the first."""
        name = f"→ {column.name}"
        if rule.text is not None:
            return [(self._composed(rule.text), name)]
        if column.kind in _LISTS:
            return [(self.cells[header], f"{name} {header}") for header in origin]
        cells = [pl.col(header) for header in origin]
        telling = [_unless_missing(cell, written.missing) for cell in cells]
        return [(self.cells.select(pl.coalesce(*telling, *cells)).to_series(), name)]

    def _composed(self, text: str) -> pl.Series:
        exprs = [
            self._slot(piece) if is_header else pl.lit(piece) for piece, is_header in pieces(text)
        ]
        made = self.cells.with_columns(pl.concat_str(exprs).alias("→ text"))
        return made["→ text"]

    def _slot(self, name: str) -> pl.Expr:
        if self._is_mark(name):
            known = name in self.cells.columns
        else:
            found = named_headers(self.table, name, place=self.place)
            known, name = bool(found), found[0] if found else name
        return pl.col(name).str.strip_chars() if known else pl.lit(None, dtype=pl.String)

    def _changed(self, texts: pl.Series, rule: FieldRule, written: CellFormat) -> pl.Series:
        if (part := rule.take) is not None:
            return _by_text(texts, lambda text: taken(text, part, written.separator))
        if (count := rule.count) is not None:
            return _by_text(texts, lambda text: counted(text, count, written.separator))
        return texts

    def _translated(self, texts: pl.Series, rule: FieldRule) -> pl.Series:
        """Apply match and lookup; a text that they do not know stays, marked as missing."""
        frame = texts.alias("text").to_frame()
        text = pl.col("text")
        if rule.match is not None:
            found = text.str.extract(rule.match, 1)
            frame = frame.select(pl.coalesce(found, pl.lit(_NO_MATCH) + text).alias("text"))
        if rule.lookup is not None:
            known = dict(self.lookups[rule.lookup])
            found = text.str.strip_chars().replace_strict(
                known, default=None, return_dtype=pl.String
            )
            unmatched = pl.when(text.str.starts_with(_NO_MATCH)).then(text)
            strange = pl.lit(_NOT_LISTED) + text
            frame = frame.select(pl.coalesce(found, unmatched, strange).alias("text"))
        return frame.to_series()


def _unless_missing(cell: pl.Expr, missing: Sequence[str]) -> pl.Expr:
    """Return the cells that hold a value, not a word for why there is none."""
    said = cell.str.strip_chars().str.to_lowercase()
    whole = [word.lower() for word in missing if not word.endswith("…")]
    beginnings = [word[:-1].lower() for word in missing if word.endswith("…")]
    nothing = [said.is_in(whole), *(said.str.starts_with(word) for word in beginnings)]
    return pl.when(said != "", ~pl.any_horizontal(nothing)).then(cell)


def _by_text(texts: pl.Series, change: Callable[[str], str | None]) -> pl.Series:
    """Change each different text once."""
    changed = {text: change(text) for text in texts.drop_nulls().unique()}
    return pl.Series([None if text is None else changed[text] for text in texts], dtype=pl.String)
