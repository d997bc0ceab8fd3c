"""Writes workbooks for people to fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assistant.errors import BadInput

_WIDTH = 24
_EXPLAINED = Font(italic=True, color="666666")


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[str]]]) -> None:
    """Write a sheet for each name: headers, a row that explains them, and rows of text.

    Raises BadInput where it cannot be written, or the file is there already.
    """
    if path.exists():
        raise BadInput(
            f"{path} is already there, so nothing was written.", remedy="Name a new file."
        )
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        _fill(workbook.create_sheet(name), rows)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        workbook.save(path)
    except OSError as error:
        why = (error.strerror or "it cannot be written").lower()
        raise BadInput(f"{path} cannot be written: {why}.") from error


def _fill(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=place, value=text)
            cell.data_type = "s"  # text stays text, also where it begins like a formula
            if number == 1:
                cell.font = Font(bold=True)
            elif number == 2:  # noqa: PLR2004 - the row of explanations
                cell.font, cell.alignment = _EXPLAINED, Alignment(wrap_text=True, vertical="top")
    for place in range(1, len(rows[0]) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTH
    sheet.freeze_panes = "A2"
