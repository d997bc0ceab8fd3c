"""A schedule at once: one pass in the sequence of a priority rule.

For the makespan, what has the longest chain still before it comes first (latest start). For
weighted finishes also what frees the most weight per time with all that waits for it (Smith's
ratio, 1956, over followers); the better of the two is taken.
"""

from __future__ import annotations

import numpy as np

from assistant.planning.solvers.scheduling.bounds import Chains
from assistant.planning.solvers.scheduling.generation import generate
from assistant.planning.solvers.scheduling.justification import cost_of
from assistant.planning.solvers.scheduling.problem import IntArray
from assistant.planning.solvers.scheduling.tables import Layout


def one_pass(layout: Layout, chains: Chains, profile: IntArray) -> IntArray:
    """Return the starts of a schedule, by the layout's places; `profile` is empty."""
    orders = [_by_latest_start(layout, chains)]
    if len(layout.tables.weights):
        orders.append(_by_worth(layout))
    tried = [np.zeros(len(layout.order), dtype=np.int64) for _ in orders]
    for order, starts in zip(orders, tried, strict=True):
        generate(layout.tables, layout.before, order, profile, starts)
    return min(tried, key=lambda starts: cost_of(layout.tables, starts))


def _by_latest_start(layout: Layout, chains: Chains) -> IntArray:
    return np.argsort(-chains.tails - layout.tables.durations, kind="stable").astype(np.int64)


def _by_worth(layout: Layout) -> IntArray:
    weights, durations = layout.tables.weights.tolist(), layout.tables.durations.tolist()
    worth = []
    for followers in _followers(layout):
        gained = sum(weights[each] for each in followers)
        worth.append(gained / max(1, sum(durations[each] for each in followers)))
    rank = np.empty(len(worth), dtype=np.int64)
    rank[np.argsort(-np.array(worth), kind="stable")] = np.arange(len(worth))
    first, others, _ = (each.tolist() for each in layout.before)
    for task in range(len(rank)):
        rank[task] = max(
            [int(rank[task]), *(int(rank[o]) for o in others[first[task] : first[task + 1]])]
        )
    return np.argsort(rank, kind="stable").astype(np.int64)


def _followers(layout: Layout) -> list[set[int]]:
    """Return for each task itself and all that waits for it."""
    first, others, _ = (each.tolist() for each in layout.after)
    followers: list[set[int]] = [{task} for task in range(len(layout.order))]
    for task in reversed(range(len(followers))):
        for other in others[first[task] : first[task + 1]]:
            followers[task] |= followers[other]
    return followers
