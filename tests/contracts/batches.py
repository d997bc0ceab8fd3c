"""Batches made of nouns, as a source would hand them to the store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from assistant.portfolio.batch import Batch
from assistant.portfolio.frames import to_frame
from assistant.portfolio.noun import Noun
from assistant.ports.progress import Silent
from assistant.ports.store import ImportReceipt, Store

DAY = date(2026, 11, 2)
AT = datetime(2026, 11, 16, 8, 12, tzinfo=UTC)


def day(number: int) -> date:
    """A Monday, counted from DAY."""
    return DAY + timedelta(weeks=number)


def batch(things: Iterable[Noun], as_of: date = DAY, source: str = "plan", **more: Any) -> Batch:
    """One reading of a source that holds some things."""
    by_noun: dict[type[Noun], list[Noun]] = {}
    for thing in things:
        by_noun.setdefault(type(thing), []).append(thing)
    frames = {
        noun: to_frame(noun, rows, file=f"{noun.table}.csv", as_of=as_of)
        for noun, rows in by_noun.items()
    }
    more = {"location": f"/exports/{source}", "complete": True} | more
    return Batch(source=source, as_of=as_of, frames=frames, **more)


def bring(store: Store, things: Iterable[Noun], as_of: date = DAY, **more: Any) -> ImportReceipt:
    """Import one reading that holds some things."""
    return store.import_batch(batch(things, as_of, **more), AT, Silent())
