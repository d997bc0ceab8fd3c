"""Forecasts as they would have been given, week by week, and what came of them.

From each past week on, with nothing but what was finished before it, two questions are answered
again: when will the next items be done (as many as usually take two weeks), and how many in the
next two weeks. The next forecast of a kind starts only after the one before has come out, so that
hits are counted of forecasts that share no outcome.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from assistant.planning.capacity.working_days import DAYS_PER_WEEK, WorkingDays
from assistant.planning.forecast.outlook import EVEN, SURE
from assistant.planning.forecast.pace import Pace, coming_weeks
from assistant.planning.forecast.sums import Counts, low_count

WEEKS_AHEAD = 2
_HORIZON = 80
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class DateTrial:
    """A day that would have been given for so many items, and the day it was.

    `came` is None where that is still to come though the surer day is over. `mean_day` is what the
    plain mean of the same weeks gives.
    """

    given_on: date
    count: int
    even: date | None
    sure: date | None
    mean_day: date
    came: date | None

    def day(self, percent: int) -> date | None:
        """Return the day that would have been given at a chance."""
        return self.even if percent == EVEN else self.sure


@dataclass(frozen=True, slots=True)
class CountTrial:
    """A count that would have been given for two weeks, and what it was."""

    given_on: date
    even: int
    sure: int
    mean_count: int
    came: int


@dataclass(frozen=True, slots=True)
class PastDays:
    """The days on which items were finished, sorted, from the first week that counts."""

    first_monday: date
    days: tuple[date, ...]
    end: date

    def before(self, monday: date, most: int) -> Counts:
        """Return the finished items of each of at most so many weeks before a Monday."""
        weeks = (monday - self.first_monday).days // 7
        counts = np.zeros(weeks, dtype=np.int64)
        for day in self.days:
            if self.first_monday <= day < monday:
                counts[(day - self.first_monday).days // 7] += 1
        return counts[-most:]

    def after(self, monday: date) -> list[date]:
        """Return the days from a Monday on."""
        return [day for day in self.days if day >= monday]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What is tried: at most so many weeks looked back on, at least so many needed, and items."""

    past: PastDays
    window: int
    least_weeks: int
    least_items: int
    holidays: frozenset[date] = frozenset()

    def date_trials(self) -> Iterator[DateTrial]:
        """Yield every forecast of a day that has come out."""
        monday = self.past.first_monday
        while monday < self.past.end:
            trial = self._dated(monday, self.past.before(monday, self.window))
            if trial is None:
                monday += _WEEK
                continue
            yield trial
            monday = self.past.end if trial.came is None else _monday_after(trial.came)

    def count_trials(self) -> Iterator[CountTrial]:
        """Yield every forecast of a count whose weeks are over."""
        monday = self.past.first_monday
        while monday + WEEKS_AHEAD * _WEEK <= self.past.end:
            counts = self.past.before(monday, self.window)
            if not self._is_enough(counts):
                monday += _WEEK
                continue
            yield self._counted(monday, counts)
            monday += WEEKS_AHEAD * _WEEK

    def _is_enough(self, counts: Counts) -> bool:
        return len(counts) >= self.least_weeks and int(counts.sum()) >= self.least_items

    def _pace(self, monday: date, counts: Counts) -> Pace:
        return Pace(counts, coming_weeks(WorkingDays(monday, self.holidays), _HORIZON))

    def _dated(self, monday: date, counts: Counts) -> DateTrial | None:
        """Return the forecast given on a day; None where it could not be, or may still hold."""
        if not self._is_enough(counts):
            return None
        mean = float(counts.mean())
        count = max(round(mean * WEEKS_AHEAD), 1)
        even, sure = self._pace(monday, counts).done_by(count, (EVEN, SURE))
        later = self.past.after(monday)
        came = later[count - 1] if len(later) >= count else None
        if came is None and (sure is None or sure >= self.past.end):
            return None
        return DateTrial(
            given_on=monday,
            count=count,
            even=even,
            sure=sure,
            mean_day=_working_day(monday, count / mean * DAYS_PER_WEEK),
            came=came,
        )

    def _counted(self, monday: date, counts: Counts) -> CountTrial:
        end = monday + WEEKS_AHEAD * _WEEK
        most = int(counts.max() + 1) * (WEEKS_AHEAD + 1)
        chances = self._pace(monday, counts).count_by(end - timedelta(days=1), most)
        return CountTrial(
            given_on=monday,
            even=low_count(chances, EVEN),
            sure=low_count(chances, SURE),
            mean_count=int(counts.mean() * WEEKS_AHEAD),
            came=sum(day < end for day in self.past.after(monday)),
        )


def hits(trials: Sequence[DateTrial], percent: int) -> list[bool]:
    """Return of each day that would have been given at a chance whether it held."""
    given = ((trial.day(percent), trial.came) for trial in trials)
    return [came is not None and came <= day for day, came in given if day is not None]


def _working_day(monday: date, days: float) -> date:
    """Return the day on which so many working days from a Monday on are over."""
    weeks, weekday = divmod(int(np.ceil(days - 1e-9)) - 1, DAYS_PER_WEEK)
    return monday + timedelta(weeks=weeks, days=weekday)


def _monday_after(day: date) -> date:
    return day - timedelta(days=day.weekday()) + _WEEK
