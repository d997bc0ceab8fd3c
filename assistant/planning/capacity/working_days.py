"""The line of working days that plans are drawn on.

Day 0 is the first weekday on or after a day; five of them are a week, so that a time on the line
divided by five is a number of weeks. Holidays stay on the line and nobody works on them.
"""

from __future__ import annotations

import math
from datetime import date, timedelta

from assistant.portfolio.organisation import Holiday
from assistant.portfolio.snapshot import Snapshot

DAYS_PER_WEEK = 5
_DAYS_IN_CALENDAR_WEEK = 7
_SLIVER = 1e-9
"""A finish this close after a day's end is on that day."""


class WorkingDays:
    """Weekdays from a day on, and which of them are holidays."""

    def __init__(self, start: date, holidays: frozenset[date]) -> None:
        weekday = start.weekday()
        weekend = weekday - _DAYS_IN_CALENDAR_WEEK if weekday >= DAYS_PER_WEEK else 0
        self.start = start - timedelta(days=weekend)
        self.holidays = holidays
        self._monday = self.start - timedelta(days=self.start.weekday())

    @classmethod
    def of(cls, snapshot: Snapshot) -> WorkingDays:
        """Return the line from a snapshot's day on, by the organisation's own calendar.

        With several calendars it is the one called “default”: which calendar somebody works by
        is not known.
        """
        rows = snapshot.all(Holiday)
        names = {row.calendar for row in rows}
        own = names if len(names) == 1 else {"default"}
        return cls(snapshot.as_of, frozenset(row.day for row in rows if row.calendar in own))

    def day(self, place: int) -> date:
        """Return the day at a place of the line."""
        weeks, weekday = divmod(place + self.start.weekday(), DAYS_PER_WEEK)
        return self._monday + timedelta(weeks=weeks, days=weekday)

    def place(self, day: date) -> int:
        """Return the place of a day; a weekend has that of the Monday after it."""
        weeks, weekday = divmod((day - self._monday).days, _DAYS_IN_CALENDAR_WEEK)
        return weeks * DAYS_PER_WEEK + min(weekday, DAYS_PER_WEEK) - self.start.weekday()

    def is_worked(self, place: int) -> bool:
        """Say whether people work on the day at a place."""
        return self.day(place) not in self.holidays

    def start_day(self, time: float) -> date:
        """Return the day on which work that starts at a time of the line begins."""
        return self.day(math.floor(time + _SLIVER))

    def finish_day(self, time: float) -> date:
        """Return the day on which work that ends at a time of the line is finished."""
        return self.day(max(math.ceil(time - _SLIVER) - 1, 0))

    def end_of(self, day: date) -> float:
        """Return the time at which a day's work is over; before the line starts, zero."""
        return float(max(self.place(day + timedelta(days=1)), 0))
