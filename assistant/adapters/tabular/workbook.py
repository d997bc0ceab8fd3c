"""Workbooks (XLSX) into tables, one a sheet: as Excel shows them, and saying what it hides.

Merged cells are filled, dates are ISO text, formulas give the value Excel last computed. Hidden
sheets, rows and columns are read and noted, for a filter left on hides rows nobody meant to drop.
Colours are not read.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import replace

import polars as pl
from openpyxl import load_workbook
from openpyxl.cell.cell import TYPE_ERROR, TYPE_FORMULA, Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assistant.adapters.tabular.header import SEARCHED, Header, find_header
from assistant.adapters.tabular.raw import Reading
from assistant.adapters.tabular.records import frame_of
from assistant.adapters.tabular.sheet import table_of
from assistant.adapters.tabular.workbook_cells import cell_text
from assistant.adapters.tabular.workbook_notes import Grid, Place, sheet_notes
from assistant.errors import BadSource
from assistant.portfolio.batch import Note, RefusedRow

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Excel before 2007, and encrypted workbooks, begin."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNPACKED_LIMIT = 2 << 30
_AREA_LIMIT = 50_000_000
_SAVE_AGAIN = "Open it in Excel, save it as .xlsx and import that."


def read_workbook(data: bytes, file: str) -> Reading:
    """Read every sheet; BadSource where the workbook cannot be opened or holds no table."""
    computed = open_workbook(data, file, values=True)
    formulas = _uncomputed(data, file, computed)
    reading = Reading()
    for sheet in computed.worksheets:
        reading += _read_sheet(sheet, formulas.get(sheet.title, {}), f"{file} [{sheet.title}]")
    if not reading.tables:
        raise BadSource(
            "no sheet holds a table.", file=file, remedy="Put column names above data."
        )
    return reading


def open_workbook(data: bytes, file: str, *, values: bool) -> Workbook:
    """Open a workbook, with computed values or with formulas; BadSource where it cannot be."""
    _check_container(data, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # drawings, validations and macros are of no interest
            return load_workbook(io.BytesIO(data), data_only=values)
    except Exception as error:  # openpyxl lets any parser's exception through
        message = "the workbook is damaged and cannot be opened."
        raise BadSource(message, file=file, remedy=_SAVE_AGAIN) from error


def _check_container(data: bytes, file: str) -> None:
    if data.startswith(OLE):
        if _ENCRYPTED in data:
            remedy = "Save a copy without a password and import that."
            raise BadSource("the workbook is protected by a password.", file=file, remedy=remedy)
        raise BadSource("this is a workbook of Excel before 2007.", file=file, remedy=_SAVE_AGAIN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(part.file_size for part in package.infolist())
            names = package.namelist()
    except zipfile.BadZipFile as error:
        message = "the workbook is damaged and cannot be opened."
        raise BadSource(message, file=file, remedy=_SAVE_AGAIN) from error
    if "xl/workbook.xml" not in names:
        raise BadSource("this is not an .xlsx workbook.", file=file, remedy=_SAVE_AGAIN)
    if unpacked > _UNPACKED_LIMIT:
        remedy = "Export the sheet as CSV and import that."
        raise BadSource("the workbook unpacks to over 2 GB.", file=file, remedy=remedy)


def _uncomputed(data: bytes, file: str, computed: Workbook) -> Mapping[str, Mapping[Place, str]]:
    """Find the formulas of a workbook that no spreadsheet program has computed yet.

    Where any formula has a value, an empty one is a formula that gave an empty text.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        if not any(b"<f" in package.read(name) for name in sheets):
            return {}
    found: dict[str, dict[Place, str]] = {}
    for sheet in open_workbook(data, file, values=False).worksheets:
        for place, cell in _cells(sheet):
            if cell.data_type != TYPE_FORMULA:
                continue
            if computed[sheet.title].cell(*place).value is not None:
                return {}
            found.setdefault(sheet.title, {})[place] = str(cell.value)
    return found


def _cells(sheet: Worksheet) -> list[tuple[Place, Cell]]:
    stored = sheet._cells  # noqa: SLF001 - the public ways create every empty cell up to the corner
    return sorted(
        ((place, cell) for place, cell in stored.items() if isinstance(cell, Cell)),
        key=lambda pair: pair[0],
    )


def _read_sheet(sheet: Worksheet, formulas: Mapping[Place, str], file: str) -> Reading:
    grid = _grid(sheet, formulas, file)
    if grid is None:
        return Reading()
    rows = range(grid.first, grid.last + 1)
    lines = [
        [grid.texts.get((row, column)) for column in range(1, grid.width + 1)] for row in rows
    ]
    try:
        header = find_header(lines[:SEARCHED], grid.width, file)
    except BadSource as error:
        return Reading(notes=(Note(file=file, text=f"left out: {error.message}"),))
    numbers = pl.Series(list(rows), dtype=pl.Int64)
    reading = table_of(frame_of(lines, grid.width), numbers, header, file)
    table = replace(reading.tables[0], sheet=sheet.title, faults=_faults(grid, header, file))
    notes = sheet_notes(sheet, grid, header, file)
    return Reading(tables=(table,), notes=notes + reading.notes)


def _grid(sheet: Worksheet, formulas: Mapping[Place, str], file: str) -> Grid | None:
    texts: dict[Place, str] = dict(formulas)
    broken = dict.fromkeys(formulas, "the formula has never been computed.")
    for place, cell in _cells(sheet):
        text = cell_text(cell.value, cell.number_format)
        if text is None:
            continue
        texts[place] = text
        if cell.data_type == TYPE_ERROR:
            broken[place] = "the formula ends in an error."
    _fill_merged(sheet, texts)
    if not texts:
        return None
    first, last = min(row for row, _ in texts), max(row for row, _ in texts)
    width = max(column for _, column in texts)
    if (last - first + 1) * width > _AREA_LIMIT:
        remedy = "Delete the stray cells far from the table, or export it as CSV."
        raise BadSource(
            f"the sheet spans {last} rows × {width} columns.", file=file, remedy=remedy
        )
    return Grid(texts=texts, broken=broken, first=first, last=last, width=width)


def _fill_merged(sheet: Worksheet, texts: dict[Place, str]) -> None:
    for merged in sheet.merged_cells.ranges:
        text = texts.get((merged.min_row, merged.min_col))
        if text is not None:
            texts.update(dict.fromkeys(merged.cells, text))


def _faults(grid: Grid, header: Header, file: str) -> tuple[RefusedRow, ...]:
    below = grid.header_row(header)
    return tuple(
        RefusedRow(
            file=file,
            row=row,
            column=header.names[column - 1],
            value=grid.texts[row, column],
            why=why,
            remedy="Open the workbook in Excel, mend the cell and save it again.",
        )
        for (row, column), why in sorted(grid.broken.items())
        if row > below
    )
