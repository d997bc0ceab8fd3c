"""The way from a problem to a choice: at once, better by search, then proved or bounded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from assistant.planning.solvers.selection.bundles import open_choice
from assistant.planning.solvers.selection.conflicts import conflict
from assistant.planning.solvers.selection.exact import Proved, cheapest, prove
from assistant.planning.solvers.selection.greedy import Wanted, greedy
from assistant.planning.solvers.selection.problem import (
    Impossible,
    Proof,
    Selection,
    SelectionProblem,
    Watch,
)
from assistant.planning.solvers.selection.search import improve


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How much is done: rounds of moves, each of twice as many, then seconds of proof.

    `fast` takes the compiled loops, which must have been compiled before; a person should not
    wait for that. No seconds, no proof.
    """

    moves: int = 30
    rounds: int = 1
    seed: int = 0
    fast: bool = False
    seconds: float = 60.0


def select(
    problem: SelectionProblem, work: Work | None = None, watch: Watch | None = None
) -> Selection | Impossible:
    """Return what to choose, or why what must be taken cannot be.

    The same problem and work give the same choice, unless the clock stopped the proof.
    """
    against = conflict(problem)
    if against is not None:
        return against
    return _Solver(problem, work or Work(), watch or _unwatched).selection()


def extra_needed(
    problem: SelectionProblem, budget: int, value: int, seconds: float = 10.0
) -> int | None:
    """Return the least by which one budget has to grow for a choice worth more than `value`.

    None where no growth of it alone helps, or the time ran out.
    """
    row = problem.costs[budget]
    free = [sum(row) if n == budget else limit for n, limit in enumerate(problem.budgets)]
    unlimited = replace(problem, budgets=free)
    choice = open_choice(unlimited)
    if not choice.members:
        return None
    at_least = value + 1 - problem.worth(choice.taken)
    cost = cheapest(choice, budget, at_least, seconds)
    if cost is None:
        return None
    return max(cost + problem.spent(choice.taken)[budget] - problem.budgets[budget], 0)


class _Solver:
    def __init__(self, problem: SelectionProblem, work: Work, watch: Watch) -> None:
        self._problem = problem
        self._work = work
        self._choice = open_choice(problem)
        self._taken_value = problem.worth(self._choice.taken)
        self._watch = watch

    def selection(self) -> Selection:
        items = self._searched()
        if not self._work.seconds:
            return self._as_found(items)
        proved = self._proved(items)
        if proved.parts is not None:
            items = self._better(items, proved.parts)
        value = self._problem.worth(items)
        bound = max(value, proved.bound + self._taken_value)
        proof = Proof.OPTIMAL if bound == value else Proof.WITHIN
        self._watch(value, bound)
        return Selection(items, value, bound, proof, proved.stopped_by_clock)

    def _searched(self) -> tuple[int, ...]:
        bundles, work = self._choice.bundles, self._work
        wanted = greedy(bundles)
        self._tell(wanted)
        for number in range(work.rounds):
            seed = work.seed + number
            moves = work.moves << number
            wanted = improve(bundles, wanted, seed=seed, moves=moves, fast=work.fast)
            self._tell(wanted)
        return self._items(wanted)

    def _proved(self, items: tuple[int, ...]) -> Proved:
        if not self._choice.members:
            return Proved((), 0, stopped_by_clock=False)
        known = set(items)
        start = [p for p, members in enumerate(self._choice.members) if known.issuperset(members)]
        return prove(self._choice, start, self._work.seconds, self._raised)

    def _better(self, items: tuple[int, ...], parts: Iterable[int]) -> tuple[int, ...]:
        """Return what was proved where it is worth more and holds in whole numbers."""
        found = self._useful(parts)
        is_better = self._problem.worth(found) > self._problem.worth(items)
        return found if is_better and self._problem.holds(found) else items

    def _useful(self, parts: Iterable[int]) -> tuple[int, ...]:
        """Return the items of parts, without those that nothing of value needs."""
        items = set(self._choice.items(parts))
        valued = {item for item in items if self._problem.values[item]}
        return tuple(sorted(self._problem.closure(valued) | set(self._choice.taken)))

    def _as_found(self, items: tuple[int, ...]) -> Selection:
        everything = self._problem.worth(range(len(self._problem.values)))
        value = self._problem.worth(items)
        proof = Proof.OPTIMAL if value == everything else Proof.FEASIBLE
        bound = value if proof is Proof.OPTIMAL else None
        return Selection(items, value, bound, proof)

    def _items(self, wanted: Wanted) -> tuple[int, ...]:
        bundles = self._choice.bundles
        parts = bundles.parts[np.repeat(wanted, np.diff(bundles.start))]
        return self._choice.items(int(part) for part in np.unique(parts))

    def _tell(self, wanted: Wanted) -> None:
        self._watch(self._problem.worth(self._items(wanted)), None)

    def _raised(self, value: int, bound: int | None) -> None:
        more = self._taken_value
        self._watch(value + more, None if bound is None else bound + more)


def _unwatched(_value: int, _bound: int | None) -> None:
    """Look away."""
