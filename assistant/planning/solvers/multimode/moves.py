"""Steps of the search over orders and modes, and the search itself; each also exists compiled.

Late acceptance hill climbing (Burke and Bykov, 2017) with the moves that did well in the MISTA
2013 challenge (Asta and others, 2016): a job elsewhere, other modes, one project before another.
Randomness is a linear congruential generator on whole numbers (the constants are ANSI C's), so
that the plain and the compiled twin draw the same.
"""

from __future__ import annotations

from typing import NamedTuple

from assistant.planning.solvers.multimode.arrays import Arrays, Ints
from assistant.planning.solvers.multimode.generation import decode, shift

_MULTIPLIER, _INCREMENT, _MASK = 1103515245, 12345, (1 << 31) - 1

_PROJECT_MOVES = 8
_MODE_MOVES = 50
_SHIFTS = 5
"""In a hundred steps: those that move projects, up to those that change modes; schedules shifted."""

_TRIES = 6
_NEAR = 12


class Work(NamedTuple):
    """What the inner loops write: orders, modes and starts now and best, levels used, the memory.

    `state` holds the generator, the step, and the costs of what is now and what is best.
    """

    order: Ints
    modes: Ints
    starts: Ints
    best_order: Ints
    best_modes: Ints
    best_starts: Ints
    tried_order: Ints
    tried_modes: Ints
    levels: Ints
    memory: Ints
    state: Ints


def draw(state: Ints, below: int) -> int:
    """Return a number below another, and step the generator."""
    state[0] = (state[0] * _MULTIPLIER + _INCREMENT) & _MASK
    return int((state[0] >> 8) % below)


def search(arrays: Arrays, work: Work, steps: int) -> None:
    """Take so many steps; `work` holds where they lead and the best that was met."""
    for _ in range(steps):
        work.tried_order[:] = work.order
        work.tried_modes[:] = work.modes
        chance = draw(work.state, 100)
        if chance < _PROJECT_MOVES:
            put_before(arrays, work)
        elif chance < _MODE_MOVES:
            change_modes(arrays, work)
        else:
            move_job(arrays, work)
        cost = decode(arrays, work.tried_order, work.tried_modes, work.starts, work.levels)
        if draw(work.state, 100) < _SHIFTS:
            cost = shift(arrays, work.tried_order, work.tried_modes, work.starts, work.levels)
        accept(work, cost)


def accept(work: Work, cost: int) -> None:
    """Go where the step led if that is no worse than now, or than it was some steps ago."""
    slot = work.state[1] % work.memory.shape[0]
    work.state[1] += 1
    if cost <= work.state[2] or cost <= work.memory[slot]:
        work.state[2] = cost
        work.order[:] = work.tried_order
        work.modes[:] = work.tried_modes
    work.memory[slot] = min(work.memory[slot], work.state[2])
    if cost < work.state[3]:
        work.state[3] = cost
        work.best_order[:] = work.tried_order
        work.best_modes[:] = work.tried_modes
        work.best_starts[:] = work.starts


def move_job(arrays: Arrays, work: Work) -> None:
    """Put a job elsewhere between what it waits for and what waits for it."""
    order, size = work.tried_order, work.tried_order.shape[0]
    place = draw(work.state, size)
    reach = size if draw(work.state, 2) else _NEAR
    job = order[place]
    low = place
    while low > 0 and place - low < reach and not _waits(arrays, job, order[low - 1]):
        low -= 1
    high = place
    while high < size - 1 and high - place < reach and not _waits(arrays, order[high + 1], job):
        high += 1
    target = low + draw(work.state, high - low + 1)
    step = 1 if target > place else -1
    for here in range(place, target, step):
        order[here] = order[here + step]
    order[target] = job


def _waits(arrays: Arrays, job: int, other: int) -> bool:
    for place in range(arrays.before_first[job], arrays.before_first[job + 1]):
        if arrays.before[place] == other:
            return True
    return False


def put_before(arrays: Arrays, work: Work) -> None:
    """Give the places of two projects' jobs to one project first, then to the other."""
    projects = arrays.release.shape[0]
    first = draw(work.state, projects)
    second = draw(work.state, projects)
    order, old = work.tried_order, work.order
    place = 0
    for turn in (first, second):
        for job in old:
            if arrays.project[job] != turn or (turn == second and first == second):
                continue
            while arrays.project[old[place]] != first and arrays.project[old[place]] != second:
                place += 1
            order[place] = job
            place += 1


def change_modes(arrays: Arrays, work: Work) -> None:
    """Change a job's mode, and others' of its project where its stock would not suffice."""
    modes = work.tried_modes
    job = draw(work.state, modes.shape[0])
    project = arrays.project[job]
    first, jobs = arrays.job_first[project], arrays.job_first[project + 1]
    for _ in range(_TRIES):
        choices = arrays.mode_first[job + 1] - arrays.mode_first[job]
        modes[job] = arrays.mode_first[job] + draw(work.state, choices)
        if excess(arrays, modes, project) == 0:
            return
        job = first + draw(work.state, jobs - first)
    modes[first:jobs] = work.modes[first:jobs]


def excess(arrays: Arrays, modes: Ints, project: int) -> int:
    """Return by how much a project's modes need more than there is of non-renewable resources."""
    over = 0
    for place in range(arrays.stock.shape[1]):
        eaten = 0
        for job in range(arrays.job_first[project], arrays.job_first[project + 1]):
            eaten += arrays.eats[modes[job], place]
        over += max(eaten - arrays.stock[project, place], 0)
    return over
