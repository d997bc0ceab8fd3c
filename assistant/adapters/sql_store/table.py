"""What a table of the store is: columns with their types, a key, and what it refers to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

TEXT = pl.String()
NUMBER = pl.Int64()
FLAG = pl.Boolean()
DAY = pl.Date()
INSTANT = pl.Datetime("us", "UTC")


@dataclass(frozen=True, slots=True)
class Table:
    """One table; cells of `optional` columns may be empty, `refers` maps a column to another.

    Rows are found quickly by the columns of each of `indexed`. The rows of a `numbered` table get their key from the database, in the order they are written.
    """

    name: str
    columns: Mapping[str, pl.DataType]
    key: tuple[str, ...]
    optional: frozenset[str] = frozenset()
    refers: Mapping[str, str] = field(default_factory=dict)
    unique: tuple[str, ...] = ()
    indexed: tuple[tuple[str, ...], ...] = ()
    numbered: bool = False
