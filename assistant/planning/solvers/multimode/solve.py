"""Schedules several projects: an answer from one rule at once, then better ones by search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from assistant.planning.compiled import compiled
from assistant.planning.solvers.multimode.arrays import Arrays, Ints, arrays_of, schedule_of
from assistant.planning.solvers.multimode.generation import decode
from assistant.planning.solvers.multimode.modes import first_modes
from assistant.planning.solvers.multimode.moves import Work, search
from assistant.planning.solvers.multimode.problem import MultiModeProblem, MultiModeSchedule

_CHUNK = 500
"""Steps between two looks at the clock."""

_MEMORY = 1_000
"""A step is taken that is no worse than what was there so many steps before."""


@dataclass(frozen=True)
class Budget:
    """How much work to do; `wall` seconds are a safety stop.

    `is_compiled` runs the inner loops compiled, which the first time on a machine takes seconds.
    """

    steps: int = 2_000
    wall: float = 60.0
    is_compiled: bool = False


@dataclass(frozen=True)
class MultiModeSolved:
    """The best schedule found, the steps it took, and whether the clock ended them."""

    schedule: MultiModeSchedule
    steps: int
    stopped: bool


def first_schedule(problem: MultiModeProblem) -> MultiModeSchedule:
    """Return the schedule of one rule: projects by when their longest chain would be over."""
    arrays = arrays_of(problem)
    work = _work(problem, arrays, seed=0)
    return schedule_of(problem, arrays, work.best_starts.tolist(), work.best_modes.tolist())


def solve(
    problem: MultiModeProblem,
    clock: Callable[[], float],
    budget: Budget | None = None,
    seed: int = 0,
) -> MultiModeSolved:
    """Return a schedule within a budget; `clock` gives seconds that only ever rise."""
    budget = budget or Budget()
    end = clock() + budget.wall
    arrays = arrays_of(problem)
    work = _work(problem, arrays, seed)
    step = compiled(search) if budget.is_compiled else search
    done = 0
    while done < budget.steps and clock() < end:
        chunk = min(_CHUNK, budget.steps - done)
        step(arrays, work, chunk)
        done += chunk
    found = schedule_of(problem, arrays, work.best_starts.tolist(), work.best_modes.tolist())
    return MultiModeSolved(found, done, stopped=done < budget.steps)


def _work(problem: MultiModeProblem, arrays: Arrays, seed: int) -> Work:
    modes = first_modes(arrays, tuple(project.name for project in problem.projects))
    order = np.array(_by_due(arrays, modes), dtype=np.int64)
    starts = np.zeros_like(order)
    levels = np.zeros((len(arrays.capacity), arrays.horizon), dtype=np.int64)
    cost = decode(arrays, order, modes, starts, levels)
    return Work(
        order=order,
        modes=modes,
        starts=starts,
        best_order=order.copy(),
        best_modes=modes.copy(),
        best_starts=starts.copy(),
        tried_order=order.copy(),
        tried_modes=modes.copy(),
        levels=levels,
        memory=np.full(_MEMORY, cost, dtype=np.int64),
        state=np.array([seed + 1, 0, cost, cost], dtype=np.int64),
    )


def _by_due(arrays: Arrays, modes: Ints) -> list[int]:
    """Return the jobs, project after project by due time, each by its latest finish in it."""
    tails = [0] * len(modes)
    for job in reversed(range(len(modes))):
        after = arrays.after[arrays.after_first[job] : arrays.after_first[job + 1]]
        tails[job] = int(arrays.length[modes[job]]) + max(
            (tails[each] for each in after), default=0
        )
    return sorted(
        range(len(modes)),
        key=lambda job: (
            int(arrays.due[arrays.project[job]]),
            arrays.project[job],
            -tails[job],
            job,
        ),
    )
