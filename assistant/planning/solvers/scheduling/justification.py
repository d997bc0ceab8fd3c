"""Shifts a schedule to its end and back, which often leaves it shorter and never longer.

Valls, Ballestín and Quintanilla, “Justification and RCPSP: a technique that pays” (2005). These
are inner loops: they run as Python, or compiled.
"""

from __future__ import annotations

from typing import NamedTuple

from assistant.planning.solvers.scheduling.generation import generate
from assistant.planning.solvers.scheduling.problem import IntArray
from assistant.planning.solvers.scheduling.tables import Arcs, Tables


class Scratch(NamedTuple):
    """Room for one walk's arithmetic; `profile` is empty between generations."""

    profile: IntArray
    counts: IntArray
    order: IntArray
    keys: IntArray
    starts: IntArray
    mirrored: IntArray
    best: IntArray


def by_keys(keys: IntArray, counts: IntArray, order: IntArray, last_first: bool) -> None:  # noqa: FBT001 - inner loops take arguments by place
    """Sort tasks by their keys; of equal ones the lower number first, or the higher.

    Keys are not negative and stay below the length of `counts` less one.
    """
    count = len(keys)
    largest = 0
    for key in keys:
        largest = max(largest, key)
    counts[: largest + 2] = 0
    for key in keys:
        counts[key + 1] += 1
    for key in range(largest + 1):
        counts[key + 1] += counts[key]
    for step in range(count):
        task = count - 1 - step if last_first else step
        key = keys[task]
        order[counts[key]] = task
        counts[key] += 1


def justify(tables: Tables, before: Arcs, after: Arcs, scratch: Scratch, rounds: int) -> int:
    """Generate from `scratch.order`, then shift to and fro while that pays.

    The best starts are left in `scratch.best`; returned are the schedules generated.
    """
    starts, mirrored = scratch.starts, scratch.mirrored
    makespan = generate(tables, before, scratch.order, scratch.profile, starts)
    least = cost_of(tables, starts)
    scratch.best[:] = starts
    for done in range(rounds):
        _mirror(tables, starts, makespan, mirrored)
        by_keys(mirrored, scratch.counts, scratch.order, True)
        makespan = generate(tables, after, scratch.order, scratch.profile, mirrored)
        _mirror(tables, mirrored, makespan, starts)
        by_keys(starts, scratch.counts, scratch.order, False)
        makespan = generate(tables, before, scratch.order, scratch.profile, starts)
        cost = cost_of(tables, starts)
        if cost >= least:
            return 3 + 2 * done
        least = cost
        scratch.best[:] = starts
    return 1 + 2 * rounds


def cost_of(tables: Tables, starts: IntArray) -> int:
    """Return the sum of weight × finish, or without weights the last finish."""
    cost = 0
    weighted = len(tables.weights) > 0
    for task in range(len(starts)):
        finish = starts[task] + tables.durations[task]
        cost = cost + tables.weights[task] * finish if weighted else max(cost, finish)
    return cost


def _mirror(tables: Tables, starts: IntArray, makespan: int, mirrored: IntArray) -> None:
    """Count time from the end."""
    for task in range(len(starts)):
        mirrored[task] = makespan - starts[task] - tables.durations[task]
