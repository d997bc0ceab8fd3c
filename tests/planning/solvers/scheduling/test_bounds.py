"""Bounds are what can be reckoned by hand, and rise where weight moves along links."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.planning.solvers.scheduling import sharing
from assistant.planning.solvers.scheduling.bounds import chains, least_cost
from assistant.planning.solvers.scheduling.problem import Problem
from assistant.planning.solvers.scheduling.tables import lay_out
from tests.planning.solvers.scheduling.projects import project

UNKNOWN = 1_000_000


def bound(problem: Problem, weights: list[int] | None = None, known: int = UNKNOWN) -> int:
    layout = lay_out(problem, None if weights is None else np.array(weights))
    return least_cost(layout, problem.demands[layout.order], problem.capacities, known)


def test_chains_count_lags_before_and_after() -> None:
    problem = project([2, 3, 4], [(2, 0, 1), (0, 1, 2)])
    layout = lay_out(problem, None)
    found = chains(layout)
    assert layout.given(found.heads).tolist() == [5, 9, 0]
    assert layout.given(found.tails).tolist() == [5, 0, 8]
    assert bound(problem) == 12


def test_work_between_head_and_tail_bounds_the_makespan() -> None:
    links = [(0, each, 0) for each in (1, 2, 3)] + [(each, 4, 0) for each in (1, 2, 3)]
    demands = [[0], [2], [2], [1], [0]]
    assert bound(project([3, 4, 4, 2, 5], links, demands, [3])) == 3 + 6 + 5


def test_one_machine_in_smiths_sequence_is_bounded_exactly() -> None:
    assert bound(project([3, 1, 2]), [1, 4, 2]) == 4 * 1 + 2 * 3 + 1 * 6


def test_where_nothing_is_shared_the_chains_are_the_bound() -> None:
    problem = project([3, 2], [(0, 1, 1)], [[0], [0]])
    assert bound(problem, [2, 5]) == 2 * 3 + 5 * 6


def test_weight_moved_along_links_raises_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = project([9, 1, 1, 1], [(0, 1, 0)])
    weights = [0, 9, 1, 1]
    raised = bound(problem, weights, known=112)
    monkeypatch.setattr(sharing, "_STEPS", 0)
    assert bound(problem, weights) < raised <= 111
