"""A table as it stands in a file: text under headers, and where each row was found.

This is the boundary between files and nouns: nothing here is trusted or typed yet.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

import polars as pl

from assistant.portfolio.batch import Note, RefusedRow


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet or file, or the records of a folder.

    `cells` holds text only (null where a cell is empty), one column per header, in order. A header
    that repeats is told apart by " (2)", " (3)". `rows` holds the 1-based number of each row as a
    person finds it in the file, the header being row 1 of a plain CSV. `file` is the path within
    the source, a workbook's with its sheet (“plan.xlsx [Items]”); `sheet` is that sheet's name
    alone. Where each record is a file of its own (a folder of YAML), `files` holds their paths.
    `loose` tables (JSON, YAML) have only the columns that some record fills.
    `faults` are cells without a usable value (#REF!): they refuse a row only where they are used.
    """

    file: str
    cells: pl.DataFrame
    rows: pl.Series
    sheet: str | None = None
    files: pl.Series | None = None
    loose: bool = False
    faults: tuple[RefusedRow, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers, in order."""
        return tuple(self.cells.columns)

    @property
    def paths(self) -> pl.Series:
        """The file each row stands in."""
        if self.files is not None:
            return self.files
        return pl.repeat(self.file, self.cells.height, dtype=pl.String, eager=True)

    def filter(self, kept: pl.Series) -> RawTable:
        """Return the table with the rows for which `kept` is true."""
        files = None if self.files is None else self.files.filter(kept)
        return replace(
            self, cells=self.cells.filter(kept), rows=self.rows.filter(kept), files=files
        )

    def without_faults(self, used: Collection[str]) -> tuple[RawTable, tuple[RefusedRow, ...]]:
        """Return the table without the rows that a fault in a used column spoils, and those."""
        numbers = set(self.rows)
        refused = tuple(
            fault for fault in self.faults if fault.column in used and fault.row in numbers
        )
        if not refused:
            return self, ()
        spoilt = pl.Series([fault.row for fault in refused], dtype=pl.Int64)
        return self.filter(~self.rows.is_in(spoilt.implode())), refused


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file or folder gave: its tables, what to know, and what could not be used."""

    tables: tuple[RawTable, ...] = ()
    notes: tuple[Note, ...] = ()
    refused: tuple[RefusedRow, ...] = ()

    def __add__(self, other: Reading) -> Reading:
        """Return both readings, this one first."""
        return Reading(
            tables=self.tables + other.tables,
            notes=self.notes + other.notes,
            refused=self.refused + other.refused,
        )


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
