"""Constraint programming on the whole problem: improves, bounds and proves.

Only schedules that are better than the one at hand are looked for; where there are none, it is
optimal. A sum of weighted finishes is bounded from below, by unsatisfiable cores and a linear
relaxation: measured, that settles more projects than searching downwards. One worker with a fixed
seed and a limit on its counted work gives the same answer on any machine; a limit on seconds is
for those who wait.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from assistant.planning.solvers.scheduling.bounds import Chains
from assistant.planning.solvers.scheduling.problem import IntArray, Problem

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

_ROUNDING = 1e-6
"""A bound this little above a whole number is that number."""


@dataclass(frozen=True, kw_only=True)
class Limit:
    """How much may be tried: counted work where that is given, seconds in any case."""

    work: float | None
    seconds: float
    seed: int


class Finding(NamedTuple):
    """What came of looking for a better schedule."""

    starts: IntArray | None
    """The best one, or None where none was found."""
    bound: int
    """No schedule costs less."""
    work: float
    """Counted work."""
    is_proof: bool
    """Whether it is settled which schedule is optimal."""


class Prover:
    """Looks for schedules that cost less than one at hand; all by the tasks' given numbers."""

    def __init__(self, problem: Problem, weights: IntArray | None, chains: Chains) -> None:
        """Take the problem, and the longest chains before and after each task."""
        self._problem, self._weights, self._chains = problem, weights, chains
        self._solver: cp_model.CpSolver | None = None
        self._is_stopped = False

    def look_for_better(self, starts: IntArray, limit: Limit) -> Finding:
        """Look for a better schedule until there is none, or the limit or `stop` is reached."""
        from ortools.sat.python import cp_model

        cost = _cost(self._problem, self._weights, starts)
        latest = _latest_starts(self._problem, self._weights, self._chains, cost)
        if (latest < self._chains.heads).any():
            return Finding(None, cost, 0.0, is_proof=True)
        model = cp_model.CpModel()
        begins = [
            model.new_int_var(int(low), int(high), "")
            for low, high in zip(self._chains.heads, latest, strict=True)
        ]
        for begin, hint in zip(begins, starts.tolist(), strict=True):
            model.add_hint(begin, hint)
        _tie(model, self._problem, begins)
        _share(model, self._problem, begins)
        _ask(model, self._problem, self._weights, begins, cost)
        self._solver = cp_model.CpSolver()
        if self._weights is not None:
            self._solver.parameters.optimize_with_core = True
            self._solver.parameters.linearization_level = 2
        if self._is_stopped:
            return Finding(None, 0, 0.0, is_proof=False)
        return _solve(self._solver, model, begins, cost, limit)

    def stop(self) -> None:
        """End what another thread looks for; nothing is looked for after it."""
        self._is_stopped = True
        if self._solver is not None:
            self._solver.stop_search()


def _cost(problem: Problem, weights: IntArray | None, starts: IntArray) -> int:
    finishes = starts + problem.durations
    return int(finishes.max(initial=0) if weights is None else (weights * finishes).sum())


def _latest_starts(
    problem: Problem, weights: IntArray | None, chains: Chains, cost: int
) -> IntArray:
    """Return starts beyond which a task alone makes the schedule no better."""
    if weights is None:
        return cost - 1 - chains.tails - problem.durations
    slack = cost - 1 - int((weights * (chains.heads + problem.durations)).sum())
    alone = chains.heads + slack // np.maximum(weights, 1)
    return np.minimum(np.where(weights > 0, alone, problem.horizon), problem.horizon)


def _tie(model: cp_model.CpModel, problem: Problem, begins: list[cp_model.IntVar]) -> None:
    durations = problem.durations.tolist()
    for before, after, lag in problem.links.tolist():
        model.add(begins[after] >= begins[before] + durations[before] + lag)


def _share(model: cp_model.CpModel, problem: Problem, begins: list[cp_model.IntVar]) -> None:
    durations = problem.durations.tolist()
    runs = [
        model.new_fixed_size_interval_var(begin, length, "")
        for begin, length in zip(begins, durations, strict=True)
    ]
    lasting = [task for task, length in enumerate(durations) if length]
    for resource, capacity in enumerate(problem.capacities.tolist()):
        taken = problem.demands[:, resource].tolist()
        takers = [task for task in lasting if taken[task]]
        if takers:
            model.add_cumulative(
                [runs[task] for task in takers], [taken[task] for task in takers], capacity
            )


def _ask(
    model: cp_model.CpModel,
    problem: Problem,
    weights: IntArray | None,
    begins: list[cp_model.IntVar],
    cost: int,
) -> None:
    """Ask for the least cost below the one at hand."""
    durations = problem.durations.tolist()
    finishes = [begin + length for begin, length in zip(begins, durations, strict=True)]
    if weights is None:
        makespan = model.new_int_var(0, cost - 1, "")
        for finish in finishes:
            model.add(makespan >= finish)
        model.minimize(makespan)
        return
    total = sum(
        weight * finish
        for weight, finish in zip(weights.tolist(), finishes, strict=True)
        if weight
    )
    model.add(total <= cost - 1)
    model.minimize(total)


def _solve(
    solver: cp_model.CpSolver,
    model: cp_model.CpModel,
    begins: list[cp_model.IntVar],
    cost: int,
    limit: Limit,
) -> Finding:
    from ortools.sat.python import cp_model

    solver.parameters.num_workers = 1
    solver.parameters.random_seed = limit.seed
    solver.parameters.max_time_in_seconds = limit.seconds
    if limit.work is not None:
        solver.parameters.max_deterministic_time = limit.work
    status = solver.solve(model)
    work = solver.response_proto.deterministic_time
    if status == cp_model.INFEASIBLE:
        return Finding(None, cost, work, is_proof=True)
    bound = min(cost, math.ceil(max(0.0, solver.best_objective_bound - _ROUNDING)))
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        found = np.array([solver.value(begin) for begin in begins], dtype=np.int64)
        return Finding(found, bound, work, is_proof=status == cp_model.OPTIMAL)
    return Finding(None, bound, work, is_proof=False)
