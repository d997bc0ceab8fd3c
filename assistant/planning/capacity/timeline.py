"""One person's time as a stretch of work, and what of it is taken.

Times are working days from the start of the line. `work_by` turns a time into the minutes that
have passed for this person, `time_of` turns minutes back into a time; between them a piece of
work is simply an interval of minutes. After the last day that is known, time goes on at the pace
of the last weeks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Timeline:
    """How much work somebody can have done by when; `peak` is the most minutes of any day."""

    def __init__(self, minutes: Sequence[float], pace: float) -> None:
        self.minutes = tuple(minutes)
        self.pace = pace
        self.done = [0.0, *accumulate(self.minutes)]
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


class Taken:
    """What of one timeline is taken: free gaps, in minutes of work, and all after the last."""

    __slots__ = ("_gaps", "_tail", "timeline")

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._gaps: list[tuple[float, float]] = []
        self._tail = 0.0

    def first_fit(self, ready: float, minutes: float) -> float:
        """Return the minute at which work that is ready at a time can begin without a break."""
        earliest = self.timeline.work_by(ready) if ready > 0 else 0.0
        for start, end in self._gaps:
            begin = max(start, earliest)
            if begin + minutes <= end:
                return begin
        return max(self._tail, earliest)

    def take(self, begin: float, minutes: float) -> None:
        """Take minutes that `first_fit` found."""
        end = begin + minutes
        if begin >= self._tail:
            if begin > self._tail:
                self._gaps.append((self._tail, begin))
            self._tail = end
            return
        place = next(n for n, (start, stop) in enumerate(self._gaps) if start <= begin < stop)
        start, stop = self._gaps.pop(place)
        rest = [(low, high) for low, high in ((start, begin), (end, stop)) if high > low]
        self._gaps[place:place] = rest
