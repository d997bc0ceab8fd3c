"""Random problems of choosing, and the slow way of solving them: trying every subset."""

from __future__ import annotations

import random
from itertools import combinations

from assistant.planning.solvers.selection.problem import SelectionProblem


def random_problem(
    seed: int, count: int, *, budgets: int = 1, bound: bool = False
) -> SelectionProblem:
    """Return a problem; `bound` adds exclusions, and items that must or must not be taken."""
    lot = random.Random(seed)
    needs = [
        sorted(lot.sample(range(item), min(item, lot.choice((0, 0, 1, 1, 2)))))
        for item in range(count)
    ]
    if count > 2 and lot.random() < 0.3:
        needs[0] = [1]
        needs[1] = [0]
    costs = [[lot.randint(0, 9) for _ in range(count)] for _ in range(budgets)]
    marked = lot.sample(range(count), min(count, 4)) if bound else []
    return SelectionProblem(
        values=[lot.choice((0, lot.randint(1, 20), lot.randint(1, 20))) for _ in range(count)],
        costs=costs,
        budgets=[lot.randint(sum(row) // 5, sum(row)) for row in costs],
        needs=needs,
        apart=[marked[:2], marked[1:4]] if bound else (),
        must=frozenset(marked[3:4] if lot.random() < 0.5 else ()),
        never=frozenset(marked[:1] if bound and lot.random() < 0.5 else ()),
    )


def best_by_trying(problem: SelectionProblem) -> int | None:
    """Return the most that any subset is worth; None where none holds."""
    items = range(len(problem.values))
    worths = [
        sum(problem.values[item] for item in subset)
        for size in range(len(problem.values) + 1)
        for subset in combinations(items, size)
        if allowed(problem, frozenset(subset))
    ]
    return max(worths, default=None)


def allowed(problem: SelectionProblem, subset: frozenset[int]) -> bool:
    """Say whether a subset may be chosen, from the problem's words and nothing else."""
    if not problem.must <= subset or subset & problem.never:
        return False
    if any(need not in subset for item in subset for need in problem.needs[item]):
        return False
    if any(len(subset.intersection(group)) > 1 for group in problem.apart):
        return False
    return all(
        sum(row[item] for item in subset) <= budget
        for row, budget in zip(problem.costs, problem.budgets, strict=True)
    )


def next_release(seed: int, requirements: int, customers: int) -> SelectionProblem:
    """Return a next release problem in the manner of Bagnall and others."""
    lot = random.Random(seed)
    needs = [
        sorted(lot.sample(range(item // 2), min(item // 2, lot.choice((0, 1, 2)))))
        for item in range(requirements)
    ]
    asked = [sorted(lot.sample(range(requirements), lot.randint(1, 5))) for _ in range(customers)]
    costs = [lot.randint(1, 10) for _ in range(requirements)]
    return SelectionProblem(
        values=[0] * requirements + [lot.randint(10, 50) for _ in range(customers)],
        costs=[[*costs, *([0] * customers)]],
        budgets=[sum(costs) * 2 // 5],
        needs=[*needs, *asked],
    )
