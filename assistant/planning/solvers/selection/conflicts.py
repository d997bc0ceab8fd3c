"""Why what must be taken cannot be taken together: the smallest set of it that already cannot.

Costs are not negative, so what must be taken with what it needs is the least anyone can choose:
if that breaks something, nothing can be chosen, and if not, it is a choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import combinations

from assistant.planning.solvers.selection.problem import Impossible, SelectionProblem

_TRIED = 20_000
"""Sets of equal size that are tried one by one before the smallest is taken by dropping."""


def conflict(problem: SelectionProblem) -> Impossible | None:
    """Return why nothing can be chosen, or None where something can."""
    return _barred(problem) or _apart(problem) or _too_dear(problem)


def _barred(problem: SelectionProblem) -> Impossible | None:
    for item in sorted(problem.must):
        barred = problem.closure((item,)) & problem.never
        if barred:
            return Impossible((item,), barred=(min(barred),))
    return None


def _apart(problem: SelectionProblem) -> Impossible | None:
    closures = {item: problem.closure((item,)) for item in sorted(problem.must)}
    for group in problem.apart:
        claims = [(each, item) for each in group for item in closures if each in closures[item]]
        for (one, first), (two, second) in combinations(claims, 2):
            if one != two:
                return Impossible(tuple(sorted({first, second})), apart=tuple(sorted((one, two))))
    return None


def _too_dear(problem: SelectionProblem) -> Impossible | None:
    spent = problem.spent(problem.closure(problem.must))
    for budget, (cost, limit) in enumerate(zip(spent, problem.budgets, strict=True)):
        if cost > limit:
            items = _smallest(problem.must, partial(_is_too_dear, problem, budget))
            return Impossible(items, budget=budget, excess=_excess(problem, items, budget))
    return None


def _is_too_dear(problem: SelectionProblem, budget: int, items: Iterable[int]) -> bool:
    return _excess(problem, items, budget) > 0


def _excess(problem: SelectionProblem, items: Iterable[int], budget: int) -> int:
    row = problem.costs[budget]
    return sum(row[item] for item in problem.closure(items)) - problem.budgets[budget]


def _smallest(items: Iterable[int], breaks: Callable[[Iterable[int]], bool]) -> tuple[int, ...]:
    """Return the smallest set that breaks; beyond what can be tried, one with nothing to spare."""
    among = sorted(items)
    tried = 0
    for size in range(1, len(among)):
        for few in combinations(among, size):
            tried += 1
            if tried > _TRIED:
                return _without_spare(among, breaks)
            if breaks(few):
                return few
    return tuple(among)


def _without_spare(among: list[int], breaks: Callable[[Iterable[int]], bool]) -> tuple[int, ...]:
    kept = list(among)
    for item in among:
        fewer = [each for each in kept if each != item]
        if breaks(fewer):
            kept = fewer
    return tuple(kept)
