"""Serial schedule generation: task after task, each at the earliest time that links and capacity leave.

Kelley, “The critical-path method: resources planning and scheduling” (1963). With `Arcs` of the
other side it generates backwards: time counts from the end, and what came after comes before.
These are inner loops: they run as Python, or compiled.
"""

from __future__ import annotations

from assistant.planning.solvers.scheduling.problem import IntArray
from assistant.planning.solvers.scheduling.tables import Arcs, Tables


def generate(
    tables: Tables, arcs: Arcs, order: IntArray, profile: IntArray, starts: IntArray
) -> int:
    """Fill in the starts of all tasks, placed in `order`, and return when the last one is done.

    `profile` holds what is free, word by word and time by time; it is empty before and after.
    """
    durations = tables.durations
    makespan = 0
    for task in order:
        ready = 0
        for arc in range(arcs.first[task], arcs.first[task + 1]):
            other = arcs.other[arc]
            ready = max(ready, starts[other] + durations[other] + arcs.lag[arc])
        start = _place(tables, task, ready, profile)
        starts[task] = start
        makespan = max(makespan, start + durations[task])
    clear(tables, profile, makespan)
    return makespan


def clear(tables: Tables, profile: IntArray, until: int) -> None:
    """Free all capacity up to a time."""
    for word in range(len(tables.free)):
        base = word * tables.horizon
        for time in range(base, base + until):
            profile[time] = tables.free[word]


def _place(tables: Tables, task: int, ready: int, profile: IntArray) -> int:
    """Take the first stretch of time that has what the task needs; return its start."""
    count = len(tables.durations)
    words = len(tables.free)
    start = ready
    earlier = -1
    while earlier != start:
        earlier = start
        for word in range(words):
            start = _fit(tables, task, word, start, profile)
        if words == 1:
            break
    for word in range(words):
        taken = tables.taken[word * count + task]
        base = word * tables.horizon + start
        if taken:
            for time in range(base, base + tables.durations[task]):
                profile[time] -= taken
    return start


def _fit(tables: Tables, task: int, word: int, start: int, profile: IntArray) -> int:
    """Return the first start that suits one word; looks from the end, to jump as far as can be."""
    taken = tables.taken[word * len(tables.durations) + task]
    if not taken:
        return start
    guard = tables.guard[word]
    base = word * tables.horizon
    last = tables.durations[task] - 1
    time = start + last
    while time >= start:
        if (profile[base + time] - taken) & guard != guard:
            start = time + 1
            time = start + last
        else:
            time -= 1
    return start
