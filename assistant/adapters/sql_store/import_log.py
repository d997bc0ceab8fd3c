"""The imports of a store: which are visible, in what order they count, what they refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

import polars as pl

from assistant.adapters.sql_store.session import Session
from assistant.adapters.sql_store.tables import IMPORTS, QUARANTINE
from assistant.portfolio.batch import RefusedRow
from assistant.portfolio.snapshot import ImportState

_NUMBER_BITS = 32


def position(as_of: date, number: int) -> int:
    """Return the place of an import in the fold of its source: by day, then by number."""
    return (as_of.toordinal() << _NUMBER_BITS) | number


def end_of(day: date) -> int:
    """Return the first position after a day."""
    return (day.toordinal() + 1) << _NUMBER_BITS


@dataclass(frozen=True, slots=True)
class LoggedImport:
    """One import that is visible; `content` is the hash of everything it read."""

    state: ImportState
    content: str

    @property
    def position(self) -> int:
        """Its place in the fold of its source."""
        return position(self.state.as_of, self.state.number)

    @property
    def whole(self) -> bool:
        """Whether it says something of every row: what it does not hold does not exist."""
        return self.state.complete


class ImportLog:
    """All imports at one moment.

    Knowing them is knowing what is visible: a version recorded by an import of `hidden`, or by one
    that came after `last`, is not.
    """

    def __init__(self, visible: Sequence[LoggedImport], hidden: Sequence[int]) -> None:
        self.visible = tuple(visible)
        self.hidden = tuple(sorted(hidden))
        self.last = max((*hidden, *(known.state.number for known in visible)), default=0)

    @classmethod
    def read(cls, session: Session) -> ImportLog:
        """Read the log."""
        rows = session.read(IMPORTS).sort("number")
        visible = [row for row in rows.iter_rows(named=True) if row["visible"]]
        return cls(_logged(visible), rows.filter(~pl.col("visible"))["number"].to_list())

    @cached_property
    def registered(self) -> tuple[str, ...]:
        """The sources, in the order of their first import."""
        return tuple(dict.fromkeys(known.state.source for known in self.visible))

    def of_source(self, source: str) -> list[LoggedImport]:
        """Return a source's imports in the order of the fold."""
        own = [known for known in self.visible if known.state.source == source]
        return sorted(own, key=lambda known: known.position)

    def until(self, day: date) -> tuple[ImportState, ...]:
        """Return the imports that speak of a day or earlier, in the order of the fold."""
        said = sorted(self.visible, key=lambda known: known.position)
        return tuple(known.state for known in said if known.state.as_of <= day)


def _logged(rows: Sequence[dict[str, Any]]) -> list[LoggedImport]:
    since = _unchanged_since(rows)
    return [LoggedImport(_state(row, since[row["number"]]), row["content"]) for row in rows]


def _state(row: dict[str, Any], unchanged_since: date) -> ImportState:
    kept = {name: row[name] for name in ImportState.model_fields if name in row}
    headers = json.loads(row["headers"])
    return ImportState(**kept | {"headers": headers, "unchanged_since": unchanged_since})


def _unchanged_since(rows: Sequence[dict[str, Any]]) -> dict[int, date]:
    """Return, by import, the first day of the run of equal readings of its source it ends."""
    since: dict[int, date] = {}
    ordered = sorted(rows, key=lambda row: (row["source"], row["as_of"], row["number"]))
    for _, readings in groupby(ordered, key=lambda row: (row["source"], row["content"])):
        run = list(readings)
        since |= {row["number"]: run[0]["as_of"] for row in run}
    return since


def read_quarantine(session: Session, number: int) -> tuple[RefusedRow, ...]:
    """Return the rows that a visible import refused, unless a later reading replaced them."""
    log = ImportLog.read(session)
    shown = {known.state.number for known in log.visible} - replaced(log)
    if number not in shown:
        return ()
    rows = session.read(QUARANTINE, f"WHERE v._recorded = {number}").sort("place")
    renamed = rows.rename({"row_number": "row", "column_name": "column"})
    return tuple(
        RefusedRow.model_validate(row)
        for row in renamed.drop("_recorded", "place").iter_rows(named=True)
    )


def quarantine_frame(number: int, refused: Sequence[RefusedRow]) -> pl.DataFrame:
    """Return refused rows as the quarantine of an import."""
    rows = [
        (number, place, row.file, row.row, row.column, row.value, row.why, row.remedy)
        for place, row in enumerate(refused)
    ]
    return pl.DataFrame(rows, schema=dict(QUARANTINE.columns), orient="row")


def replaced(log: ImportLog) -> frozenset[int]:
    """Return the imports whose quarantine a later reading of the same source replaced.

    That is a reading which came later and speaks of the same day or a later one.
    """
    found = set()
    for source in log.registered:
        newest = 0
        for known in reversed(log.of_source(source)):
            if known.state.number < newest:
                found.add(known.state.number)
            newest = max(newest, known.state.number)
    return frozenset(found)
