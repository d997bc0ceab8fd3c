"""A sheet of text cells into a table: headers found, and what is not data left out and noted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from assistant.adapters.tabular.header import Header, looks_typed
from assistant.adapters.tabular.raw import RawTable, Reading
from assistant.portfolio.batch import Note

_TOTAL = re.compile(
    r"(?:grand[\s-]+|sub[\s-]*|zwischen|gesamt|sous[\s-]+)?"
    r"(?:totals?|totaux|sums?|summen?|gesamt|insgesamt|average|durchschnitt)\b",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"\s*(?:\*|†|note\b|notes\b|source\b|quelle\b|stand\b|as of\b|generated\b|©)", re.IGNORECASE
)
_SENTENCE = 40


def table_of(sheet: pl.DataFrame, rows: pl.Series, header: Header, file: str) -> Reading:
    """Return the table that a sheet holds.

    `sheet` is everything that stands in it, headers included, as text columns; `rows` are the
    numbers of its rows as a person finds them.
    """
    sheet = sheet.select(_blank_as_null(column) for column in sheet.columns)
    notes = _titles(sheet, rows, header, file)
    cells = sheet.slice(header.last + 1).rename(
        dict(zip(sheet.columns, header.names, strict=False))
    )
    table = RawTable(file=file, cells=cells, rows=rows.slice(header.last + 1))
    filled = table.cells.select(
        pl.sum_horizontal(pl.all().is_not_null(), ignore_nulls=True)
    ).to_series()
    table = _without_idle_columns(table.filter(filled > 0), header)
    table, left_out = _without_asides(table)
    return Reading(tables=(table,), notes=(*notes, *left_out))


def _blank_as_null(column: str) -> pl.Expr:
    cell = pl.col(column)
    return pl.when(cell.str.contains(r"\S")).then(cell)


def _titles(sheet: pl.DataFrame, rows: pl.Series, header: Header, file: str) -> list[Note]:
    return [
        Note(
            file=file,
            row=rows[place],
            text=f"left out as a title: “{shown(tuple(dict.fromkeys(cells)))}”",
        )
        for place, cells in enumerate(sheet.head(header.first).rows())
        if any(cells)
    ]


def _without_idle_columns(table: RawTable, header: Header) -> RawTable:
    """Drop the columns that have neither a header nor a cell."""
    idle = [
        header.names[place]
        for place in sorted(header.unnamed)
        if header.names[place] in table.cells.columns
        and table.cells[header.names[place]].null_count() == table.cells.height
    ]
    return replace(table, cells=table.cells.drop(idle))


def _without_asides(table: RawTable) -> tuple[RawTable, list[Note]]:
    """Leave out repeated headers, subtotals and the remarks below the last row."""
    aside = {**_repeated_headers(table), **_totals(table), **_remarks(table)}
    if not aside:
        return table, []
    notes = [
        Note(
            file=table.file,
            row=table.rows[place],
            text=f"left out as {aside[place]}: “{shown(table.cells.row(place))}”",
        )
        for place in sorted(aside)
    ]
    places = pl.Series(list(aside), dtype=pl.UInt32)
    kept = ~pl.int_range(table.cells.height, dtype=pl.UInt32, eager=True).is_in(places.implode())
    return table.filter(kept), notes


def _repeated_headers(table: RawTable) -> dict[int, str]:
    first = table.headers[0]
    places = (table.cells[first] == first).arg_true()
    return {
        place: "a repeated header"
        for place in places
        if all(
            cell is None or cell == header
            for cell, header in zip(table.cells.row(place), table.headers, strict=True)
        )
    }


def _totals(table: RawTable) -> dict[int, str]:
    if table.cells.width < 2:  # noqa: PLR2004 - a total needs a word and a figure
        return {}
    leading = table.cells.select(pl.coalesce(pl.all())).to_series()
    suspects = leading.str.contains(f"(?i)^\\s*{_TOTAL.pattern}").fill_null(value=False).arg_true()
    return {place: "a subtotal" for place in suspects if _is_total(table.cells.row(place))}


def _is_total(cells: tuple[str | None, ...]) -> bool:
    """Say whether a row is a total's word and figures, and nothing that an item would have."""
    filled = [cell for cell in cells if cell]
    figures = [cell for cell in filled if cell != filled[0]]
    if not figures or not all(looks_typed(cell) for cell in figures):
        return False
    word = filled[0].strip().rstrip(":")
    return bool(_TOTAL.fullmatch(word)) or len(figures) + 1 < len(cells)


def _remarks(table: RawTable) -> dict[int, str]:
    """Find the trailing rows that hold one cell of prose."""
    found: dict[int, str] = {}
    if table.cells.width < 3:  # noqa: PLR2004 - with two columns, one empty cell says nothing
        return found
    rows = table.rows
    for place in range(table.cells.height - 1, -1, -1):
        filled = list({cell for cell in table.cells.row(place) if cell})
        apart = place > 0 and rows[place] - rows[place - 1] > 1
        if len(filled) != 1 or not (apart or found or _is_prose(filled[0])):
            break
        if " " not in filled[0].strip():
            break
        found[place] = "a remark below the table"
    return found


def _is_prose(text: str) -> bool:
    return bool(_REMARK.match(text)) or len(text) >= _SENTENCE


def shown(cells: Sequence[str | None]) -> str:
    """Return the beginning of a row's text, on one line."""
    text = " ".join(" ".join(cell.split()) for cell in cells if cell)
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004 - one line of a terminal
