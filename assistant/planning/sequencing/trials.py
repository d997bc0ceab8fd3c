"""Tries one item at other places of one order, with the evaluator that made the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.planning.capacity.working_days import DAYS_PER_WEEK
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.planning.sequencing.schedule import Times

_LEAST = 1e-6
"""Days that are no difference."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What changes at another place: weeks later (or earlier) by item, and whether a date breaks."""

    weeks: Mapping[int, float]
    misses_more: bool


class Trials:
    """Places count among what is not started, as people speak of first and second."""

    def __init__(self, evaluator: Evaluator, order: Sequence[int]) -> None:
        self.backlog = evaluator.backlog
        self._evaluator = evaluator
        self._order = tuple(order)
        self._times = evaluator.times(self._order)
        self._late = evaluator.outcome_of(self._times)[0]
        self._waiting = [n for n in order if not self.backlog.candidates[n].is_started]

    @property
    def is_one_queue(self) -> bool:
        """Whether one person does everything, so that size alone makes time."""
        return len(self._evaluator.staff.timelines) == 1

    def place(self, item: int) -> int:
        """Return the place an item has."""
        return self._waiting.index(item) + 1

    def before(self, item: int) -> list[int]:
        """Return everything that an item waits for, as it comes in the order."""
        key = self.backlog.candidates[item].key
        waits = set(self.backlog.numbers(self.backlog.graph.everything_before(key)))
        return [other for other in self._waiting if other in waits]

    def highest(self, item: int) -> int:
        """Return the first place that breaks no dependency."""
        before = self.before(item)
        return self.place(before[-1]) + 1 if before else 1

    def at(self, item: int, place: int) -> Trial:
        """Return what changes if an item is moved up to a place."""
        times = self._times_at(item, place)
        later = {n: (end - self._times.finish[n]) for n, end in times.finish.items()}
        weeks = {n: days / DAYS_PER_WEEK for n, days in later.items() if abs(days) > _LEAST}
        return Trial(weeks, self._evaluator.outcome_of(times)[0] > self._late)

    def weight_to_be_first(self, item: int) -> int | None:
        """Return the least weight with which no place costs less than the first.

        What all others lose by the first place against another one, over what the item gains.
        None where the first place gains it nothing.
        """
        tried = [self._split(item, self._times_at(item, n)) for n in range(1, self.place(item))]
        tried.append(self._split(item, self._times))
        others_first, own_first = tried[0]
        needed = [
            (others_first - others) / (own - own_first)
            for others, own in tried[1:]
            if own - own_first > _LEAST
        ]
        return round(max(needed)) if needed else None

    def _times_at(self, item: int, place: int) -> Times:
        rest = [other for other in self._order if other != item]
        rest.insert(rest.index(self._waiting[place - 1]), item)
        return self._evaluator.times(rest)

    def _split(self, item: int, times: Times) -> tuple[float, float]:
        """Return what waiting costs all others, and when the item itself is finished."""
        candidates = self.backlog.candidates
        ends = times.finish.items()
        others = sum(candidates[n].weight * end for n, end in ends if n != item)
        return others, times.finish[item]
