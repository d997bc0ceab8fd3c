"""Reads the sheets of a policy workbook back into what a YAML file would have said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from assistant.adapters.policy_workbook.example_words import read_example_lines
from assistant.adapters.policy_workbook.layout import (
    ANSWER,
    BECAUSE,
    EXAMPLES,
    INPUT,
    LIMIT,
    OUTPUT,
    REMEDY,
    RULE,
    RULE_HEAD,
    SETTING,
    THEN,
    TOLERANCE,
    WHEN,
)
from assistant.errors import BadSource
from assistant.policy.plain_yaml import NotPlain, read_tree

_BLOCKS = (INPUT[0], OUTPUT[0], ANSWER, RULE, LIMIT[0], TOLERANCE[0], SETTING[0])
Record = Mapping[str, str]


def sheet_content(sheet: Worksheet, file: str) -> dict[str, Any] | None:
    """Return what a sheet says, as a policy file's content; None for a sheet that is no table.

    Raises BadSource naming sheet, row and column.
    """
    lines = [[_text(cell) for cell in row] for row in sheet.iter_rows()]
    if not lines or lines[0][:1] != ["table"]:
        return None
    place = f"{file} [{sheet.title}]"
    head = {line[0]: line[1] for line in _before_blocks(lines) if line[0] and len(line) > 1}
    blocks = dict(_blocks(lines))
    if RULE in blocks:
        return {**head, **_decision_table(blocks, place)}
    if SETTING[0] in blocks:
        return {**head, **_settings(blocks[SETTING[0]], place)}
    for columns in (LIMIT, TOLERANCE):
        if columns[0] in blocks:
            return {**head, head["table"]: _numbers(columns, blocks[columns[0]])}
    remedy = f"Keep the line that begins with “{RULE}”."
    raise BadSource("the sheet holds no rules.", file=place, remedy=remedy)


def _text(cell: Cell | MergedCell) -> str:
    """Return a cell as its author meant it, whatever a spreadsheet program made of it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        share = str(cell.number_format).endswith("%")
        return f"{value * 100:.10g} %" if share else f"{value:.15g}"
    return str(value)


def _before_blocks(lines: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    for line in lines:
        if line[0] in _BLOCKS:
            return
        yield line


def _blocks(lines: Sequence[Sequence[str]]) -> Iterator[tuple[str, list[tuple[int, Record]]]]:
    """Yield each block's name with its lines, by column, and the row each stands in."""
    for start, head in enumerate(lines):
        if head[0] not in _BLOCKS:
            continue
        records: list[tuple[int, Record]] = []
        for row, line in enumerate(lines[start + 1 :], start=start + 2):
            if not any(line) or line[0] in _BLOCKS:
                break
            records.append((row, dict(zip(head, line, strict=True))))
        yield head[0], records


def _decision_table(
    blocks: Mapping[str, Sequence[tuple[int, Record]]], place: str
) -> dict[str, Any]:
    inputs = {each[INPUT[0]]: _input(each) for _, each in blocks.get(INPUT[0], ())}
    outputs = {
        each[OUTPUT[0]]: each.get(OUTPUT[1], "").splitlines()
        for _, each in blocks.get(OUTPUT[0], ())
    }
    answers = {each[ANSWER]: _answer(each) for _, each in blocks.get(ANSWER, ())}
    rows = [_rule(each, row, place) for row, each in blocks[RULE]]
    return {"inputs": inputs, "outputs": outputs, **answers, "rows": rows}


def _input(record: Record) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": record.get(INPUT[1], ""),
        "meaning": record.get(INPUT[2], ""),
    }
    if values := record.get(INPUT[3], "").splitlines():
        found["values"] = values
    if missing := record.get(INPUT[4], ""):
        found["when_missing"] = missing
    return found


def _answer(record: Record) -> dict[str, Any]:
    return {
        "then": _named(record, THEN),
        "because": record.get(BECAUSE, ""),
        "remedy": record.get(REMEDY, ""),
    }


def _rule(record: Record, row: int, place: str) -> dict[str, Any]:
    try:
        examples = read_example_lines(record.get(EXAMPLES, ""))
    except ValueError as wrong:
        raise BadSource(f"{wrong}.", file=place, row=row, column=EXAMPLES) from wrong
    return {
        "id": record[RULE],
        **{head.lower(): record.get(head, "") for head in RULE_HEAD},
        "when": _named(record, WHEN),
        **_answer(record),
        "examples": examples,
    }


def _named(record: Record, prefix: str) -> dict[str, str]:
    """Return the filled cells under the columns that begin with a word."""
    return {
        name.removeprefix(prefix): text
        for name, text in record.items()
        if name.startswith(prefix) and text != ""
    }


def _numbers(
    columns: Sequence[str], records: Sequence[tuple[int, Record]]
) -> dict[str, dict[str, str]]:
    return {
        each[columns[0]]: {name.lower(): each.get(name, "") for name in columns[1:]}
        for _, each in records
    }


def _settings(records: Sequence[tuple[int, Record]], place: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row, each in records:
        text = each.get(SETTING[1], "")
        try:
            found[each[SETTING[0]]] = read_tree(text) if text[:1] in {"{", "["} else text
        except NotPlain as wrong:
            raise BadSource(f"{wrong}.", file=place, row=row, column=SETTING[1]) from wrong
    return found
