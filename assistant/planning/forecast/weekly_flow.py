"""How many items of a group were finished, and how many came in, in each full week before today.

The week of today is not over and counts for neither side. Weeks before the group's work began are
no weeks of its pace, and weeks in which nobody worked teach nothing; weeks in which nothing was
finished count as zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from assistant.planning.capacity.working_days import DAYS_PER_WEEK
from assistant.planning.forecast.sums import Counts
from assistant.portfolio.work import StatusCategory, WorkItem

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class WeeklyFlow:
    """Counts by week, the oldest first; `keys` are the finished items they count."""

    mondays: tuple[date, ...]
    finished: Counts
    arrived: Counts
    keys: tuple[str, ...]

    @property
    def weeks(self) -> int:
        """How many weeks there are."""
        return len(self.mondays)

    @property
    def total(self) -> int:
        """How many items were finished in all of them."""
        return len(self.keys)


def weekly_flow(
    items: Iterable[WorkItem], today: date, most: int, holidays: frozenset[date] = frozenset()
) -> WeeklyFlow:
    """Return the flow of a group of items in at most so many weeks before the week of a day."""
    group = tuple(items)
    this_week = _monday(today)
    done = {item.key: day for item in group if (day := _finished(item)) and day < this_week}
    mondays = [
        monday
        for monday in _weeks(_first_week(group, done), this_week)
        if _is_worked(monday, holidays)
    ][-most:]
    inside = frozenset(mondays)
    created = (item.created for item in group if item.category is not StatusCategory.DROPPED)
    return WeeklyFlow(
        mondays=tuple(mondays),
        finished=_counts(done.values(), mondays),
        arrived=_counts(filter(None, created), mondays),
        keys=tuple(sorted(key for key, day in done.items() if _monday(day) in inside)),
    )


def _finished(item: WorkItem) -> date | None:
    return item.finished if item.category is StatusCategory.DONE else None


def _first_week(group: Iterable[WorkItem], done: Mapping[str, date]) -> date:
    """Return the first Monday after the first that is known of work on what was finished."""
    began = [
        min(day for day in (item.started, item.finished) if day is not None)
        for item in group
        if item.key in done
    ]
    return _monday(min(began)) + _WEEK if began else date.max


def _weeks(first: date, end: date) -> Iterator[date]:
    while first < end:
        yield first
        first += _WEEK


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _is_worked(monday: date, holidays: frozenset[date]) -> bool:
    return not holidays.issuperset(monday + timedelta(days=n) for n in range(DAYS_PER_WEEK))


def _counts(days: Iterable[date], mondays: Sequence[date]) -> Counts:
    by_week = Counter(_monday(day) for day in days)
    return np.array([by_week[monday] for monday in mondays], dtype=np.int64)
