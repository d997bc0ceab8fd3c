"""A problem laid out for inner loops: tasks numbered so that each comes after all it waits for.

All that tasks take of several resources is packed into few whole numbers, with a guard bit above
each resource's share: a task fits where subtracting what it takes leaves every guard bit standing.
One comparison then answers for all resources of a word.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from assistant.planning.solvers.scheduling.problem import IntArray, Problem, topological_order

_WORD = 62
"""Bits used of a word, so that no sum overflows a signed 64-bit number."""


class Arcs(NamedTuple):
    """The arcs into each task: those of task i stand at first[i] to first[i + 1]."""

    first: IntArray
    other: IntArray
    lag: IntArray


class Tables(NamedTuple):
    """What the inner loops read; one row of `taken` and one guard per word of resources."""

    durations: IntArray
    weights: IntArray
    """Empty where the makespan counts."""
    taken: IntArray
    """What each task takes, packed: word after word, and in a word task after task."""
    free: IntArray
    """A word of each kind with nothing taken, guard bits standing."""
    guard: IntArray
    horizon: int


class Layout(NamedTuple):
    """The tables, the arcs from both sides, and the given number of each task in its new place."""

    tables: Tables
    before: Arcs
    after: Arcs
    order: IntArray

    def given(self, starts: IntArray) -> IntArray:
        """Return starts by the tasks' given numbers."""
        result = np.empty_like(starts)
        result[self.order] = starts
        return result

    def laid_out(self, starts: IntArray) -> IntArray:
        """Return starts by the tasks' places here."""
        return starts[self.order].copy()


def lay_out(problem: Problem, weights: IntArray | None) -> Layout:
    """Return the problem as inner loops want it."""
    order = np.array(topological_order(problem), dtype=np.int64)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    source, target, lag = (
        place[problem.links[:, 0]],
        place[problem.links[:, 1]],
        problem.links[:, 2],
    )
    taken, free, guard = _packed(problem.demands[order], problem.capacities)
    tables = Tables(
        durations=problem.durations[order],
        weights=np.empty(0, dtype=np.int64) if weights is None else weights[order],
        taken=taken,
        free=free,
        guard=guard,
        horizon=problem.horizon + 1,
    )
    count = problem.count
    return Layout(
        tables, _arcs(target, source, lag, count), _arcs(source, target, lag, count), order
    )


def _arcs(task: IntArray, other: IntArray, lag: IntArray, count: int) -> Arcs:
    by_task = np.lexsort((other, task))
    first = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(task, minlength=count), out=first[1:])
    return Arcs(first, other[by_task], lag[by_task])


def _packed(demands: IntArray, capacities: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return what tasks take, empty words and guard bits; resources that nobody needs are left out."""
    words: list[list[tuple[int, int]]] = [[]]
    used = 0
    for resource in np.flatnonzero(demands.any(axis=0)).tolist():
        bits = int(capacities[resource]).bit_length() + 1
        if used + bits > _WORD:
            words.append([])
            used = 0
        words[-1].append((resource, used))
        used += bits
    taken = np.zeros((len(words), len(demands)), dtype=np.int64)
    free = np.zeros(len(words), dtype=np.int64)
    guard = np.zeros(len(words), dtype=np.int64)
    for word, shares in enumerate(words):
        for resource, shift in shares:
            top = 1 << (shift + int(capacities[resource]).bit_length())
            taken[word] += np.minimum(demands[:, resource], capacities[resource]) << shift
            free[word] += (int(capacities[resource]) << shift) + top
            guard[word] += top
    return taken.reshape(-1), free, guard
