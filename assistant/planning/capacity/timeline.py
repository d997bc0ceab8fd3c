"""One person's time as a stretch of work, and what of it is taken.

Times are working days from the start of the line. `work_by` turns a time into the minutes that
have passed for this person, `time_of` turns minutes back into a time; between them a piece of
work is simply an interval of minutes. After the last day that is known, time goes on at the pace
of the last weeks. Work is counted in whole grains of a hundredth of a minute, so that sums of it
are exact.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

GRAINS = 100
"""Grains of work in a minute."""

_SLIVER = 1e-6
"""Grains that are no difference."""


class Timeline:
    """How much work somebody can have done by when; `peak` is the most minutes of any day.

    `grains` is what they can have done by the end of each day, from none before the first on;
    `grains_a_day` is their pace after the last.
    """

    def __init__(self, minutes: Sequence[float] | NDArray[np.float64], pace: float) -> None:
        by_day = _grains(np.asarray(minutes, dtype=float))
        grains = np.append(0, by_day.cumsum())
        self.grains: list[int] = grains.tolist()
        self.grains_a_day = int(_grains(np.array(pace)))
        self.pace = self.grains_a_day / GRAINS
        self.done: list[float] = (grains / GRAINS).tolist()
        self.minutes: tuple[float, ...] = tuple((by_day / GRAINS).tolist())
        self.total = self.done[-1]
        self.days = len(self.minutes)
        self.peak = max(self.pace, max(self.minutes, default=0.0))

    @property
    def is_even(self) -> bool:
        """Whether every day has the same minutes, so that work and time are proportional."""
        return all(minutes == self.pace for minutes in self.minutes)

    def work_by(self, time: float) -> float:
        """Return the minutes that have passed for this person by a time."""
        day = int(time)
        if day >= self.days:
            return self.total + (time - self.days) * self.pace
        return self.done[day] + (time - day) * self.minutes[day]

    def start_of(self, work: float) -> float:
        """Return the first time at which the minute after `work` begins."""
        if work >= self.total:
            return self._after(work)
        day = bisect_right(self.done, work) - 1
        return day + (work - self.done[day]) / self.minutes[day]

    def end_of(self, work: float) -> float:
        """Return the first time by which `work` minutes have passed; infinite where never."""
        if work > self.total:
            return self._after(work)
        day = bisect_left(self.done, work) - 1
        return day + (work - self.done[day]) / self.minutes[day] if day >= 0 else 0.0

    def _after(self, work: float) -> float:
        return self.days + (work - self.total) / self.pace if self.pace else float("inf")


def _grains(minutes: NDArray[np.float64]) -> NDArray[np.int64]:
    grains: NDArray[np.int64] = np.floor(minutes * GRAINS + _SLIVER).astype(np.int64)
    return grains
