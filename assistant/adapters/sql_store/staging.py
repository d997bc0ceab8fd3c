"""Writes the rows of an import that nobody sees yet, in short transactions."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import polars as pl

from assistant.adapters.sql_store.database import Database
from assistant.adapters.sql_store.pace import Pace
from assistant.adapters.sql_store.session import Session
from assistant.adapters.sql_store.table import Table
from assistant.adapters.sql_store.tables import (
    COVERED,
    PASSED_OVER,
    QUARANTINE,
    versions,
)
from assistant.portfolio.registry import NOUNS
from assistant.ports.progress import Progress

_WRITES_BETWEEN_TIDYING = 8
_SWEPT_AT_ONCE = 2_000


class Staging:
    """What an importer writes with.

    `total` is how many rows it may come to write, `longest` how many seconds a write has held the
    store at most.
    """

    def __init__(
        self, database: Database, session: Session, progress: Progress, total: int
    ) -> None:
        self.longest = 0.0
        self._database = database
        self._session = session
        self._progress = progress
        self._total = total
        self._written = 0
        self._writes = 0
        self._held = 0.0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all of the block or nothing, and note how long that held the store."""
        with self._database.write(self._session):
            began = time.perf_counter()
            yield
        self._held = time.perf_counter() - began
        self.longest = max(self.longest, self._held)

    def write(self, table: Table, rows: pl.DataFrame) -> None:
        """Append rows, as many at once as the pace allows."""
        start = 0
        pace = Pace(rows.estimated_size() / max(rows.height, 1))
        while start < rows.height:
            part = rows.slice(start, pace.rows)
            with self.transaction():
                self._session.append(table, part)
            pace.learn(self._held)
            start += part.height
            self._advance(part.height)

    def sweep(self, numbers: Sequence[int]) -> None:
        """Remove what imports left that never became visible."""
        if not numbers:
            return
        for noun in NOUNS:
            self._delete(versions(noun), "_entity", numbers)
        self._delete(COVERED, "_entity", numbers)
        self._delete(PASSED_OVER, "_entity", numbers)
        self.drop_quarantine(numbers)
        which = f"number IN ({_listed(numbers)})"
        with self.transaction():
            self._session.run(f"DELETE FROM imports WHERE {which}")  # noqa: S608 - our own numbers

    def drop_quarantine(self, numbers: Sequence[int]) -> None:
        """Remove the refused rows of imports."""
        self._delete(QUARANTINE, "place", numbers)

    def _delete(self, table: Table, order: str, numbers: Sequence[int]) -> None:
        if not numbers:
            return
        which = f"_recorded IN ({_listed(numbers)})"
        places = self._session.read(table, f"WHERE v.{which}", only=(order,))[order].sort()
        for start in range(0, places.len(), _SWEPT_AT_ONCE):
            part = places.slice(start, _SWEPT_AT_ONCE)
            with self.transaction():
                between = f"{order} BETWEEN {part[0]} AND {part[-1]}"
                self._session.run(f'DELETE FROM "{table.name}" WHERE {which} AND {between}')  # noqa: S608 - our own names and numbers

    def _advance(self, rows: int) -> None:
        self._written += rows
        self._writes += 1
        self._progress.step("Storing rows", self._written, max(self._total, self._written))
        if self._writes % _WRITES_BETWEEN_TIDYING == 0:
            self._database.tidy(self._session)


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
