"""Improves an order by moving items with what is tied to them, within a budget of work.

An item is pulled forward together with what it waits for in between, or pushed back together with
what waits for it, so that every dependency holds; never over an item of another tier. Only the
end of the order from the first changed place on is placed again, and given up as soon as it has
cost too much.

The budget counts placed items, not seconds: the same seed and budget give the same order on any
machine.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import groupby

from assistant.planning.sequencing.evaluation import Evaluator, Outcome
from assistant.planning.sequencing.placing import place, place_within, take_back
from assistant.planning.sequencing.problem import State, empty_state

USUAL_BUDGET = 20_000
"""Placed items that a search may cost where nobody asks for more or less."""

_FEWEST = 2
"""Items there must be to move one."""

_FEWEST_TRIALS = 4
"""Times a whole order can be placed within a budget that is worth searching with."""

_PULLS = 1 / 2
"""Share of moves that pull an item forward."""

_NEARNESS = 2
"""How much more often items are moved near than far; with one, all distances are alike."""

_TRIED = 3
"""Items of which the one that waits at the highest cost is pulled forward."""


def improve(
    order: Sequence[int], evaluator: Evaluator, gain: float, budget: int, seed: int
) -> tuple[int, ...]:
    """Return an order no worse than the given one.

    A move counts where it saves the share `gain` of the cost, or a missed day. `budget` counts
    placed items.
    """
    if len(order) < _FEWEST or budget < len(order) * _FEWEST_TRIALS:
        return tuple(order)
    search = _Search(evaluator, evaluator.with_lags_first(order))
    dice = random.Random(seed)  # noqa: S311 - seeded to be repeatable, not to be secret
    has_moved = search.run(budget - len(order), gain, dice)
    return tuple(search.order if has_moved else order)


class _Search:
    """An order that is changed step by step, and the best there was."""

    def __init__(self, evaluator: Evaluator, order: Sequence[int]) -> None:
        self._problem = problem = evaluator.problem
        self._before = [
            problem.wait_before[problem.wait_from[item] : problem.wait_from[item + 1]]
            for item in range(len(problem.weight))
        ]
        self._after: list[list[int]] = [[] for _ in self._before]
        for item, before in enumerate(self._before):
            for each in before:
                self._after[each].append(item)
        self._earliest = evaluator.chains.finish
        self._least = [
            weight * finish for weight, finish in zip(problem.weight, self._earliest, strict=True)
        ]
        self.order = list(order)
        self._runs = _runs([evaluator.backlog.candidates[item].tier for item in order])
        self._state, self._spare = empty_state(problem), empty_state(problem)
        place(self.order, 0, problem, self._state)

    def run(self, budget: int, gain: float, dice: random.Random) -> bool:
        """Change the order until the budget is spent; say whether it was changed."""
        left, has_moved = budget, False
        while left > 0:
            first, trial = self._pull(dice) if dice.random() < _PULLS else self._push(dice)
            if not trial:
                left -= 1
                continue
            ended = self._placed(trial, first, gain)
            left -= ended - first + 1
            if ended == len(trial) and self._takes_over(trial, gain):
                has_moved = True
        return has_moved

    def _placed(self, trial: list[int], first: int, gain: float) -> int:
        """Place a trial beside the order, as far as it is better; return up to which place."""
        _copy(self._state, self._spare)
        take_back(self.order, first, self._problem, self._spare)
        late, cost = _outcome(self._state, len(trial))
        most = late, math.inf if late else cost * (1 - gain)
        return place_within(trial, first, self._problem, self._spare, self._least, most)

    def _takes_over(self, trial: list[int], gain: float) -> bool:
        """Take a placed trial over if it saves enough; say whether it does."""
        late, cost = _outcome(self._spare, len(trial))
        least_late, least = _outcome(self._state, len(trial))
        if late < least_late or (late == least_late and cost < least * (1 - gain)):
            self._state, self._spare = self._spare, self._state
            self.order = trial
            return True
        return False

    def _pull(self, dice: random.Random) -> tuple[int, list[int]]:
        """Return where the order begins to differ, and the order with an item pulled forward."""
        count = len(self.order)
        place = max((dice.randrange(count) for _ in range(_TRIED)), key=self._waiting_cost)
        first = self._runs[place][0]
        if first == place:
            return 0, []
        target = place - _distance(place - first, dice)
        return target, self._shifted(target, place, self._before, forward=True)

    def _push(self, dice: random.Random) -> tuple[int, list[int]]:
        """Return where the order begins to differ, and the order with an item pushed back."""
        place = dice.randrange(len(self.order))
        end = self._runs[place][1]
        if place + 1 >= end:
            return 0, []
        target = place + _distance(end - 1 - place, dice)
        return place, self._shifted(place, target, self._after, forward=False)

    def _waiting_cost(self, place: int) -> float:
        item = self.order[place]
        late: float = self._state.finish[item] - self._earliest[item]
        weight: float = self._problem.weight[item]
        return late * weight

    def _shifted(
        self, low: int, high: int, tied: Sequence[Sequence[int]], *, forward: bool
    ) -> list[int]:
        """Return the order in which one end of a stretch, with what is tied to it, changes ends."""
        stretch = self.order[low : high + 1]
        seen = reversed(stretch) if forward else iter(stretch)
        moving = {stretch[-1] if forward else stretch[0]}
        for item in seen:
            if item in moving:
                moving.update(tied[item])
        with_it = [item for item in stretch if item in moving]
        others = [item for item in stretch if item not in moving]
        ends = [*with_it, *others] if forward else [*others, *with_it]
        return [*self.order[:low], *ends, *self.order[high + 1 :]]


def _distance(most: int, dice: random.Random) -> int:
    """Return how far to move, more often near than far."""
    return 1 + int(most * dice.random() ** _NEARNESS)


def _outcome(state: State, count: int) -> Outcome:
    return state.late[count], state.cost[count]


def _copy(state: State, into: State) -> None:
    for row, copy in zip(state, into, strict=True):
        copy[:] = row


def _runs(tiers: Sequence[int]) -> list[tuple[int, int]]:
    """Return for each place the first place of its run of one tier, and the first after it."""
    runs: list[tuple[int, int]] = []
    for _, run in groupby(tiers):
        first = len(runs)
        count = len(list(run))
        runs += [(first, first + count)] * count
    return runs
