"""The sample portfolio as snapshots, one for each Monday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import TypeVar

from assistant.adapters.portfolio_folder import PortfolioFolder
from assistant.portfolio.batch import Batch
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Holiday
from assistant.portfolio.sample import sample_folders
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.ports.progress import Silent
from assistant.values import FactValue, Money, Scope, Statement
from tests.fakes.memory_store import MemoryStore

N = TypeVar("N", bound=Noun)

TODAY = date(2026, 11, 16)
SATURDAY = 5


@cache
def batches() -> tuple[Batch, ...]:
    """Return what each folder holds, the oldest first."""
    return tuple(PortfolioFolder(folder).read(None, Silent()) for folder in sample_folders())


@cache
def mondays() -> tuple[Snapshot, ...]:
    """Return the six snapshots, the oldest first; each folder is laid over those before it."""
    store = MemoryStore()
    for batch in batches():
        store.import_batch(batch, datetime(2026, 11, 16, tzinfo=UTC), Silent())
    return tuple(store.snapshot(batch.as_of, Scope.of_record()) for batch in batches())


def today() -> Snapshot:
    """Return the sample as of its own fixed today."""
    return mondays()[-1]


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
