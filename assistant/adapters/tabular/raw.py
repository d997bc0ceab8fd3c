"""A table as it stands in a file: text under headers, and where each row was found.

This is the boundary between files and nouns: nothing here is trusted or typed yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet or file.

    `cells` holds text only (null where a cell is empty), one column per header, in order. A header
    that repeats is told apart by " (2)", " (3)". `rows` holds the 1-based number of each row as a
    person finds it in the file, the header being row 1 of a plain CSV.
    """

    file: str
    cells: pl.DataFrame
    rows: pl.Series

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers, in order."""
        return tuple(self.cells.columns)


class DecimalMark(StrEnum):
    """What separates the whole from the fraction."""

    POINT = "."
    COMMA = ","


@dataclass(frozen=True, slots=True)
class CellFormat:
    """How the cells of one column are written. Formats are declared, never guessed.

    `dates` are strptime patterns tried in order, "excel" standing for serial numbers. `currency`
    is for amounts that carry none. `scale` multiplies amounts (£m: 1000000). `choices` translates
    source words (lower case) into the noun's own. `separator` splits list cells. `missing` lists
    cell texts (or their beginnings, ending in "…") that say why there is no value.
    """

    decimal: DecimalMark = DecimalMark.POINT
    dates: tuple[str, ...] = ("%Y-%m-%d",)
    currency: str | None = None
    scale: int = 1
    unit: str | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    separator: str = ";"
    missing: tuple[str, ...] = ()
