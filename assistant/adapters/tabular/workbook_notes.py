"""What a sheet shows a person by other means than cell texts, told as notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from assistant.adapters.tabular.header import Header, column_letter
from assistant.portfolio.batch import Note

Place = tuple[int, int]
"""Row and column of a cell, 1-based."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's texts by place, and why some places have no usable value."""

    texts: Mapping[Place, str]
    broken: Mapping[Place, str]
    first: int
    last: int
    width: int

    def header_row(self, header: Header) -> int:
        """Return the number of the lowest header row."""
        return self.first + header.last


def sheet_notes(sheet: Worksheet, grid: Grid, header: Header, file: str) -> tuple[Note, ...]:
    """Return the notes on what is hidden, merged or said by colour."""
    return (
        *_hidden(sheet, grid, file),
        *_merges(sheet, header, grid, file),
        *_colours(sheet, header, grid, file),
    )


def _hidden(sheet: Worksheet, grid: Grid, file: str) -> Iterable[Note]:
    if sheet.sheet_state != "visible":
        yield Note(file=file, text="the sheet is hidden; it was read all the same")
    rows = [
        row
        for row, dimension in sorted(sheet.row_dimensions.items())
        if dimension.hidden and grid.first <= row <= grid.last
    ]
    if rows:
        text = f"a hidden row, read all the same ({len(rows)} of the sheet's rows are hidden)"
        yield Note(file=file, row=rows[0], text=text)
    letters = [
        column_letter(column - 1)
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min or 0, min(dimension.max or 0, grid.width) + 1)
    ]
    if letters:
        text = f"hidden columns were read all the same: {', '.join(letters)}"
        yield Note(file=file, text=text)


def _merges(sheet: Worksheet, header: Header, grid: Grid, file: str) -> Iterable[Note]:
    below = grid.header_row(header)
    merged = sorted(
        (area.min_row, str(area)) for area in sheet.merged_cells.ranges if area.max_row > below
    )
    if merged:
        text = f"merged cells were read as if each held the text: {merged[0][1]}"
        yield Note(file=file, row=merged[0][0], text=text + (" …" if len(merged) > 1 else ""))


def _colours(sheet: Worksheet, header: Header, grid: Grid, file: str) -> Iterable[Note]:
    """Tell of columns whose cells are empty but coloured: a status nobody can read."""
    below = grid.header_row(header)
    written = {column for row, column in grid.texts if row > below}
    painted: dict[int, set[str]] = {}
    stored = sheet._cells  # noqa: SLF001 - as in `_cells`: only what is stored
    for (row, column), cell in stored.items():
        empty = below < row <= grid.last and column not in written
        if empty and cell.fill.fill_type == "solid":
            painted.setdefault(column, set()).add(str(cell.fill.fgColor.value))
    for column in sorted(painted):
        names = header.names
        name = names[column - 1] if column <= len(names) else f"column {column_letter(column - 1)}"
        text = (
            f"“{name}” says something by colour only ({len(painted[column])} colours), "
            "and colours are not read: write a word into each cell, such as red, amber or green"
        )
        yield Note(file=file, row=below + 1, text=text)
