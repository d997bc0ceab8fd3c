"""Effort: whole minutes of work, and the unit a person gave it in."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Self

from assistant.values.base import Value

MINUTES_PER_DAY = 480
"""A working day of 8 hours: the length of "1 d" of effort. Calendars say when people work."""

DAYS_PER_WEEK = 5


class EffortUnit(StrEnum):
    """The unit an effort was given in. Story points are no effort."""

    MINUTE = "min"
    HOUR = "h"
    DAY = "d"
    WEEK = "w"

    @property
    def minutes(self) -> int:
        """Minutes of work in one of this unit."""
        return {
            EffortUnit.MINUTE: 1,
            EffortUnit.HOUR: 60,
            EffortUnit.DAY: MINUTES_PER_DAY,
            EffortUnit.WEEK: MINUTES_PER_DAY * DAYS_PER_WEEK,
        }[self]


class Effort(Value):
    """Work in whole minutes; `unit` is how it was stated and how it is shown."""

    minutes: int
    unit: EffortUnit = EffortUnit.DAY

    @classmethod
    def of(cls, amount: Decimal | int | str, unit: EffortUnit) -> Self:
        """Make effort from an amount in a unit, rounded to whole minutes."""
        minutes = Decimal(amount) * unit.minutes
        return cls(minutes=int(minutes.to_integral_value()), unit=unit)

    @classmethod
    def of_days(cls, amount: Decimal | int | str) -> Self:
        """Make effort from working days."""
        return cls.of(amount, EffortUnit.DAY)

    @property
    def days(self) -> Decimal:
        """The effort in working days of 8 hours."""
        return Decimal(self.minutes) / MINUTES_PER_DAY

    def __add__(self, other: Effort) -> Effort:
        """Add two efforts; the result keeps this one's unit."""
        return Effort(minutes=self.minutes + other.minutes, unit=self.unit)
