"""The sample portfolio as snapshots, one for each Monday."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeVar

import polars as pl

from assistant.adapters.tabular.noun_frame import noun_frame
from assistant.adapters.tabular.reading import read_tables
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Holiday
from assistant.portfolio.registry import BY_TABLE
from assistant.portfolio.sample import sample_folders
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import FactValue, Money, Statement

N = TypeVar("N", bound=Noun)

TODAY = date(2026, 11, 16)
SATURDAY = 5


@cache
def mondays() -> tuple[Snapshot, ...]:
    """Return the six snapshots, the oldest first; each folder is laid over those before it."""
    frames: dict[type[Noun], pl.DataFrame] = {}
    snapshots = []
    for folder in sample_folders():
        as_of = date.fromisoformat(folder.name)
        for noun, newer in _frames(folder, as_of).items():
            frames[noun] = _laid_over(frames.get(noun), newer)
        snapshots.append(Snapshot(as_of=as_of, frames=dict(frames)))
    return tuple(snapshots)


def today() -> Snapshot:
    """Return the sample as of its own fixed today."""
    return mondays()[-1]


def _frames(folder: Path, as_of: date) -> dict[type[Noun], pl.DataFrame]:
    return {BY_TABLE[path.stem]: _frame(path, as_of) for path in sorted(folder.glob("*.csv"))}


def _frame(path: Path, as_of: date) -> pl.DataFrame:
    (table,) = read_tables(path).tables
    fields = {header: header for header in table.headers}
    read = noun_frame(BY_TABLE[path.stem], table, fields=fields, formats={}, as_of=as_of)
    assert read.refused == ()
    return read.frame


def _laid_over(older: pl.DataFrame | None, newer: pl.DataFrame) -> pl.DataFrame:
    if older is None:
        return newer
    kept = older.join(newer.select("key"), on="key", how="anti")
    return pl.concat([kept, newer])


def the(noun: type[N], key: str) -> N:
    """Return the thing of that key as it stands today; KeyError where there is none."""
    found = today().get(noun, key)
    if found is None:
        raise KeyError(key)
    return found


def open_items() -> list[WorkItem]:
    """Return the work that is neither done nor dropped."""
    over = {StatusCategory.DONE, StatusCategory.DROPPED}
    return [each for each in today().all(WorkItem) if each.category not in over]


def working_days(start: date, end: date) -> list[date]:
    """Return the days people work from one day to another, both included."""
    holidays = {each.day for each in today().all(Holiday)}
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    return [day for day in days if day.weekday() < SATURDAY and day not in holidays]


def euros(amount: int) -> Money:
    """Return an amount in the sample's currency."""
    return Money(amount=Decimal(amount), currency="EUR")


def amount(money: Money | None) -> Decimal:
    """Return the bare amount of a cell that has to hold money."""
    assert money is not None
    return money.amount


def told(statement: Statement) -> list[FactValue]:
    """Return the values a statement speaks of."""
    return [fact.value for fact in statement.facts.values()]
