"""How early work can be done if some people's time were one stream that all shared freely.

Work on a stream can be interrupted and shared out, and comes when its item is ready at the
earliest. The work worth most per grain of what is ready goes first: no plan of these people can
give a smaller Σ weight × mean time of work (Goemans 1996 for release dates). A part ends no sooner
than half of its own least time after the mean of its work (Eastman, Even and Isaacs 1964).
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.planning.capacity.timeline import Timeline

Numbers = NDArray[np.float64]


class Stream:
    """The time of some people together: work in grains by time in days, and back."""

    def __init__(self, timelines: Sequence[Timeline]) -> None:
        self._days = max(timeline.days for timeline in timelines)
        done = np.zeros(self._days + 1)
        for timeline in timelines:
            done[: timeline.days + 1] += timeline.grains
            beyond = np.arange(1, self._days - timeline.days + 1)
            done[timeline.days + 1 :] += timeline.grains[-1] + beyond * timeline.grains_a_day
        self._done = done
        self._pace = float(sum(timeline.grains_a_day for timeline in timelines))
        rate = np.append(np.diff(done), self._pace)
        worked = rate > 0
        self._work, self._rate = done[worked], rate[worked]
        self._day = np.arange(self._days + 1, dtype=float)[worked]
        width = np.diff(self._work)
        day, rate = self._day[:-1], self._rate[:-1]
        self._until = np.append(0.0, np.cumsum(width * day + width * width / rate / 2))

    def work_by(self, time: float) -> float:
        """Return the grains that everybody can have done by a time."""
        day = min(int(time), self._days)
        today = self._pace if day == self._days else self._done[day + 1] - self._done[day]
        return float(self._done[day] + (time - day) * today)

    def area(self, work: Numbers) -> Numbers:
        """Return ∫ of the time at which each grain is done, from none up to so many grains."""
        piece = np.searchsorted(self._work, work, side="right") - 1
        into = work - self._work[piece]
        whole, rest = self._until[piece], into * self._day[piece]
        area: Numbers = whole + rest + into * into / self._rate[piece] / 2
        return area


class PooledWork:
    """The parts that only some people can do, on the stream of these people's time."""

    def __init__(
        self, stream: Stream, work: Sequence[int], ready: Sequence[float], least: Sequence[float]
    ) -> None:
        self._stream = stream
        self.work = np.array(work, dtype=float)
        self._half = np.array(least) / 2
        self._ready = [stream.work_by(time) for time in ready]
        self._arriving = sorted(range(len(work)), key=lambda part: (self._ready[part], part))
        self._at_once = max(self._ready) <= 0

    def ends(self, weight: Numbers) -> Numbers:
        """Return times such that no plan has a smaller Σ weight × end of the parts."""
        worth = weight / self.work
        means = self._all_at_once(worth) if self._at_once else self._as_ready(worth)
        ends: Numbers = means + self._half
        return ends

    def _all_at_once(self, worth: Numbers) -> Numbers:
        order = np.argsort(-worth, kind="stable")
        area = np.append(0.0, self._stream.area(np.cumsum(self.work[order])))
        means = np.empty(len(order))
        means[order] = np.diff(area) / self.work[order]
        return means

    def _as_ready(self, worth: Numbers) -> Numbers:
        """Do always what is worth most of what is ready; return the mean time of each part."""
        rank = (-worth).tolist()
        left: list[float] = self.work.tolist()
        waiting: list[tuple[float, int]] = []
        pieces: list[tuple[int, float, float]] = []
        now, arrived, count = 0.0, 0, len(rank)
        while arrived < count or waiting:
            if not waiting:
                now = max(now, self._ready[self._arriving[arrived]])
            while arrived < count and self._ready[self._arriving[arrived]] <= now:
                part = self._arriving[arrived]
                heapq.heappush(waiting, (rank[part], part))
                arrived += 1
            part = waiting[0][1]
            until = now + left[part]
            if arrived < count and self._ready[self._arriving[arrived]] < until:
                until = self._ready[self._arriving[arrived]]
                left[part] -= until - now
            else:
                heapq.heappop(waiting)
            pieces.append((part, now, until))
            now = until
        return self._means(pieces)

    def _means(self, pieces: Sequence[tuple[int, float, float]]) -> Numbers:
        parts = np.array([part for part, _, _ in pieces])
        begins = np.array([begin for _, begin, _ in pieces])
        ends = np.array([end for _, _, end in pieces])
        area = self._stream.area(ends) - self._stream.area(begins)
        means: Numbers = np.bincount(parts, weights=area, minlength=len(self.work)) / self.work
        return means
