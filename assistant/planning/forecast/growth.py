"""When a backlog is empty if work goes on arriving as it did: a walk of what is open, exactly.

Each coming week takes away what one of the weeks before it finished and adds what that same week
brought in, drawn together, since busy weeks often bring work. What is open is then a random walk
that ends when nothing is left; its distribution is carried from week to week, so there is no
sampling error. Where more arrives than is finished, a part of the cases never ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from assistant.planning.forecast.pace import ComingWeek, windows
from assistant.planning.forecast.sums import SLIVER, Chances, Counts

_ROOM = 3
"""The walk is followed up to so many times what is open today; what grows beyond never ends."""


class NetPace:
    """What the coming weeks may leave open, given the weeks before, the oldest first."""

    def __init__(self, finished: Counts, arrived: Counts, weeks: Sequence[ComingWeek]) -> None:
        self._weeks = weeks
        self._walks = [
            _Walk(arrived[-length:] - finished[-length:]) for length in windows(finished)
        ]

    def empty_by(self, count: int, percents: Sequence[int]) -> list[date | None]:
        """Return the last days of the weeks in which nothing is left in so many of a hundred cases.

        None where that is not within the horizon. `percents` ascend.
        """
        wanted = [percent / 100 - SLIVER for percent in percents]
        days: list[date | None] = []
        opens = [_open(count) for _ in self._walks]
        for week in self._weeks:
            if not week.days:
                continue
            opens = [
                walk.after(left, week.share) for walk, left in zip(self._walks, opens, strict=True)
            ]
            empty = float(np.mean([left[0] for left in opens]))
            while len(days) < len(wanted) and empty >= wanted[len(days)]:
                days.append(week.days[-1])
            if len(days) == len(wanted):
                return days
        return days + [None] * (len(wanted) - len(days))


class _Walk:
    """One scenario: what a week changes, each observed change as likely."""

    def __init__(self, changes: Counts) -> None:
        self._least = int(changes.min())
        self._chances = np.bincount(changes - self._least) / len(changes)

    def after(self, left: Chances, share: float) -> Chances:
        """Return what is open after a week; a part of a week counts as a whole one by chance.

        What is empty stays so, and what is beyond the room stays beyond it.
        """
        walked = np.zeros_like(left)
        moved = np.convolve(left[1:-1], self._chances)
        first = 1 + self._least
        gone = max(-first + 1, 0)
        walked[0] = left[0] + moved[:gone].sum()
        inside = moved[gone : gone + len(left) - max(first, 1)]
        start = max(first, 1)
        walked[start : start + len(inside)] += inside
        walked[-1] += left[-1] + moved[gone + len(inside) :].sum()
        return share * walked + (1 - share) * left


def _open(count: int) -> Chances:
    left = np.zeros(_ROOM * count + 2)
    left[count] = 1.0
    return left
