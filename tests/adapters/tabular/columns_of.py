"""Reads cells for tests: one text, or a column of them, in a column of any kind."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from assistant.adapters.tabular.cells import Cells, read_cells
from assistant.adapters.tabular.raw import CellFormat
from assistant.portfolio.noun import Column, Kind

PLAIN = CellFormat()


def column(  # a column has that many sides
    kind: Kind,
    name: str = "field",
    choices: tuple[str, ...] = (),
    minimum: int | None = None,
    maximum: int | None = None,
    ref: str | None = None,
) -> Column:
    return Column(
        name=name,
        kind=kind,
        required=False,
        description="",
        choices=choices,
        ref=ref,
        minimum=None if minimum is None else Decimal(minimum),
        maximum=None if maximum is None else Decimal(maximum),
    )


def read(texts: list[str | None], of: Column, written: CellFormat = PLAIN) -> Cells:
    return read_cells(pl.Series(texts, dtype=pl.String), of, written)


def value(text: str, of: Column, written: CellFormat = PLAIN) -> object:
    """The one physical value of a cell, or all of them where there are several."""
    cells = read([text], of, written)
    assert cells.unusable == {}
    row = cells.values.row(0)
    return row[0] if len(row) == 1 else row


def refusal(text: str, of: Column, written: CellFormat = PLAIN) -> str:
    """The words with which a cell is refused."""
    cells = read([text], of, written)
    assert cells.values.row(0) == (None,) * cells.values.width
    return str(cells.unusable[0])
