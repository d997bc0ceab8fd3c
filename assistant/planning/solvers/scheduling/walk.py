"""An endless walk from schedule to schedule, each a small change of the one before.

A move throws the tasks of a short stretch of time, or a few tasks anywhere, into a random sequence
and generates anew, with justification. What is no worse is kept, rarely also what is a little
worse. This outdoes a genetic algorithm, whose crossings soon find nothing new. Random numbers are
those of Park and Miller (1988), in whole numbers, so that Python and compiled walks are the same.
These are inner loops.
"""

from __future__ import annotations

from typing import NamedTuple

from assistant.planning.solvers.scheduling.justification import Scratch, by_keys, cost_of, justify
from assistant.planning.solvers.scheduling.problem import IntArray
from assistant.planning.solvers.scheduling.tables import Arcs, Tables

FINE = 4
"""Steps of a key in a unit of time; keys stay below twice the horizon."""
_TASKS = 12
"""Tasks that a move throws together, about."""
_ROUNDS = 4
"""Times a schedule is shifted to and fro at most."""
_KICK = 3
"""What part of the whole time tasks are moved by, at most, when it starts afresh: one in so many."""
_NEVER = 1 << 62
"""A cost above any other."""
_OUT_OF = 1_000
_SCATTERED = 150
"""Moves, of a thousand, that take tasks from anywhere."""
_WORSE = 5
"""Moves, of a thousand, that may make it a little worse."""
_PATIENCE = 60
"""Schedules per task that are spent without anything better before the walk starts afresh."""
SEED, COST, LEAST, USED, LATELY, SINCE = range(6)
"""Places of a walk's figures."""


class Walk(NamedTuple):
    """Where a walk stands, where it was best, and its figures."""

    starts: IntArray
    best: IntArray
    figures: IntArray
    """The random state, the cost here, the least so far, the schedules generated; the least since
    the last fresh start, and the schedules generated when that was found."""


def stroll(
    tables: Tables, before: Arcs, after: Arcs, scratch: Scratch, walk: Walk, limit: int
) -> int:
    """Walk on until so many schedules were generated in all; return the least cost so far."""
    figures = walk.figures
    while figures[USED] < limit:
        fresh = figures[USED] - figures[SINCE] > _PATIENCE * len(walk.starts)
        if fresh:
            _start_afresh(scratch.keys, walk)
        elif _draw(figures, _OUT_OF) < _SCATTERED:
            _scatter(tables, scratch.keys, walk)
        else:
            _shuffle_stretch(tables, scratch.keys, walk)
        _after_all_before(before, scratch.keys)
        by_keys(scratch.keys, scratch.counts, scratch.order, False)
        figures[USED] += justify(tables, before, after, scratch, _ROUNDS)
        _settle(tables, scratch.best, walk)
    return int(figures[LEAST])


def _settle(tables: Tables, found: IntArray, walk: Walk) -> None:
    """Move to what was found if it is no worse, or by luck if it is a little worse."""
    figures = walk.figures
    cost = cost_of(tables, found)
    allowed = figures[COST]
    if allowed < _NEVER and _draw(figures, _OUT_OF) < _WORSE:
        allowed += max(1, allowed // _OUT_OF)
    if cost <= allowed:
        figures[COST] = cost
        walk.starts[:] = found
    if cost < figures[LATELY]:
        figures[LATELY] = cost
        figures[SINCE] = figures[USED]
    if cost < figures[LEAST]:
        figures[LEAST] = cost
        walk.best[:] = found


def _shuffle_stretch(tables: Tables, keys: IntArray, walk: Walk) -> None:
    """Give tasks that run in a stretch of time keys at random within it."""
    starts, durations, figures = walk.starts, tables.durations, walk.figures
    makespan, work = 1, 0
    for task in range(len(starts)):
        makespan = max(makespan, starts[task] + durations[task])
        work += durations[task]
    typical = max(1, work // len(starts))
    length = min(makespan, typical + _draw(figures, 3 * typical + 1))
    first = _draw(figures, makespan + length) - length
    at_once = max(1, (work + length * len(starts)) // makespan)
    low = max(0, FINE * first)
    for task in range(len(starts)):
        start = starts[task]
        keys[task] = FINE * start + FINE
        runs_then = start + durations[task] > first and start < first + length
        if runs_then and (at_once <= _TASKS or _draw(figures, at_once) < _TASKS):
            keys[task] = low + _draw(figures, FINE * length)


def _scatter(tables: Tables, keys: IntArray, walk: Walk) -> None:
    """Move a few tasks, wherever they are, by up to some tasks' lengths."""
    starts, figures = walk.starts, walk.figures
    count = len(starts)
    work = 0
    for task in range(count):
        work += tables.durations[task]
        keys[task] = FINE * starts[task]
    reach = FINE * 4 * max(1, work // count)
    for _ in range(1 + _draw(figures, 4)):
        task = _draw(figures, count)
        moved = keys[task] + _draw(figures, 2 * reach + 1) - reach
        keys[task] = min(max(0, moved), FINE * tables.horizon)


def _start_afresh(keys: IntArray, walk: Walk) -> None:
    """Move every task by up to a part of the whole time, and take what comes of it."""
    starts, figures = walk.starts, walk.figures
    last = 0
    for task in range(len(starts)):
        last = max(last, starts[task])
    for task in range(len(starts)):
        keys[task] = FINE * starts[task] + _draw(figures, FINE * (1 + last // _KICK))
    figures[COST] = figures[LATELY] = _NEVER
    figures[SINCE] = figures[USED]


def _after_all_before(before: Arcs, keys: IntArray) -> None:
    """Raise keys so that no task comes before what it waits for."""
    for task in range(len(keys)):
        for arc in range(before.first[task], before.first[task + 1]):
            keys[task] = max(keys[task], keys[before.other[arc]])


def _draw(figures: IntArray, below: int) -> int:
    """Return a random whole number from 0 up to but without the given one."""
    state = figures[SEED] * 48_271 % 2_147_483_647
    figures[SEED] = state
    return int(state * below // 2_147_483_647)
