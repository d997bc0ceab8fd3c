"""Small projects to schedule, and a slow look at all their schedules."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import strategies as st

from assistant.planning.solvers.scheduling.problem import Problem


def project(
    durations: list[int],
    links: list[tuple[int, int, int]] | None = None,
    demands: list[list[int]] | None = None,
    capacities: list[int] | None = None,
) -> Problem:
    """Return a project; without demands all tasks share one resource of capacity 1."""
    return Problem(
        durations=np.array(durations, dtype=np.int64),
        demands=np.array(demands or [[1] for _ in durations], dtype=np.int64),
        capacities=np.array(capacities or [1], dtype=np.int64),
        links=np.array(links or [], dtype=np.int64).reshape(-1, 3),
    )


@st.composite
def projects(draw: st.DrawFn, most: int = 6, resources: int = 3, largest: int = 4) -> Problem:
    """Draw a project whose links lead from anywhere to anywhere, but never in a circle."""
    count = draw(st.integers(1, most))
    sequence = draw(st.permutations(range(count)))
    pairs = list(itertools.combinations(sequence, 2))
    tied = draw(st.lists(st.sampled_from(pairs), max_size=2 * count, unique=True)) if pairs else []
    capacities = draw(st.lists(st.integers(1, largest), min_size=1, max_size=resources))
    return project(
        draw(st.lists(st.integers(0, 4), min_size=count, max_size=count)),
        [(*pair, draw(st.integers(0, 2))) for pair in tied],
        [[draw(st.integers(0, each)) for each in capacities] for _ in range(count)],
        capacities,
    )


def weights_of(problem: Problem, seed: int) -> np.ndarray:
    """Return weights from 0 to 5."""
    return np.random.default_rng(seed).integers(0, 6, problem.count)


def is_feasible(problem: Problem, starts: list[int]) -> bool:
    """Look at every link, and at every moment of every resource."""
    durations, demands = problem.durations.tolist(), problem.demands.tolist()
    tied = all(
        starts[after] >= starts[before] + durations[before] + lag
        for before, after, lag in problem.links.tolist()
    )
    last = max((s + d for s, d in zip(starts, durations, strict=True)), default=0)
    shared = all(
        sum(
            demands[task][resource]
            for task in range(problem.count)
            if starts[task] <= moment < starts[task] + durations[task]
        )
        <= capacity
        for moment in range(last)
        for resource, capacity in enumerate(problem.capacities.tolist())
    )
    return tied and shared and min(starts, default=0) >= 0


def cost(problem: Problem, weights: np.ndarray | None, starts: list[int]) -> int:
    """Return the last finish, or the sum of weight × finish."""
    finishes = [s + d for s, d in zip(starts, problem.durations.tolist(), strict=True)]
    if weights is None:
        return max(finishes, default=0)
    return sum(w * finish for w, finish in zip(weights.tolist(), finishes, strict=True))


def least_cost_of_all(problem: Problem, weights: np.ndarray | None) -> int:
    """Place the tasks in every sequence, each as early as can be: one of them is optimal."""
    costs = []
    for sequence in itertools.permutations(range(problem.count)):
        starts: dict[int, int] = {}
        for task in sequence:
            waits_for = [(b, lag) for b, after, lag in problem.links.tolist() if after == task]
            if any(before not in starts for before, _ in waits_for):
                break
            starts[task] = _earliest(problem, starts, task, waits_for)
        else:
            costs.append(cost(problem, weights, [starts[task] for task in range(problem.count)]))
    return min(costs)


def _earliest(
    problem: Problem, starts: dict[int, int], task: int, waits_for: list[tuple[int, int]]
) -> int:
    durations = problem.durations
    start = max((starts[b] + int(durations[b]) + lag for b, lag in waits_for), default=0)
    while not _fits(problem, starts, task, start):
        start += 1
    return start


def _fits(problem: Problem, starts: dict[int, int], task: int, start: int) -> bool:
    for moment in range(start, start + int(problem.durations[task])):
        there = [e for e, s in starts.items() if s <= moment < s + problem.durations[e]]
        if (problem.demands[[*there, task]].sum(axis=0) > problem.capacities).any():
            return False
    return True
