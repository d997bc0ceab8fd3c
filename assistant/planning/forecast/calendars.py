"""A person's time for many runs at once: the same arithmetic as their timeline, on arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.planning.capacity.timeline import Timeline

Times = NDArray[np.float64]

NEVER = 1e9
"""Stands for a time that never comes; whole days of it still fit into machine integers."""

_STANDSTILL = 1e-6
"""The pace, in minutes a day, of somebody who is not expected back."""


_SLIVER = 0.05
"""Minutes of work this few after a day's end are done on that day: plans are rounded to less."""


class Calendar:
    """Turns times (working days from today) into one person's minutes of work, and back.

    After the last day that is known, their pace goes on as one long day.
    """

    def __init__(self, timeline: Timeline) -> None:
        minutes = (*timeline.minutes, max(timeline.pace, _STANDSTILL))
        self._minutes = np.array(minutes)
        self._days = timeline.days
        self._done = np.array(timeline.done)
        self._divisors = np.where(self._minutes > 0, self._minutes, 1.0)

    def work_by(self, times: Times) -> Times:
        """Return the minutes that have passed for this person by each time."""
        days = np.minimum(times.astype(np.int64), self._days)
        work: Times = self._done[days] + (times - days) * self._minutes[days]
        return work

    def start_of(self, work: Times) -> Times:
        """Return the first times at which the minute after `work` begins."""
        days = np.searchsorted(self._done, work + _SLIVER, side="right") - 1
        return self._at(work, days)

    def end_of(self, work: Times) -> Times:
        """Return the first times by which `work` minutes have passed."""
        days = np.searchsorted(self._done, work - _SLIVER, side="left") - 1
        return self._at(work, np.maximum(days, 0))

    def _at(self, work: Times, days: NDArray[np.int64]) -> Times:
        left = np.maximum(work - self._done[days], 0.0)
        times = days + left / self._divisors[days]
        bounded: Times = np.minimum(times, NEVER)
        return bounded
