from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from assistant.planning.solvers.selection.conflicts import conflict
from assistant.planning.solvers.selection.problem import Impossible, SelectionProblem
from tests.planning.solvers.selection.problems import best_by_trying, random_problem


def test_two_items_that_exclude_each_other_through_what_they_need() -> None:
    against = conflict(
        SelectionProblem(
            values=[0, 0, 1, 1],
            costs=[[0] * 4],
            budgets=[0],
            needs=[(), (), (0,), (1,)],
            apart=[(0, 1)],
            must=frozenset({2, 3}),
        )
    )
    assert against == Impossible((2, 3), apart=(0, 1))


def test_what_is_needed_and_must_not_be_taken() -> None:
    against = conflict(
        SelectionProblem(
            values=[1, 1],
            costs=[[0, 0]],
            budgets=[0],
            needs=[(), (0,)],
            must=frozenset({1}),
            never=frozenset({0}),
        )
    )
    assert against == Impossible((1,), barred=(0,))


def test_the_fewest_items_that_exceed_a_budget_are_named() -> None:
    against = conflict(
        SelectionProblem(
            values=[1] * 4,
            costs=[[1] * 4, [2, 7, 6, 1]],
            budgets=[9, 10],
            needs=[()] * 4,
            must=frozenset(range(4)),
        )
    )
    assert against == Impossible((1, 2), budget=1, excess=3)


@given(st.integers(0, 10**6), st.integers(1, 7))
def test_nothing_of_a_conflict_can_be_left_out(seed: int, count: int) -> None:
    drawn = random_problem(seed, count, budgets=2, bound=True)
    problem = SelectionProblem(
        values=drawn.values,
        costs=drawn.costs,
        budgets=[budget // 2 for budget in drawn.budgets],
        needs=drawn.needs,
        apart=drawn.apart,
        must=drawn.must | frozenset(range(0, count, 2)),
        never=drawn.never,
    )
    against = conflict(problem)
    assert (against is None) == (best_by_trying(problem) is not None)
    if against is not None and against.budget is not None:
        row, limit = problem.costs[against.budget], problem.budgets[against.budget]
        assert sum(row[i] for i in problem.closure(against.items)) == limit + against.excess
        for fewer in combinations(against.items, len(against.items) - 1):
            assert sum(row[i] for i in problem.closure(fewer)) <= limit
