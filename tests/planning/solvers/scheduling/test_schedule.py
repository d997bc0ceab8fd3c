"""Schedules break nothing, are as good as said, and are the same for the same effort."""

from __future__ import annotations

import itertools
import subprocess
import sys
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.solvers.scheduling.effort import Deadline, Effort, Status
from assistant.planning.solvers.scheduling.problem import Problem
from assistant.planning.solvers.scheduling.schedule import schedule
from tests.planning.soaking import is_soak
from tests.planning.solvers.scheduling.projects import (
    cost,
    is_feasible,
    least_cost_of_all,
    project,
    projects,
    weights_of,
)

PLAIN = Effort(schedules=40, swift=False)
SOAK = 3_000


def seeded(count: int, seed: int) -> Problem:
    """Return a larger project with three resources of 10."""
    dice = np.random.default_rng(seed)
    links = [(int(dice.integers(0, after)), after, 0) for after in range(3, count)]
    return project(
        dice.integers(1, 9, count).tolist(),
        links,
        dice.integers(0, 8, (count, 3)).tolist(),
        [10, 10, 10],
    )


@given(problem=projects(), weighted=st.booleans(), seed=st.integers(0, 99))
@settings(max_examples=SOAK if is_soak() else 60)
def test_a_walk_breaks_nothing_and_is_bounded(
    *, problem: Problem, weighted: bool, seed: int
) -> None:
    weights = weights_of(problem, seed) if weighted else None
    solved = schedule(problem, weights, PLAIN)
    starts = solved.starts.tolist()
    assert is_feasible(problem, starts)
    assert solved.cost == cost(problem, weights, starts)
    best = least_cost_of_all(problem, weights)
    assert solved.bound <= best <= solved.cost
    assert (solved.status is Status.OPTIMAL) == (solved.cost == solved.bound)


@given(problem=projects(most=5), weighted=st.booleans(), seed=st.integers(0, 99))
@settings(max_examples=SOAK if is_soak() else 25)
def test_proof_finds_the_least_cost_of_all(*, problem: Problem, weighted: bool, seed: int) -> None:
    weights = weights_of(problem, seed) if weighted else None
    solved = schedule(problem, weights, Effort(schedules=10, proof=5.0, swift=False))
    assert is_feasible(problem, solved.starts.tolist())
    assert solved.cost == solved.bound == least_cost_of_all(problem, weights)


@given(problem=projects(most=25, resources=14, largest=300), weighted=st.booleans())
@settings(max_examples=SOAK if is_soak() else 15)
def test_many_resources_take_several_words(*, problem: Problem, weighted: bool) -> None:
    weights = weights_of(problem, 1) if weighted else None
    solved = schedule(problem, weights, Effort(schedules=12, swift=False))
    assert is_feasible(problem, solved.starts.tolist())


@pytest.mark.parametrize("weighted", [False, True])
def test_compiled_and_plain_loops_give_the_same(*, weighted: bool) -> None:
    problem = seeded(40, 7)
    weights = weights_of(problem, 7) if weighted else None
    plain, swift = (
        schedule(problem, weights, Effort(schedules=120, swift=each)) for each in (False, True)
    )
    assert plain.starts.tolist() == swift.starts.tolist()
    assert (plain.cost, plain.schedules) == (swift.cost, swift.schedules)


def test_the_same_effort_gives_the_same_answer() -> None:
    problem = seeded(30, 3)
    effort = Effort(schedules=400, proof=0.05)
    first, second = (schedule(problem, weights_of(problem, 3), effort) for _ in range(2))
    assert first.starts.tolist() == second.starts.tolist()
    assert (first.cost, first.bound, first.proof) == (second.cost, second.bound, second.proof)


def test_more_effort_is_never_worse_and_walks_help() -> None:
    problem = seeded(50, 11)
    costs = [
        schedule(problem, None, Effort(schedules=each)).cost for each in (0, 200, 2_000, 20_000)
    ]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] < costs[0]


def test_a_deadline_stops_and_says_so() -> None:
    ticks = itertools.count()
    solved = schedule(
        seeded(60, 5),
        None,
        Effort(schedules=1_000_000, swift=False),
        deadline=Deadline(seconds=4, clock=lambda: float(next(ticks))),
    )
    assert solved.stopped
    assert is_feasible(seeded(60, 5), solved.starts.tolist())


def test_a_race_runs_side_by_side_until_it_is_proved() -> None:
    problem = project([3, 3, 3, 2, 2, 2], demands=[[2]] * 6, capacities=[3])
    solved = schedule(
        problem,
        np.array([1, 2, 3, 4, 5, 6]),
        Effort(schedules=0),
        deadline=Deadline(seconds=5, clock=time.monotonic, is_the_effort=True),
    )
    assert solved.status is Status.OPTIMAL
    assert not solved.stopped
    assert solved.cost == 2 * 6 + 4 * 5 + 6 * 4 + 9 * 3 + 12 * 2 + 15


def test_progress_is_told_from_nothing_to_all() -> None:
    told: list[tuple[int, int | None]] = []
    schedule(
        seeded(30, 1), None, PLAIN, progress=lambda _, done, total: told.append((done, total))
    )
    assert told == sorted(told)
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1]


def test_nothing_to_do_takes_no_time() -> None:
    nothing = project([], demands=[], capacities=[1])
    solved = schedule(nothing, None, Effort(schedules=10, proof=1.0, swift=False))
    assert (solved.cost, solved.status, solved.gap) == (0, Status.OPTIMAL, 0.0)


def test_lags_hold_and_lengthen() -> None:
    problem = project([2, 2, 1], [(0, 1, 3), (1, 2, 1)], demands=[[0], [0], [0]])
    solved = schedule(problem, None, PLAIN)
    assert solved.starts.tolist() == [0, 5, 8]
    assert solved.status is Status.OPTIMAL


def test_a_little_effort_loads_neither_compiler_nor_solver() -> None:
    code = (
        "import sys, numpy as np\n"
        "from assistant.planning.solvers.scheduling.problem import Problem\n"
        "from assistant.planning.solvers.scheduling.effort import Effort\n"
        "from assistant.planning.solvers.scheduling.schedule import schedule\n"
        "p = Problem(durations=np.array([1, 1, 1]), demands=np.array([[2], [2], [2]]),"
        " capacities=np.array([3]), links=np.empty((0, 3), dtype=np.int64))\n"
        "assert schedule(p, None, Effort(schedules=20, swift=False)).cost == 3\n"
        "assert not {'numba', 'ortools'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("count", [2, 3])
def test_few_long_tasks_leave_the_walk_room(count: int) -> None:
    problem = project([400] * count, demands=[[2]] * count, capacities=[3])
    solved = schedule(problem, None, Effort(schedules=150, swift=False))
    assert solved.cost == 400 * count
    assert solved.schedules > 150
