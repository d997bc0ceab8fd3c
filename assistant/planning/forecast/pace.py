"""When so many items are done, and how many by a day, from what was finished week by week.

Every coming week finishes as many items as one of the weeks before it, drawn at random: the
distribution of the sum is exact (see `sums`). How fast one works changes from season to season,
and drawing single weeks hides that, since good and bad weeks then cancel out. So the future is a
mixture: it goes on at the pace of the last eighth of the weeks looked at, of the last quarter,
half, or all of them, each as likely. Recent weeks count more, and where the windows differ, that
difference lasts and the forecast is wide.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from assistant.planning.capacity.working_days import DAYS_PER_WEEK, WorkingDays
from assistant.planning.forecast.sums import (
    SLIVER,
    Chances,
    Counts,
    added,
    at_least,
    mixed,
    nothing,
    observed,
    scaled,
    thinned,
)

HORIZON_WEEKS = 260
"""Five years; what is not done by then has no date."""

_PARTS_OF_WINDOW = (8, 4, 2, 1)
_SHORTEST_WINDOW = 4
_FEWEST_ITEMS = 5
"""A shorter window that holds fewer finished items says nothing of the pace."""


@dataclass(frozen=True, slots=True)
class ComingWeek:
    """The days of a week that are worked and not over yet."""

    days: tuple[date, ...]

    @property
    def share(self) -> float:
        """How much of a full week they are."""
        return len(self.days) / DAYS_PER_WEEK


def coming_weeks(line: WorkingDays, weeks: int = HORIZON_WEEKS) -> list[ComingWeek]:
    """Return the weeks from the start of a line on; the first is what is left of its week."""
    monday = line.start - timedelta(days=line.start.weekday())
    return [ComingWeek(_worked(line, monday + timedelta(weeks=week))) for week in range(weeks)]


def _worked(line: WorkingDays, monday: date) -> tuple[date, ...]:
    days = (monday + timedelta(days=day) for day in range(DAYS_PER_WEEK))
    return tuple(day for day in days if day >= line.start and day not in line.holidays)


def windows(finished: Counts) -> tuple[int, ...]:
    """Return how many of the last weeks each scenario draws from, the shortest first."""
    whole = len(finished)
    lengths = {max(whole // part, min(_SHORTEST_WINDOW, whole)) for part in _PARTS_OF_WINDOW}
    return tuple(
        length
        for length in sorted(lengths)
        if length == whole or finished[-length:].sum() >= _FEWEST_ITEMS
    )


def _paces(finished: Counts) -> Iterator[Chances]:
    """Yield a window's weeks, slower and faster by the standard error of their mean."""
    mean = float(finished.mean())
    error = float(finished.std()) / mean / math.sqrt(len(finished)) if mean else 0.0
    for factor in (max(1 - error, 0.0), 1 + error):
        yield scaled(observed(finished), factor)


class Pace:
    """What the coming weeks may finish, given what the weeks before did, the oldest first."""

    def __init__(self, finished: Counts, weeks: Sequence[ComingWeek]) -> None:
        self._weeks = weeks
        self._scenarios = [
            scenario for length in windows(finished) for scenario in _paces(finished[-length:])
        ]

    def done_by(self, count: int, percents: Sequence[int]) -> list[date | None]:
        """Return the first days by which so many items are done in so many of a hundred cases.

        None where that is not within the horizon. `percents` ascend.
        """
        wanted = [percent / 100 - SLIVER for percent in percents]
        days: list[date | None] = []
        totals = [nothing() for _ in self._scenarios]
        for week in self._weeks:
            after = self._after(totals, week.share, count)
            reached = _chance(after, count)
            while len(days) < len(wanted) and reached >= wanted[len(days)]:
                days.append(self._day_within(totals, week, count, wanted[len(days)]))
            if len(days) == len(wanted):
                return days
            totals = after
        return days + [None] * (len(wanted) - len(days))

    def count_by(self, day: date, most: int) -> Chances:
        """Return how many items may be done by the end of a day; `most` is that many or more."""
        totals = [nothing() for _ in self._scenarios]
        for week in self._weeks:
            worked = sum(each <= day for each in week.days)
            totals = self._after(totals, worked / DAYS_PER_WEEK, most)
            if worked < len(week.days):
                break
        return mixed(totals)

    def _after(self, totals: Iterable[Chances], share: float, most: int) -> list[Chances]:
        if not share:
            return list(totals)
        return [
            added(total, thinned(scenario, share), most)
            for total, scenario in zip(totals, self._scenarios, strict=True)
        ]

    def _day_within(
        self, before: Sequence[Chances], week: ComingWeek, count: int, wanted: float
    ) -> date:
        """Return the day of a week on which a chance is reached, which is so by its last."""
        for worked, day in enumerate(week.days[:-1], start=1):
            if _chance(self._after(before, worked / DAYS_PER_WEEK, count), count) >= wanted:
                return day
        return week.days[-1]


def _chance(totals: Sequence[Chances], count: int) -> float:
    return float(np.mean([at_least(total, count) for total in totals]))
