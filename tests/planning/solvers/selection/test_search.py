from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.planning.compiled import compiled
from assistant.planning.solvers.selection.bundles import OpenChoice, open_choice
from assistant.planning.solvers.selection.conflicts import conflict
from assistant.planning.solvers.selection.greedy import greedy
from assistant.planning.solvers.selection.moves import accept_moves
from assistant.planning.solvers.selection.search import improve
from tests.planning.solvers.selection.problems import allowed, next_release, random_problem


def items_of(choice: OpenChoice, wanted: np.ndarray) -> tuple[int, ...]:
    start, parts = choice.bundles.start, choice.bundles.parts
    return choice.items(
        int(part)
        for bundle in np.flatnonzero(wanted)
        for part in parts[start[bundle] : start[bundle + 1]]
    )


@given(st.integers(0, 10**6), st.integers(1, 30), st.integers(0, 3), st.integers(0, 30))
def test_a_search_keeps_to_everything_and_loses_nothing(
    seed: int, count: int, budgets: int, moves: int
) -> None:
    problem = random_problem(seed, count, budgets=budgets, bound=seed % 2 == 0)
    if conflict(problem):
        return
    choice = open_choice(problem)
    first = greedy(choice.bundles)
    then = improve(choice.bundles, first, seed=seed, moves=moves, fast=False)
    assert allowed(problem, frozenset(items_of(choice, first)))
    assert allowed(problem, frozenset(items_of(choice, then)))
    assert problem.worth(items_of(choice, then)) >= problem.worth(items_of(choice, first))


def test_items_that_the_same_customers_need_are_one_part() -> None:
    problem = next_release(5, 40, 10)
    choice = open_choice(problem)
    users: dict[tuple[int, ...], int] = {}
    for part, members in enumerate(choice.members):
        start, end = choice.bundles.user_start[part], choice.bundles.user_start[part + 1]
        assert users.setdefault(tuple(choice.bundles.users[start:end]), part) == part
        assert choice.bundles.values[part] == problem.worth(members)
        assert tuple(choice.bundles.costs[:, part]) == problem.spent(members)


@pytest.mark.parametrize("bound", [False, True])
def test_the_compiled_search_makes_the_same_moves(*, bound: bool) -> None:
    problem = random_problem(11, 60, budgets=2, bound=bound)
    bundles = open_choice(problem).bundles
    start = greedy(bundles)
    plain = improve(bundles, start, seed=3, moves=60, fast=False)
    assert (plain == improve(bundles, start, seed=3, moves=60, fast=True)).all()
    assert compiled(accept_moves) is compiled(accept_moves)
