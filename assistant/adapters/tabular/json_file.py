"""JSON and JSON Lines into tables.

A list of objects is a table, and so is each list inside an answer such as Jira's
`{"total": 2, "issues": […]}`. Numbers stay as they were written. Rows are numbered by line in JSON
Lines and by place in a list.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from assistant.adapters.tabular.encodings import to_utf8
from assistant.adapters.tabular.nested import Nested, TooMuch, flatten, records_table
from assistant.adapters.tabular.raw import Reading
from assistant.errors import BadSource
from assistant.portfolio.batch import Note, RefusedRow

_OWN_NAMES = frozenset({"key", "id", "name", "title", "iid", "number"})
"""An object that carries one of these is a record, whatever lists it holds."""

_TOTALS = ("total", "total_count", "totalCount", "count")


def read_json(data: bytes, file: str) -> Reading:
    """Read one JSON value; BadSource where it is none or holds no record."""
    text, _ = to_utf8(data, file)
    try:
        value = _parse(text.decode())
    except (ValueError, RecursionError) as error:
        raise BadSource(
            f"this is not valid JSON ({_why(error)}).", file=file, remedy="Export it again."
        ) from error
    tables = _record_lists(value)
    if not tables:
        raise BadSource("it holds no records.", file=file, remedy="Export a list of objects.")
    reading = Reading()
    for name, values in tables.items():
        place = f"{file} [{name}]" if name else file
        read = _table(place, enumerate(values, start=1))
        reading += Reading(
            tables=tuple(replace(table, sheet=name or None) for table in read.tables),
            notes=read.notes + _cut_short(value, values, place),
            refused=read.refused,
        )
    return reading


def read_json_lines(data: bytes, file: str) -> Reading:
    """Read one JSON object a line; lines that are none are refused."""
    text, _ = to_utf8(data, file)
    lines = text.decode().split("\n")
    values: list[tuple[int, Any]] = []
    refused: list[RefusedRow] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                values.append((number, _parse(line)))
            except (ValueError, RecursionError) as error:
                refused.append(_refusal(file, number, line, f"not valid JSON ({_why(error)})"))
    if not values:
        raise BadSource("it holds no JSON object.", file=file, remedy="Export it again.")
    return Reading(refused=tuple(refused)) + _table(file, values)


def is_record(value: object) -> bool:
    """Say whether an object stands for one thing, rather than carrying a list of them."""
    return isinstance(value, dict) and not any(_record_lists(value))


def parse_record(data: bytes, file: str) -> Nested:
    """Return one JSON value, its numbers as they were written; raises ValueError."""
    text, _ = to_utf8(data, file)
    value: Nested = _parse(text.decode())
    return value


def _parse(text: str) -> Any:
    keep: Callable[[str], str] = str
    parsed = json.loads(text, parse_int=keep, parse_float=keep, parse_constant=keep)
    return _without_booleans(parsed)


def _without_booleans(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return [_without_booleans(part) for part in value]
    if isinstance(value, dict):
        return {name: _without_booleans(part) for name, part in value.items()}
    return value


def _record_lists(value: Any) -> dict[str, Sequence[Any]]:
    """Return the lists of records in a value by name; the value itself has no name."""
    if isinstance(value, list):
        return {"": value} if value else {}
    if not isinstance(value, dict):
        return {}
    inside = list(value.values())
    if len(inside) == 1 and isinstance(inside[0], dict):
        return _record_lists(inside[0])
    if _OWN_NAMES.isdisjoint(value):
        lists = {name: part for name, part in value.items() if _is_list_of_objects(part)}
        if lists:
            return lists
    return {"": [value]} if value else {}


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(part, dict) for part in value)


def _table(file: str, values: Iterable[tuple[int, Any]]) -> Reading:
    records: list[dict[str, str]] = []
    rows: list[int] = []
    refused: list[RefusedRow] = []
    for number, value in values:
        if not isinstance(value, dict):
            refused.append(_refusal(file, number, json.dumps(value), "not an object"))
            continue
        try:
            records.append(flatten(value))
            rows.append(number)
        except TooMuch:
            refused.append(_refusal(file, number, "", "nested too deeply or too large"))
    return Reading(tables=(records_table(file, records, rows),), refused=tuple(refused))


def _refusal(file: str, row: int, text: str, why: str) -> RefusedRow:
    shown = text.strip()[:60] or None
    remedy = "Mend the record, or leave it out of the export."
    return RefusedRow(file=file, row=row, value=shown, why=f"this record is {why}.", remedy=remedy)


def _cut_short(value: Any, values: Sequence[Any], file: str) -> tuple[Note, ...]:
    """Tell when an answer says that it holds one page of more."""
    if not isinstance(value, dict):
        return ()
    stated = next((value[name] for name in _TOTALS if isinstance(value.get(name), str)), "")
    if stated.isdigit() and int(stated) > len(values):
        text = f"this is {len(values):,} of {int(stated):,} records: the other pages are missing"
        return (Note(file=file, text=text),)
    return ()


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}: {error.msg}"
    return "it is nested too deeply"
