"""Improves an order by moving one item at a time, within a budget of work.

The budget counts placed items, not seconds: the same seed and budget give the same order on any
machine. A move keeps every dependency and never lifts an item over one of an earlier tier.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from assistant.planning.sequencing.evaluation import Evaluator, Outcome

_FEWEST = 2
"""Items there must be to move one."""


def improve(
    order: Sequence[int], evaluator: Evaluator, gain: float, budget: int, seed: int
) -> tuple[int, ...]:
    """Return an order no worse than the given one.

    A move counts where it saves the share `gain` of the cost, or a missed day. `budget` counts
    placed items: an order of n items is tried budget ÷ n times.
    """
    best = list(order)
    if len(best) < _FEWEST:
        return tuple(best)
    outcome = evaluator.outcome(best)
    dice = random.Random(seed)  # noqa: S311 - seeded to be repeatable, not to be secret
    window = _Window(evaluator)
    for _ in range(budget // len(best)):
        moved = window.move(best, dice)
        if moved is not None:
            found = evaluator.outcome(moved)
            if _is_better(found, outcome, gain):
                best, outcome = moved, found
    return tuple(best)


def _is_better(found: Outcome, best: Outcome, gain: float) -> bool:
    late, cost = found
    least_late, least = best
    return late < least_late or (late == least_late and cost < least * (1 - gain))


class _Window:
    """Where an item may be moved to."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._before = evaluator.backlog.links
        self._after: list[list[int]] = [[] for _ in self._before]
        for item, before in enumerate(self._before):
            for each in before:
                self._after[each].append(item)
        self._tier = [candidate.tier for candidate in evaluator.backlog.candidates]

    def move(self, order: Sequence[int], dice: random.Random) -> list[int] | None:
        """Return the order with one item moved at random, or None where it cannot move."""
        place = dice.randrange(len(order))
        low, high = self._range(order, place)
        if low == high:
            return None
        target = dice.randrange(low, high)
        target += target >= place
        moved = [*order[:place], *order[place + 1 :]]
        moved.insert(target, order[place])
        return moved

    def _range(self, order: Sequence[int], place: int) -> tuple[int, int]:
        """Return the first and the last place an item may take."""
        item = order[place]
        before, after = set(self._before[item]), set(self._after[item])
        low = high = place
        while low and self._may_pass(order[low - 1], item, before):
            low -= 1
        while high + 1 < len(order) and self._may_pass(order[high + 1], item, after):
            high += 1
        return low, high

    def _may_pass(self, other: int, item: int, tied: set[int]) -> bool:
        return other not in tied and self._tier[other] == self._tier[item]
