"""On which day something is done, over all runs of a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

import numpy as np

from assistant.planning.capacity.working_days import WorkingDays
from assistant.planning.forecast.calendars import Times

_SLIVER = 1e-6
_WHOLE = Decimal(1)
_TENTH = Decimal("0.1")
_HUNDRED = Decimal(100)
_RARE = Decimal(1)


@dataclass(frozen=True, slots=True)
class DayChances:
    """How many runs end on which day, the earliest first."""

    runs: tuple[tuple[date, int], ...]

    @classmethod
    def of(cls, times: Times, line: WorkingDays, latest: date) -> DayChances:
        """Count times by day; everything after the latest day is as if on the day after all."""
        places = np.maximum(np.ceil(times - _SLIVER) - 1, 0)
        places, counts = np.unique(np.minimum(places, line.place(latest) + 1), return_counts=True)
        days = (line.day(int(place)) for place in places)
        found = zip(days, (int(count) for count in counts), strict=True)
        return cls(tuple((day if day <= latest else date.max, count) for day, count in found))

    @property
    def total(self) -> int:
        """How many runs there are."""
        return sum(count for _, count in self.runs)

    def percentile(self, percent: int) -> date | None:
        """Return the first day by which so many of a hundred runs are over (nearest rank).

        None where that is after the latest day that means anything.
        """
        wanted = ceil(self.total * percent / 100)
        for day, count in self.runs:
            wanted -= count
            if wanted <= 0:
                return None if day == date.max else day
        raise ValueError("there are no runs")

    def chance_by(self, day: date) -> Decimal:
        """Return in how many of a hundred runs it is over by the end of a day.

        In whole numbers; only what is almost never or almost sure has a decimal.
        """
        inside = sum(count for end, count in self.runs if end <= day)
        chance = Decimal(100 * inside) / self.total
        return chance.quantize(_WHOLE if _RARE <= chance <= _HUNDRED - _RARE else _TENTH)

    def moved(self, move: Callable[[date], date]) -> DayChances:
        """Return the same runs with every day moved, such as out of a freeze."""
        counted: Counter[date] = Counter()
        for day, count in self.runs:
            counted[day if day == date.max else move(day)] += count
        return DayChances(tuple(sorted(counted.items())))
