"""A bound on Σ weight × finish: one resource is shared out at will, and links are paid for.

A task's finish is the middle of its run plus half of it. The middles are at least those of a
machine that always works on the released task of most weight per work, and drops it for a better
one: Goemans, Queyranne, Schulz, Skutella and Wang, “Single machine scheduling with release dates”
(2002). A link lets part of a task's weight be charged to the one it waits for, plus the time in
between; which parts raise the bound most is searched by subgradients: Held, Wolfe and Crowder,
“Validation of subgradient optimization” (1974). Any parts give a true bound, in whole numbers.
"""

from __future__ import annotations

import heapq
from typing import NamedTuple

from assistant.planning.solvers.scheduling.problem import IntArray
from assistant.planning.solvers.scheduling.tables import Layout

_PARTS = 1 << 10
"""Parts of a unit of weight that are moved along links."""
_STEPS = 60
_TASK_STEPS = 8_000
"""Steps of the search at most, and tasks times steps."""
_PATIENCE = 4
"""Steps without a better bound after which they become half as long."""


class _Resource(NamedTuple):
    """What the tasks want of one resource, and when they may have it."""

    work: list[int]
    capacity: int
    released: list[int]
    durations: list[int]


class _Link(NamedTuple):
    """One task before another, and the least time from finish to finish."""

    before: int
    after: int
    distance: int


def shared_bound(
    layout: Layout, heads: IntArray, energies: list[tuple[IntArray, int]], known: int
) -> int:
    """Return the best bound found, from the resource that promises most; 0 where nobody needs any.

    `energies` holds the work of each task and the capacity, by resource; `known` is the cost of a
    schedule.
    """
    durations = layout.tables.durations.tolist()
    resources = [
        _Resource(work.tolist(), capacity, heads.tolist(), durations)
        for work, capacity in energies
    ]
    weights = [weight * _PARTS for weight in layout.tables.weights.tolist()]
    if not resources:
        return 0
    scarce = max(resources, key=lambda each: _shared_out(each, weights)[0])
    return _raised(scarce, weights, _links(layout), known)


def _links(layout: Layout) -> list[_Link]:
    durations = layout.tables.durations.tolist()
    first, others, lags = (each.tolist() for each in layout.before)
    return [
        _Link(others[arc], task, lags[arc] + durations[task])
        for task in range(len(durations))
        for arc in range(first[task], first[task + 1])
    ]


def _raised(resource: _Resource, weights: list[int], links: list[_Link], known: int) -> int:
    """Move weight along links as long as that raises the bound."""
    charged = [0] * len(links)
    best, length, since = 0, 1.0, 0
    for _ in range(min(_STEPS, _TASK_STEPS // len(weights)) + 1):
        moved = _moved(weights, links, charged)
        total, finishes = _shared_out(resource, moved)
        total += sum(c * link.distance for c, link in zip(charged, links, strict=True))
        best, since = (total, 0) if total > best else (best, since + 1)
        if since > _PATIENCE:
            length, since = length / 2, 0
        broken = [finishes[e.before] + e.distance - finishes[e.after] for e in links]
        size = sum(each * each for each in broken)
        if size == 0 or best >= known * _PARTS:
            break
        step = length * (known * _PARTS - total) / size
        charged = [max(0, round(c + step * b)) for c, b in zip(charged, broken, strict=True)]
        _keep_within(weights, links, charged)
    return -(-best // _PARTS)


def _moved(weights: list[int], links: list[_Link], charged: list[int]) -> list[int]:
    moved = list(weights)
    for charge, link in zip(charged, links, strict=True):
        moved[link.before] += charge
        moved[link.after] -= charge
    return moved


def _keep_within(weights: list[int], links: list[_Link], charged: list[int]) -> None:
    """Lessen charges so that no task is left with a negative weight.

    Links stand in the sequence of the tasks after; a task's own weight, with what is charged to
    it, is known once all after it are settled, so this runs backwards.
    """
    has = list(weights)
    last = len(links)
    while last:
        task = links[last - 1].after
        first = last
        while first and links[first - 1].after == task:
            first -= 1
        wanted = sum(charged[first:last])
        for number in range(first, last):
            if wanted > has[task]:
                charged[number] = charged[number] * has[task] // wanted
            has[links[number].before] += charged[number]
        last = first


def _shared_out(resource: _Resource, weights: list[int]) -> tuple[int, list[float]]:
    """Return a bound on Σ weight × finish, and the finishes that it comes from."""
    total = 0
    finishes = [0.0] * len(weights)
    middles = _doubled_middles(resource, weights)
    for task, weight in enumerate(weights):
        length, work = resource.durations[task], resource.work[task]
        if work:
            parts = 2 * work * resource.capacity
            doubled = middles[task] + length * work * resource.capacity
            total += weight * doubled // parts
            finishes[task] = doubled / parts
        else:
            total += weight * (resource.released[task] + length)
            finishes[task] = float(resource.released[task] + length)
    return total, finishes


def _doubled_middles(resource: _Resource, weights: list[int]) -> list[int]:
    """Return twice the sum of the moments at which each task's units of work are done.

    Time counts in units of time ÷ capacity, so that one unit of work takes one.
    """
    work, capacity = resource.work, resource.capacity
    opens = [each * capacity for each in resource.released]
    coming = sorted((task for task in range(len(work)) if work[task]), key=opens.__getitem__)
    coming.reverse()
    left, sums, now = list(work), [0] * len(work), 0
    waiting: list[tuple[float, int]] = []
    while coming or waiting:
        if not waiting:
            now = max(now, opens[coming[-1]])
        while coming and opens[coming[-1]] <= now:
            task = coming.pop()
            heapq.heappush(waiting, (-weights[task] / work[task], task))
        task = waiting[0][1]
        until = now + left[task]
        if coming:
            until = min(until, opens[coming[-1]])
        sums[task] += until * until - now * now
        left[task] -= until - now
        now = until
        if not left[task]:
            heapq.heappop(waiting)
    return sums
