"""Which dates cannot all hold, whatever the order: the smallest set of them that proves it.

Side by side, a set of people is asked for more work by a day than they have time for until then:
by each item's latest day, which what waits for it hands on (an energetic argument, Erschler and
Lopez 1990). Of the dates that are at odds, each that is not needed for the proof is dropped
(deletion filter, Chinneck and Dravnieks 1991): without any one of the rest they may all hold.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from assistant.planning.capacity.timeline import GRAINS
from assistant.planning.sequencing.claims import sets_of_people
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.planning.sequencing.pooled import Stream

_NEVER = float("inf")
_SLIVER = 1e-3
"""Minutes that are no difference."""

_MOST = 40
"""Dates of which each is tried without; of more, all are named."""


def smallest_conflict(
    dated: Sequence[int], cannot_hold: Callable[[Collection[int]], bool]
) -> tuple[int, ...]:
    """Return dates of which none can be left out; none where all may hold.

    Dates are dropped from the last on, so that what is named is what comes first.
    """
    if not cannot_hold(dated):
        return ()
    kept = list(dated)
    for item in reversed(dated if len(dated) <= _MOST else ()):
        rest = [each for each in kept if each != item]
        if cannot_hold(rest):
            kept = rest
    return tuple(kept)


class Energy:
    """What the people of some items are asked for, and the time they have."""

    def __init__(self, evaluator: Evaluator, items: Sequence[int]) -> None:
        self._evaluator = evaluator
        self._chains = evaluator.chains
        inside = frozenset(items)
        self._backwards = [item for item in reversed(self._chains.order) if item in inside]
        staff = evaluator.staff
        parts = [(item, part) for item in items for part in staff.parts[item]]
        self._asked: list[tuple[Stream, list[tuple[int, int]]]] = []
        for people in sets_of_people(part.pool for _, part in parts):
            stream = Stream([staff.timelines[person] for person in sorted(people)])
            own = [(item, part.minutes) for item, part in parts if people.issuperset(part.pool)]
            self._asked.append((stream, own))

    def cannot_hold(self, dated: Iterable[int]) -> bool:
        """Say whether it is proven that these dates cannot all hold."""
        latest = self._latest(frozenset(dated))
        if any(self._chains.finish[item] > time + _SLIVER for item, time in latest.items()):
            return True
        return any(_is_too_much(stream, asked, latest) for stream, asked in self._asked)

    def _latest(self, dated: Collection[int]) -> dict[int, float]:
        """Return when each item must be finished for these dates to hold, where it must."""
        latest: dict[int, float] = {}
        for item in self._backwards:
            own = self._evaluator.deadline(item) if item in dated else _NEVER
            time = min(own, latest.get(item, _NEVER))
            if time == _NEVER:
                continue
            latest[item] = time
            for before, days in self._chains.hand_on[item]:
                latest[before] = min(latest.get(before, _NEVER), time - days)
        return latest


def _is_too_much(
    stream: Stream, asked: Iterable[tuple[int, int]], latest: dict[int, float]
) -> bool:
    """Say whether more work must be done by some time than there is time for."""
    due = sorted((latest[item], minutes) for item, minutes in asked if item in latest)
    total = 0
    for time, minutes in due:
        total += minutes
        if total > stream.work_by(max(time, 0.0)) / GRAINS + _SLIVER:
            return True
    return False
