"""Stretches of days: periods with both ends included, and ISO weeks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from pydantic import model_validator

from assistant.values.base import Value


class Period(Value):
    """From `start` to `end`, both days included."""

    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            msg = f"the period ends ({self.end}) before it starts ({self.start})"
            raise ValueError(msg)
        return self

    def __contains__(self, day: date) -> bool:
        """Say whether the day lies within, ends included."""
        return self.start <= day <= self.end


class Week(Value):
    """An ISO week, named by its Monday."""

    monday: date

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the week a day lies in."""
        return cls(monday=day - timedelta(days=day.weekday()))

    def plus(self, weeks: int) -> Week:
        """Return the week that many weeks later."""
        return Week(monday=self.monday + timedelta(weeks=weeks))

    @property
    def period(self) -> Period:
        """Monday to Sunday."""
        return Period(start=self.monday, end=self.monday + timedelta(days=6))

    def __str__(self) -> str:
        """Return the ISO name, such as 2026-W47."""
        year, week, _ = self.monday.isocalendar()
        return f"{year}-W{week:02d}"
