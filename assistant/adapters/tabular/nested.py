"""Nested records (JSON, YAML) into flat texts, one column for each path.

    {"a": {"b": 1}, "tags": ["x", "y"], "links": [{"to": "K-2"}]}
    a.b = "1"    tags = "x; y"    links = '[{"to": "K-2"}]'

A list of objects stays JSON text: a mapping can take it apart again (`each`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl

from assistant.adapters.tabular.raw import RawTable
from assistant.adapters.tabular.text_cells import join_list
from assistant.errors import BadSource

_DEEPEST = 64
_MOST_PARTS = 100_000
_MOST_HEADERS = 5_000

Nested = str | None | Sequence["Nested"] | Mapping[str, "Nested"]
"""What a record is made of: texts as they were written, lists and named parts."""


class TooMuch(Exception):
    """A record is nested deeper, or unfolds to more, than anyone writes by hand."""


def flatten(record: Nested) -> dict[str, str]:
    """Return a record's texts by dotted path, without the empty ones; raises TooMuch."""
    _measure(record, 0, [0])
    return {path or "value": text for path, text in _leaves("", record) if text}


def records_table(
    file: str,
    records: Sequence[Mapping[str, str]],
    rows: Iterable[int],
    files: Sequence[str] | None = None,
) -> RawTable:
    """Make a table of flat records: a column for each path that occurs."""
    headers = list(dict.fromkeys(header for record in records for header in record))
    if len(headers) > _MOST_HEADERS:
        remedy = "Bring lists of values into rows, not into names."
        raise BadSource(f"it has {len(headers):,} different fields.", file=file, remedy=remedy)
    columns = {header: [record.get(header) for record in records] for header in headers}
    return RawTable(
        file=file,
        cells=pl.DataFrame(columns, schema=dict.fromkeys(headers, pl.String)),
        rows=pl.Series(list(rows), dtype=pl.Int64),
        loose=True,
        files=None if files is None else pl.Series(list(files), dtype=pl.String),
    )


def _leaves(path: str, value: Nested) -> Iterator[tuple[str, str | None]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _leaves(f"{path}.{name}" if path else name, part)
    elif isinstance(value, str) or value is None:
        yield path, value
    else:
        yield path, _list_text(value)


def _list_text(values: Sequence[Nested]) -> str | None:
    words = [value for value in values if isinstance(value, str)]
    if len(words) == len(values):
        return join_list(words) or None
    return json.dumps(values, ensure_ascii=False)


def _measure(value: Nested, depth: int, parts: list[int]) -> None:
    """Raise TooMuch for what would unfold without end: aliases may point at their own parents."""
    parts[0] += 1
    if depth > _DEEPEST or parts[0] > _MOST_PARTS:
        raise TooMuch
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, str) or value is None:
        return
    for part in value:
        _measure(part, depth + 1, parts)
