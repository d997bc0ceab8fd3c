"""Inner loops that make schedules of orders and modes; each also exists compiled.

An order is a list of all jobs in which each comes after what it waits for.
"""

from __future__ import annotations

import numpy as np

from assistant.planning.solvers.multimode.arrays import Arrays, Ints

PER_DELAY = 100_000
"""What a unit of project delay costs against one of total makespan."""


def earliest(arrays: Arrays, levels: Ints, job: int, mode: int, ready: int) -> int:
    """Return the first time from `ready` at which a mode fits under what is there already."""
    length = arrays.length[mode]
    rows = arrays.resource[arrays.project[job]]
    start = time = ready
    while time < start + length:
        for place in range(rows.shape[0]):
            amount = arrays.uses[mode, place]
            if amount and levels[rows[place], time] + amount > arrays.capacity[rows[place]]:
                start = time + 1
                break
        time += 1
    return start


def latest(arrays: Arrays, levels: Ints, job: int, mode: int, end: int) -> int:
    """Return the last start at which a mode fits and is finished by `end`."""
    length = arrays.length[mode]
    rows = arrays.resource[arrays.project[job]]
    start: int = end - length
    time = end - 1
    while time >= start:
        for place in range(rows.shape[0]):
            amount = arrays.uses[mode, place]
            if amount and levels[rows[place], time] + amount > arrays.capacity[rows[place]]:
                start = time - length
                break
        time -= 1
    return start


def take(arrays: Arrays, levels: Ints, job: int, mode: int, start: int, sign: int) -> None:
    """Put a job's use on the levels, or with a sign of -1 take it off."""
    rows = arrays.resource[arrays.project[job]]
    for place in range(rows.shape[0]):
        amount = sign * arrays.uses[mode, place]
        if amount:
            for time in range(start, start + arrays.length[mode]):
                levels[rows[place], time] += amount


def decode(arrays: Arrays, order: Ints, modes: Ints, starts: Ints, levels: Ints) -> int:
    """Start each job of an order as early as it fits beside those before it; return the cost.

    The serial generation scheme (Kelley, 1963).
    """
    levels[:, :] = 0
    for job in order:
        ready = arrays.release[arrays.project[job]]
        for place in range(arrays.before_first[job], arrays.before_first[job + 1]):
            before = arrays.before[place]
            ready = max(ready, starts[before] + arrays.length[modes[before]])
        starts[job] = earliest(arrays, levels, job, modes[job], ready)
        take(arrays, levels, job, modes[job], starts[job], 1)
    return cost_of(arrays, modes, starts)


def cost_of(arrays: Arrays, modes: Ints, starts: Ints) -> int:
    """Return the total project delay and, far below it, the total makespan."""
    delay = 0
    last = 0
    for project in range(arrays.release.shape[0]):
        end = 0
        for job in range(arrays.job_first[project], arrays.job_first[project + 1]):
            end = max(end, starts[job] + arrays.length[modes[job]])
        delay += end - arrays.due[project]
        last = max(last, end)
    return delay * PER_DELAY + last


def shift(arrays: Arrays, order: Ints, modes: Ints, starts: Ints, levels: Ints) -> int:
    """Shift all jobs late within their projects, then early again; return the cost.

    Justification (Wiest, 1964; Valls, Ballestín and Quintanilla, 2005), where each project is
    pushed to its own end so that none is later than before. Order and starts are changed in place; levels are what they were decoded to.
    """
    lengths = arrays.length[modes]
    by_end = np.argsort(starts + lengths, kind="mergesort")
    ends = np.zeros_like(arrays.release)
    for job in order:
        project = arrays.project[job]
        ends[project] = max(ends[project], starts[job] + lengths[job])
    for place in range(order.shape[0] - 1, -1, -1):
        job = by_end[place]
        end = ends[arrays.project[job]]
        for after in range(arrays.after_first[job], arrays.after_first[job + 1]):
            end = min(end, starts[arrays.after[after]])
        take(arrays, levels, job, modes[job], starts[job], -1)
        starts[job] = latest(arrays, levels, job, modes[job], end)
        take(arrays, levels, job, modes[job], starts[job], 1)
    by_start = np.argsort(
        starts * (order.shape[0] + 1) + np.arange(order.shape[0]), kind="mergesort"
    )
    order[:] = by_start
    return decode(arrays, order, modes, starts, levels)
