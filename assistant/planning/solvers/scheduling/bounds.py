"""What no schedule can undercut: chains of tasks, and the work that a resource must get done.

The makespan's bound is the longest chain, or the work of tasks that cannot begin before a time
and that leave the rest of a chain behind them (energy between heads and tails). That of weighted
finishes is the chains alone, or one resource that is shared out (`sharing.py`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from assistant.planning.solvers.scheduling.problem import IntArray
from assistant.planning.solvers.scheduling.sharing import shared_bound
from assistant.planning.solvers.scheduling.tables import Arcs, Layout, Tables


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


def least_cost(layout: Layout, demands: IntArray, capacities: IntArray, known: int) -> int:
    """Return a bound on the cost; demands stand in the layout's order.

    `known` is what a schedule costs; it tells how far a bound of weighted finishes may rise.
    """
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
    if alone == known:
        return alone
    return max(alone, shared_bound(layout, found.heads, energies, known))


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
