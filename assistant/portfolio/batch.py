"""What a source hands to the store: one frame per noun, and the rows that could not be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import polars as pl

from assistant.portfolio.noun import Noun
from assistant.values import Value


class Shortfall(StrEnum):
    """Why a reading of a live source is not whole, in words that end “…, since”."""

    BUSY = "it asked to be left alone for longer than a reading may wait"
    UNREACHABLE = "the connection to it broke off"
    REFUSED = "it did not give a part"
    UNREADABLE = "an answer could not be read"
    ENDLESS = "its pages led nowhere"
    MISSING = "it counts more than it gave"
    HIDDEN = "a part that was there before cannot be seen any more"


class RefusedRow(Value):
    """One row or cell that cannot be used, in words a person can act on."""

    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    why: str
    remedy: str

    def __str__(self) -> str:
        """Return file, row, column, value, why, and what to do, on one line."""
        place = self.file
        if self.row is not None:
            place += f" row {self.row}"
        if self.column is not None:
            place += f" “{self.column}”"
        shown = f" ({self.value!r})" if self.value is not None else ""
        return f"{place}{shown}: {self.why} {self.remedy}"


class Note(Value):
    """Something a person should know about a reading that refuses nothing.

    A subtotal row left out, hidden rows that were read, the encoding that was used.
    """

    file: str
    row: int | None = None
    text: str

    def __str__(self) -> str:
        """Return file, row, and what to know, on one line."""
        return f"{self.file}{'' if self.row is None else f' row {self.row}'}: {self.text}"


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything one reading of a source gave.

    `frames` have the columns of `frames.frame_schema` (`_import` is filled in by the store);
    keys are unique within a frame. `complete` means that a row which is absent no longer exists. `headers` tells, by table,
    the sets of field → header that rows were read by; a row's `_rule` is its place among them.
    A row that was refused is not absent: what was known of `refused_keys` stays as it was.
    `shortfall` says why a reading that should be whole is not; it is then not `complete` either.
    """

    source: str
    location: str
    as_of: date
    complete: bool
    frames: Mapping[type[Noun], pl.DataFrame]
    refused: tuple[RefusedRow, ...] = ()
    headers: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    refused_keys: Mapping[type[Noun], frozenset[str]] = field(default_factory=dict)
    shortfall: Shortfall | None = None

    @property
    def rows(self) -> int:
        """How many good rows there are, over all nouns."""
        return sum(frame.height for frame in self.frames.values())

    @property
    def read_rows(self) -> int:
        """How many rows of the source were read, good or not; one may tell of several things."""
        places = [frame.select("_file", "_row") for frame in self.frames.values()]
        bad = {
            "_file": [row.file for row in self.refused],
            "_row": [row.row for row in self.refused],
        }
        refused = pl.DataFrame(bad, schema={"_file": pl.String, "_row": pl.Int64})
        return pl.concat([*places, refused], how="vertical_relaxed").n_unique()

    @property
    def refused_rows(self) -> int:
        """How many rows cannot be used; a row may have several bad cells."""
        return len({(bad.file, bad.row) for bad in self.refused})
