"""What is known about the best schedule so far, and one turn of looking for a better one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import NamedTuple

from assistant.planning.solvers.scheduling.bounds import Chains, chains, least_cost
from assistant.planning.solvers.scheduling.effort import Effort, Solved
from assistant.planning.solvers.scheduling.exact import Finding, Limit, Prover
from assistant.planning.solvers.scheduling.first import one_pass
from assistant.planning.solvers.scheduling.justification import cost_of
from assistant.planning.solvers.scheduling.problem import IntArray, Problem
from assistant.planning.solvers.scheduling.tables import lay_out
from assistant.planning.solvers.scheduling.walker import Walker, new_scratch

_NEAR, _NEAR_PER_SECOND = 200, 100
"""Tasks² × gap up to which constraint programming is worth its time, at once and for each second
that it may take: with few tasks it settles wide gaps, with many only narrow ones."""


class Turn(NamedTuple):
    """What may be spent in all by the end of a turn."""

    schedules: int
    proof: float
    """Work of constraint programming: counted, or side by side what the clock leaves time for."""
    left: Callable[[], float]
    """The seconds left of this turn."""
    side_by_side: bool
    """Whether both run at once, and stop each other: then the machine's speed counts."""


class Search:
    """Two walks and a prover that share what they find."""

    def __init__(self, problem: Problem, weights: IntArray | None, effort: Effort) -> None:
        """Make a first schedule in one pass, and a first bound."""
        self._layout = layout = lay_out(problem, weights)
        known = chains(layout)
        self._best = one_pass(layout, known, new_scratch(layout.tables).profile)
        self._cost = cost_of(layout.tables, self._best)
        demands = problem.demands[layout.order]
        self._bound = least_cost(layout, demands, problem.capacities, self._cost)
        self._walkers = [
            Walker(layout, self._best, 2 * effort.seed + each, swift=effort.swift)
            for each in range(2)
        ]
        given = Chains(*(layout.given(each) for each in known))
        self._prover = Prover(problem, weights, given)
        self._proof, self._seed = 0.0, effort.seed
        self._found: Finding | None = None
        self._over = Event()

    @property
    def is_proved(self) -> bool:
        """Return whether no schedule can be better."""
        return self._cost <= self._bound

    def spend(self, turn: Turn, *, may_prove: bool) -> None:
        """Look for better schedules in one turn, and share what was found."""
        first, second = self._walkers
        jobs: list[Callable[[], None]] = [lambda: self._walk(first, turn)]
        if may_prove and turn.proof and self._is_near(turn.proof):
            jobs.append(lambda: self._prove(turn))
        else:
            jobs.append(lambda: self._walk(second, turn))
        if turn.side_by_side:
            with ThreadPoolExecutor(len(jobs)) as pool:
                for job in [pool.submit(each) for each in jobs]:
                    job.result()
        else:
            for each in jobs:
                each()
                self._share()
        self._share()

    def answer(self, *, stopped: bool) -> Solved:
        """Return the best schedule and what is known about it."""
        return Solved(
            starts=self._layout.given(self._best),
            cost=self._cost,
            bound=self._bound,
            schedules=1 + sum(walker.generated for walker in self._walkers),
            proof=self._proof,
            stopped=stopped,
        )

    def _is_near(self, seconds: float) -> bool:
        near = _NEAR + _NEAR_PER_SECOND * seconds
        return len(self._best) ** 2 * (self._cost - self._bound) <= near * self._cost

    def _walk(self, walker: Walker, turn: Turn) -> None:
        walker.go(turn.schedules, self._bound, lambda: self._over.is_set() or turn.left() <= 0)
        if walker.least <= self._bound:
            self._over.set()
            self._prover.stop()

    def _prove(self, turn: Turn) -> None:
        seconds, work = turn.left(), turn.proof - self._proof
        if self._over.is_set() or min(seconds, work) <= 0:
            return
        starts = self._layout.given(self._best)
        counted = None if turn.side_by_side else work
        limit = Limit(work=counted, seconds=seconds, seed=self._seed)
        self._found = self._prover.look_for_better(starts, limit)
        if self._found.is_proof:
            self._over.set()

    def _share(self) -> None:
        """Take the best of all, the prover's where it is as good, and let both walks go on from it."""
        if self._found is not None:
            self._proof += self._found.work
            self._bound = max(self._bound, self._found.bound)
            if self._found.starts is not None:
                self._take(self._layout.laid_out(self._found.starts))
            self._found = None
        for walker in self._walkers:
            self._take(walker.best)
        for walker in self._walkers:
            walker.adopt(self._best, self._cost)

    def _take(self, starts: IntArray) -> None:
        cost = cost_of(self._layout.tables, starts)
        if cost < self._cost:
            self._best, self._cost = starts, cost
