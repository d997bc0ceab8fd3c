"""Schedules work that needs people with skills: an answer at once, then better, then proved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.planning.solvers.multiskill.crowds import energy_bound
from assistant.planning.solvers.multiskill.exact import (
    Allowance,
    Tried,
    bound_without_staff,
    improve,
)
from assistant.planning.solvers.multiskill.problem import MultiSkillProblem
from assistant.planning.solvers.multiskill.schedule import MultiSkillSchedule
from assistant.planning.solvers.multiskill.search import search

_SEARCHED = 0.1
_BOUNDED = 0.25
"""Shares of the time for the search, and of what is then left for the bound."""


@dataclass(frozen=True)
class Budget:
    """How much work to do: schedules made by the search, deterministic seconds of the solver.

    `wall` seconds are a safety stop: with one thread, what is found before depends on nothing but
    the problem, the seed and the work.
    """

    schedules: int = 3_000
    deterministic: float = 5.0
    wall: float = 60.0
    threads: int = 1


@dataclass(frozen=True)
class MultiSkillSolved:
    """The best schedule found, no schedule is shorter than `bound`, and the work it took.

    `stopped` says that the clock ended it, so that another run may find another schedule.
    """

    schedule: MultiSkillSchedule
    bound: int
    schedules: int
    deterministic: float
    stopped: bool

    @property
    def is_proved(self) -> bool:
        """Whether nothing shorter exists."""
        return self.schedule.makespan == self.bound


def solve(
    problem: MultiSkillProblem,
    clock: Callable[[], float],
    budget: Budget | None = None,
    seed: int = 0,
) -> MultiSkillSolved:
    """Return a schedule within a budget; `clock` gives seconds that only ever rise."""
    return _Run(problem, budget or Budget(), seed, clock).solved()


class _Run:
    def __init__(
        self,
        problem: MultiSkillProblem,
        budget: Budget,
        seed: int,
        clock: Callable[[], float],
    ) -> None:
        self._problem = problem
        self._budget = budget
        self._seed = seed
        self._clock = clock
        self._end = clock() + budget.wall
        self._bound = energy_bound(problem)
        self._work = 0.0
        self._stopped = False

    def solved(self) -> MultiSkillSolved:
        found = search(
            self._problem,
            self._seed,
            self._budget.schedules,
            self._bound,
            lambda: self._left() < self._budget.wall * (1 - _SEARCHED),
        )
        self._stopped = found.stopped
        best = found.best
        self._tell(bound_without_staff, best, _BOUNDED)
        improved = self._tell(improve, best, 1.0)
        if improved is not None and improved.schedule is not None:
            best = improved.schedule
        return MultiSkillSolved(best, self._bound, found.schedules, self._work, self._stopped)

    def _tell(
        self,
        try_out: Callable[[MultiSkillProblem, MultiSkillSchedule, int, Allowance], Tried],
        best: MultiSkillSchedule,
        share: float,
    ) -> Tried | None:
        """Run a model on a share of what is left, unless the schedule is proved already."""
        work = (self._budget.deterministic - self._work) * share
        if best.makespan <= self._bound or work <= 0 or self._left() <= 0:
            return None
        allowance = Allowance(work, self._left() * share, self._budget.threads, self._seed)
        tried = try_out(self._problem, best, self._bound, allowance)
        self._bound, self._work = tried.bound, self._work + tried.work
        self._stopped = self._stopped or tried.stopped
        return tried

    def _left(self) -> float:
        return self._end - self._clock()
