"""The baseline of the scheduling benchmarks: CP-SAT as anyone would use it, without our help."""

from __future__ import annotations

import math
from typing import NamedTuple

from ortools.sat.python import cp_model

from evals.benchmarks.instances.psplib import ProjectInstance

WORKERS = 2
"""As many as our two threads."""


class Answer(NamedTuple):
    """A schedule if one was found, a bound on its cost, and whether it is proved optimal."""

    starts: list[int] | None
    bound: int
    proved: bool


def solve(instance: ProjectInstance, weights: list[int] | None, seconds: float) -> Answer:
    """Schedule for the least makespan, or with weights for the least Σ weight × finish."""
    model = cp_model.CpModel()
    horizon = sum(instance.durations)
    starts = [model.new_int_var(0, horizon - length, "") for length in instance.durations]
    finishes = [start + d for start, d in zip(starts, instance.durations, strict=True)]
    for before, after, _ in instance.links:
        model.add(starts[after] >= finishes[before])
    _share(model, instance, starts)
    if weights is None:
        makespan = model.new_int_var(0, horizon, "")
        model.add_max_equality(makespan, finishes)
        model.minimize(makespan)
    else:
        model.minimize(sum(w * finish for w, finish in zip(weights, finishes, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    bound = math.ceil(solver.best_objective_bound - 1e-6)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Answer(None, bound, proved=False)
    found = [solver.value(start) for start in starts]
    return Answer(found, bound, proved=status == cp_model.OPTIMAL)


def _share(
    model: cp_model.CpModel, instance: ProjectInstance, starts: list[cp_model.IntVar]
) -> None:
    runs = [
        model.new_fixed_size_interval_var(start, length, "")
        for start, length in zip(starts, instance.durations, strict=True)
    ]
    for resource, capacity in enumerate(instance.capacities):
        taken = [row[resource] for row in instance.demands]
        model.add_cumulative(runs, taken, capacity)
