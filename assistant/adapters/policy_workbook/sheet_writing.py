"""Writes a policy as a workbook: a sheet a table, every cell as text."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.worksheet import Worksheet

from assistant.adapters.policy_workbook.example_words import example_lines
from assistant.adapters.policy_workbook.layout import (
    ANSWER,
    ANSWERS,
    BECAUSE,
    EXAMPLES,
    INPUT,
    LIMIT,
    LONGEST_TITLE,
    OUTPUT,
    REMEDY,
    RULE,
    RULE_HEAD,
    SETTING,
    THEN,
    TOLERANCE,
    WHEN,
)
from assistant.errors import BadInput
from assistant.values import Value

Line = Sequence[str]
_WIDTH, _WIDEST = 22, 48
_HEADS = frozenset({INPUT[0], OUTPUT[0], ANSWER, RULE, LIMIT[0], TOLERANCE[0], SETTING[0]})
_SHADE = PatternFill("solid", fgColor="EEF2F7")


def policy_workbook(files: Mapping[str, Value]) -> bytes:
    """Return a workbook that holds these files of a policy."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, file in files.items():
        content = file.model_dump(mode="json", exclude_defaults=True)
        _fill(workbook.create_sheet(name[:LONGEST_TITLE]), name, list(_lines(content)))
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _lines(content: Mapping[str, Any]) -> Iterator[Line]:
    if "rows" in content:
        yield from _decision_table(content)
    elif content["table"] in {"limits", "tolerances"}:
        yield from _numbers(content)
    else:
        yield ("table", content["table"])
        yield SETTING
        for name, value in content.items():
            if name != "table":
                yield (name, value if isinstance(value, str) else json.dumps(value))


def _numbers(content: Mapping[str, Any]) -> Iterator[Line]:
    """Yield limits or tolerances, one a line."""
    head = LIMIT if content["table"] == "limits" else TOLERANCE
    yield ("table", content["table"])
    yield ("title", content["title"])
    yield ()
    yield head
    for name, number in content[content["table"]].items():
        yield (name, *(str(number.get(column.lower(), "")) for column in head[1:]))


def _decision_table(content: Mapping[str, Any]) -> Iterator[Line]:
    for name in ("table", "title", "hit"):
        yield (name, content[name])
    yield ()
    yield INPUT
    for name, declared in content["inputs"].items():
        values = "\n".join(declared.get("values", ()))
        missing = declared.get("when_missing", "")
        yield (name, declared["kind"], declared["meaning"], values, missing)
    yield ()
    yield OUTPUT
    for name, words in content["outputs"].items():
        yield (name, "\n".join(words))
    yield ()
    yield from _answers(content)
    yield ()
    yield from _rules(content)


def _answers(content: Mapping[str, Any]) -> Iterator[Line]:
    outputs = list(content["outputs"])
    yield (ANSWER, *(f"{THEN}{name}" for name in outputs), BECAUSE, REMEDY)
    for name in ANSWERS:
        answer = content[name]
        then = (answer["then"].get(output, "") for output in outputs)
        yield (name, *then, answer["because"], answer["remedy"])


def _rules(content: Mapping[str, Any]) -> Iterator[Line]:
    """Yield the grid: a line a row, a column for every input that any row asks about."""
    rows, outputs = content["rows"], list(content["outputs"])
    asked = [name for name in content["inputs"] if any(name in row["when"] for row in rows)]
    when, then = (f"{WHEN}{name}" for name in asked), (f"{THEN}{name}" for name in outputs)
    yield (RULE, *RULE_HEAD, *when, *then, BECAUSE, REMEDY, EXAMPLES)
    for row in rows:
        yield (
            row["id"],
            *(row[head.lower()] for head in RULE_HEAD),
            *(row["when"].get(name, "") for name in asked),
            *(row["then"].get(name, "") for name in outputs),
            row["because"],
            row["remedy"],
            example_lines(row["examples"]),
        )


def _fill(sheet: Worksheet, name: str, lines: Sequence[Line]) -> None:
    widths: dict[int, int] = {}
    for number, line in enumerate(lines, start=1):
        for place, text in enumerate(line, start=1):
            if text != "":
                _write(sheet, name, (number, place), text, head=line[0] in _HEADS)
                longest = max(map(len, text.splitlines() or [""]))
                widths[place] = max(widths.get(place, _WIDTH // 2), min(longest + 2, _WIDEST))
    for place, width in widths.items():
        sheet.column_dimensions[get_column_letter(place)].width = width


def _write(sheet: Worksheet, name: str, at: tuple[int, int], text: str, *, head: bool) -> None:
    try:
        cell = sheet.cell(row=at[0], column=at[1], value=text)
    except IllegalCharacterError as error:
        raise BadInput(
            f"policy table “{name}” holds a character that no workbook can.",
            remedy="Keep it as YAML, or take the character out.",
        ) from error
    cell.data_type = "s"  # text stays text, also where it begins like a formula
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if head:
        cell.font, cell.fill = Font(bold=True), _SHADE
