"""What no schedule can undercut: chains of tasks, and the work that a resource must get done.

The makespan's bound is the longest chain, or the work of tasks that none can begin before a time
and that leave the rest of a chain behind them (energy between heads and tails). The bound of
weighted finishes lets a resource work on all tasks in shares at any time: Goemans, Queyranne,
Schulz, Skutella and Wang, “Single machine scheduling with release dates” (2002).
"""

from __future__ import annotations

import heapq
from typing import NamedTuple

import numpy as np

from assistant.planning.solvers.scheduling.problem import IntArray
from assistant.planning.solvers.scheduling.tables import Arcs, Layout, Tables

_SCALE = 1 << 20
"""Parts of a unit of cost that are counted; what is smaller is left out of the bound."""


class Chains(NamedTuple):
    """The longest chain before each task, and after it, in units of time."""

    heads: IntArray
    tails: IntArray


def chains(layout: Layout) -> Chains:
    """Return how long each task has to wait, and how long the rest takes once it is done."""
    count = len(layout.order)
    tables = layout.tables
    heads = _longest(tables, layout.before, list(range(count)))
    tails = _longest(tables, layout.after, list(range(count - 1, -1, -1)))
    return Chains(heads, tails)


def least_cost(layout: Layout, demands: IntArray, capacities: IntArray) -> int:
    """Return a bound on the cost; demands stand in the layout's order."""
    tables, found = layout.tables, chains(layout)
    finishes = found.heads + tables.durations
    energies = [
        (tables.durations * demands[:, resource], int(capacity))
        for resource, capacity in enumerate(capacities.tolist())
        if demands[:, resource].any()
    ]
    if not len(tables.weights):
        longest = int((finishes + found.tails).max(initial=0))
        return max([longest, *(_energy_bound(found, each, has) for each, has in energies)])
    alone = int((tables.weights * finishes).sum())
    shared = [_shared_bound(tables, found.heads, each, has) for each, has in energies]
    return max([alone, *shared])


def _longest(tables: Tables, arcs: Arcs, sequence: list[int]) -> IntArray:
    longest = [0] * len(sequence)
    durations = tables.durations.tolist()
    first, others, lags = (each.tolist() for each in arcs)
    for task in sequence:
        for arc in range(first[task], first[task + 1]):
            other = others[arc]
            longest[task] = max(longest[task], longest[other] + durations[other] + lags[arc])
    return np.array(longest, dtype=np.int64)


def _energy_bound(found: Chains, energy: IntArray, capacity: int) -> int:
    """Return the best of head + work ÷ capacity + tail over tasks with at least both."""
    busy = energy > 0
    heads, tails, work = found.heads[busy], found.tails[busy], energy[busy]
    by_tail = np.argsort(-tails, kind="stable")
    best = 0
    for head in np.unique(heads).tolist():
        late = by_tail[heads[by_tail] >= head]
        needed = -(-np.cumsum(work[late]) // capacity)
        best = max(best, head + int((needed + tails[late]).max()))
    return best


def _shared_bound(tables: Tables, heads: IntArray, energy: IntArray, capacity: int) -> int:
    """Return a bound on Σ weight × finish where one resource may be shared out at will.

    A task's finish is the middle of its run plus half of it. The middles are at least those of
    a single machine that always works on the task, of those released, with the most weight per
    work, and drops it for a better one.
    """
    weights, durations = tables.weights.tolist(), tables.durations.tolist()
    work, released = energy.tolist(), heads.tolist()
    doubled = _doubled_middles(weights, work, released, capacity)
    scaled = 0
    for task, weight in enumerate(weights):
        if work[task]:
            middles = weight * _SCALE * doubled[task] // (2 * work[task] * capacity)
            scaled += middles + weight * _SCALE * durations[task] // 2
        else:
            scaled += weight * _SCALE * (released[task] + durations[task])
    return -(-scaled // _SCALE)


def _doubled_middles(
    weights: list[int], work: list[int], released: list[int], capacity: int
) -> list[int]:
    """Return twice the sum of the moments at which each task's units of work are done.

    Time counts in units of time ÷ capacity, so that one unit of work takes one.
    """
    coming = sorted((task for task in range(len(work)) if work[task]), key=released.__getitem__)
    left = list(work)
    sums = [0] * len(work)
    waiting: list[tuple[float, int]] = []
    now = 0
    while coming or waiting:
        if not waiting:
            now = max(now, released[coming[0]] * capacity)
        while coming and released[coming[0]] * capacity <= now:
            task = coming.pop(0)
            heapq.heappush(waiting, (-weights[task] / work[task], task))
        task = waiting[0][1]
        until = now + left[task]
        if coming:
            until = min(until, released[coming[0]] * capacity)
        sums[task] += until * until - now * now
        left[task] -= until - now
        now = until
        if not left[task]:
            heapq.heappop(waiting)
    return sums
