"""What cannot be scheduled is said with the tasks and the resource in question."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.errors import BadInput
from assistant.planning.solvers.scheduling.effort import Effort
from assistant.planning.solvers.scheduling.problem import (
    LONGEST,
    Unschedulable,
    topological_order,
)
from assistant.planning.solvers.scheduling.schedule import schedule
from tests.planning.solvers.scheduling.projects import project


def test_a_circle_is_named_task_by_task() -> None:
    with pytest.raises(Unschedulable, match="circle") as refused:
        project([1, 1, 1, 1], [(0, 1, 0), (1, 2, 0), (2, 1, 0), (2, 3, 0)])
    assert sorted(refused.value.tasks) == [1, 2]
    assert isinstance(refused.value, BadInput)


def test_the_circle_follows_its_links() -> None:
    links = [(3, 0, 0), (0, 2, 0), (2, 3, 0), (1, 0, 0)]
    with pytest.raises(Unschedulable) as refused:
        project([1] * 4, links)
    circle = refused.value.tasks
    pairs = {(before, after) for before, after, _ in links}
    assert all(pair in pairs for pair in zip(circle, circle[1:] + circle[:1], strict=True))


def test_a_task_that_waits_for_itself_is_a_circle() -> None:
    with pytest.raises(Unschedulable) as refused:
        project([1, 1], [(1, 1, 0)])
    assert refused.value.tasks == (1,)


def test_demand_over_capacity_names_task_and_resource() -> None:
    with pytest.raises(Unschedulable, match="needs 5 of resource 1, which has 4") as refused:
        project([1, 2], demands=[[1, 1], [0, 5]], capacities=[2, 4])
    assert (refused.value.tasks, refused.value.resource) == ((1,), 1)


def test_a_task_without_duration_takes_nothing() -> None:
    solved = schedule(project([0, 2], demands=[[9], [1]]), None, Effort(schedules=5, swift=False))
    assert solved.cost == 2


@pytest.mark.parametrize(
    ("durations", "links", "demands", "capacities"),
    [
        ([-1], [], [[1]], [1]),
        ([1], [], [[-1]], [1]),
        ([1], [], [[0]], [-1]),
        ([1, 1], [(0, 1, -2)], [[0], [0]], [1]),
        ([1, 1], [(0, 2, 0)], [[0], [0]], [1]),
        ([LONGEST, 1], [], [[0], [0]], [1]),
    ],
)
def test_numbers_that_make_no_sense_are_refused(
    durations: list[int],
    links: list[tuple[int, int, int]],
    demands: list[list[int]],
    capacities: list[int],
) -> None:
    with pytest.raises(Unschedulable):
        project(durations, links, demands, capacities)


@pytest.mark.parametrize("weights", [[1], [1, -1], [1, 1 << 61]])
def test_weights_that_do_not_fit_are_refused(weights: list[int]) -> None:
    with pytest.raises(Unschedulable):
        schedule(project([3, 3]), np.array(weights), Effort(schedules=1, swift=False))


def test_the_arrays_of_a_problem_are_frozen_copies() -> None:
    durations = np.array([1, 2])
    problem = project(durations.tolist())
    with pytest.raises(ValueError, match="read-only"):
        problem.durations[0] = 5


def test_topological_order_prefers_lower_numbers() -> None:
    assert topological_order(project([1] * 4, [(3, 0, 0), (2, 1, 0)])) == [2, 3, 1, 0]
