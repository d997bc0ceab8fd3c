"""The best order of a few items that people do side by side, by trying every order that could be.

Branch and bound (Land and Doig 1960) over the orders that hold every dependency and tier: what is
placed already and the least that the rest can cost decide whether a beginning is gone on with.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.planning.sequencing.evaluation import Evaluator
from assistant.planning.sequencing.placing import place, take_back
from assistant.planning.stopping import NEVER, Stop

LARGEST = 9
"""Items up to which every order may be tried."""

_SAME = 1e-9
"""Share of the cost that is no difference."""


def best_of_all(
    order: Sequence[int], evaluator: Evaluator, budget: int, stop: Stop = NEVER
) -> tuple[int, ...] | None:
    """Return the best order of some items, at best the given one; None where it is not proven.

    That is where it would take more placed items than the budget, or more time than there is.
    The items have no time lags.
    """
    tree = _Tree(order, evaluator, budget, stop)
    tree.grow([])
    return tuple(tree.best) if tree.left > 0 else None


class _Tree:
    """Beginnings of orders, each tried with every item that may come next."""

    def __init__(
        self, order: Sequence[int], evaluator: Evaluator, budget: int, stop: Stop
    ) -> None:
        self._problem = evaluator.problem
        self._state = evaluator.scratch
        self._tier = {item: evaluator.backlog.candidates[item].tier for item in order}
        links = evaluator.backlog.links
        self._before = {item: self._tier.keys() & set(links[item]) for item in order}
        self._least = {
            item: self._problem.weight[item] * evaluator.chains.finish[item] for item in order
        }
        self._order = order
        self.left = budget
        self._stop = stop
        self.best = list(order)
        place(self.best, 0, self._problem, self._state)
        self._late, self._cost = self._sums(len(order))
        take_back(self.best, 0, self._problem, self._state)

    def grow(self, begun: list[int]) -> None:
        """Try everything that may follow a beginning; the beginning is placed."""
        rest = [item for item in self._order if item not in begun]
        if not rest:
            self.best = list(begun)
            self._late, self._cost = self._sums(len(begun))
            return
        first_tier = min(self._tier[item] for item in rest)
        for item in rest:
            if self._tier[item] != first_tier or not self._before[item] <= set(begun):
                continue
            self.left = 0 if self._stop.is_over() else self.left - 1
            if self.left <= 0:
                return
            longer = [*begun, item]
            place(longer, len(begun), self._problem, self._state)
            if self._may_be_better(len(longer), rest, item):
                self.grow(longer)
            take_back(longer, len(begun), self._problem, self._state)

    def _may_be_better(self, count: int, rest: Sequence[int], placed: int) -> bool:
        late, cost = self._sums(count)
        least: float = cost + sum(self._least[item] for item in rest if item != placed)
        if late != self._late:
            return late < self._late
        return least < self._cost * (1 - _SAME)

    def _sums(self, count: int) -> tuple[float, float]:
        return self._state.late[count], self._state.cost[count]
