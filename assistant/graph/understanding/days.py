"""Days and stretches of time, and the arithmetic of the calendar they need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class When:
    """Some days that were named: first and last, with the characters they were named in."""

    start: date | None
    end: date | None
    begin: int
    finish: int
    role: str = ""
    opening: date | None = None
    """The first day of what was named: “until January” may mean until it begins."""


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch of time that was named, such as two weeks, and in working days."""

    days: int
    working_days: int
    begin: int
    finish: int


def real_day(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(day.weekday())


def month_shifted(day: date, months: int) -> tuple[int, int]:
    """Return year and month so many months later."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    following = month_shifted(date(year, month, 1), 1)
    return date(*following, 1) - timedelta(1)


def easter(year: int) -> date:
    """Return Easter Sunday (Meeus, Jones and Butcher; Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
