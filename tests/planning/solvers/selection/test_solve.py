from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.solvers.selection.problem import (
    Impossible,
    Proof,
    Selection,
    SelectionProblem,
)
from assistant.planning.solvers.selection.solve import Work, extra_needed, select
from tests.planning.soaking import is_soak
from tests.planning.solvers.selection.problems import (
    allowed,
    best_by_trying,
    next_release,
    random_problem,
)

SOAK = 1_000
QUICK = Work(moves=10, seconds=0)
BRIEF = Work(moves=10)


def problem(
    values: Sequence[int], costs: Sequence[int], budget: int, **more: object
) -> SelectionProblem:
    return SelectionProblem(
        **{
            "values": values,
            "costs": [costs],
            "budgets": [budget],
            "needs": [()] * len(values),
        }
        | more
    )


def found(result: Selection | Impossible) -> Selection:
    assert isinstance(result, Selection)
    return result


@given(
    seed=st.integers(0, 10**6),
    count=st.integers(0, 8),
    budgets=st.integers(1, 3),
    bound=st.booleans(),
)
def test_the_best_of_all_subsets_is_found_and_proved(
    *, seed: int, count: int, budgets: int, bound: bool
) -> None:
    given_problem = random_problem(seed, count, budgets=budgets, bound=bound)
    best = best_by_trying(given_problem)
    result = select(given_problem, BRIEF)
    if best is None:
        assert isinstance(result, Impossible)
        return
    choice = found(result)
    assert allowed(given_problem, frozenset(choice.chosen))
    assert (choice.value, choice.bound, choice.proof) == (best, best, Proof.OPTIMAL)
    assert choice.value == given_problem.worth(choice.chosen)


@given(
    seed=st.integers(0, 10**6),
    count=st.integers(1, 40),
    budgets=st.integers(1, 3),
    bound=st.booleans(),
)
def test_a_choice_without_proof_holds_too(
    *, seed: int, count: int, budgets: int, bound: bool
) -> None:
    given_problem = random_problem(seed, count, budgets=budgets, bound=bound)
    result = select(given_problem, QUICK)
    if isinstance(result, Selection):
        assert allowed(given_problem, frozenset(result.chosen))
        assert result.proof in (Proof.FEASIBLE, Proof.OPTIMAL)


def test_a_cheap_item_that_much_depends_on_comes_with_what_it_unlocks() -> None:
    choice = found(select(problem([0, 50, 30], [10, 5, 12], 15, needs=[(), (0,), ()]), BRIEF))
    assert choice.chosen == (0, 1)


def test_nothing_of_no_worth_is_taken_along() -> None:
    choice = found(select(problem([0, 5, 0], [0, 5, 1], 100), BRIEF))
    assert choice.chosen == (1,)


def test_items_that_need_each_other_come_together_or_not_at_all() -> None:
    needs = [(1,), (0,), ()]
    assert found(select(problem([9, 0, 5], [4, 4, 4], 7, needs=needs), BRIEF)).chosen == (2,)
    assert found(select(problem([9, 0, 5], [4, 4, 4], 8, needs=needs), BRIEF)).chosen == (0, 1)


def test_what_is_spent_is_exact_for_large_amounts_of_money() -> None:
    """A budget short by the smallest unit lets less in, at amounts of hundreds of millions."""
    costs = [2_000_000_000_001, 3_000_000_000_002]
    whole = sum(costs)
    assert found(select(problem([3, 4], costs, whole), BRIEF)).chosen == (0, 1)
    assert found(select(problem([3, 4], costs, whole - 1), BRIEF)).chosen == (1,)


@pytest.mark.parametrize("seed", range(3))
def test_permuting_items_changes_nothing_about_the_worth(seed: int) -> None:
    before = next_release(seed, 20, 15)
    order = list(range(35))
    random.Random(seed).shuffle(order)
    place = {item: number for number, item in enumerate(order)}
    after = SelectionProblem(
        values=[before.values[item] for item in order],
        costs=[[row[item] for item in order] for row in before.costs],
        budgets=before.budgets,
        needs=[[place[need] for need in before.needs[item]] for item in order],
    )
    assert found(select(before, BRIEF)).value == found(select(after, BRIEF)).value


def test_the_same_problem_and_work_give_the_same_choice() -> None:
    given_problem = next_release(7, 30, 25)
    assert select(given_problem, BRIEF) == select(given_problem, BRIEF)


def test_the_quick_choice_is_near_the_best() -> None:
    shares = []
    for seed in range(5):
        given_problem = next_release(seed, 40, 30)
        quick = found(select(given_problem, Work(moves=40, seed=seed, seconds=0)))
        best = found(select(given_problem, BRIEF))
        shares.append(quick.value / best.value)
    assert min(shares) >= 0.96


def test_progress_rises_and_bounds_fall_to_the_answer() -> None:
    seen: list[tuple[int, int | None]] = []
    choice = found(
        select(next_release(3, 80, 70), BRIEF, lambda value, bound: seen.append((value, bound)))
    )
    values = [value for value, _ in seen]
    bounds = [bound for _, bound in seen if bound is not None]
    assert seen[-1] == (choice.value, choice.value)
    assert max(values) == choice.value
    assert min(bounds) == choice.value


def test_a_proof_that_runs_out_of_time_says_so() -> None:
    choice = found(select(next_release(1, 300, 250), Work(moves=5, seconds=1e-6)))
    assert choice.stopped_by_clock
    assert choice.proof is Proof.WITHIN
    assert choice.bound is not None
    assert choice.bound > choice.value


@pytest.mark.parametrize(
    "more",
    [
        {"needs": [(), (5,)]},
        {"costs": [[1]]},
        {"budgets": [1, 2]},
        {"values": [1, -1]},
        {"needs": [()]},
        {"must": frozenset({2})},
    ],
)
def test_what_does_not_fit_together_is_refused(more: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"item|budget|negative"):
        SelectionProblem(
            **{"values": [1, 1], "costs": [[1, 1]], "budgets": [1], "needs": [(), ()]} | more
        )


@settings(max_examples=SOAK if is_soak() else 40)
@given(seed=st.integers(0, 10**6), count=st.integers(1, 7))
def test_the_least_growth_of_a_budget_that_helps(*, seed: int, count: int) -> None:
    given_problem = random_problem(seed, count, budgets=2, bound=True)
    best = best_by_trying(given_problem)
    if best is None:
        return
    step = extra_needed(given_problem, 1, best)
    tried = (
        more
        for more in range(sum(given_problem.costs[1]) + 1)
        if (best_by_trying(with_more(given_problem, 1, more)) or 0) > best
    )
    assert step == next(tried, None)


def with_more(given_problem: SelectionProblem, budget: int, more: int) -> SelectionProblem:
    budgets = list(given_problem.budgets)
    budgets[budget] += more
    return replace(given_problem, budgets=budgets)
