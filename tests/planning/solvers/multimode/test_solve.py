"""Schedules of several projects hold, never get worse, repeat, and are the best where all is tried."""

from itertools import count, permutations, product

import numpy as np
import pytest
from hypothesis import assume, given, settings

from assistant.errors import BadInput
from assistant.planning.solvers.multimode.arrays import Arrays, arrays_of, schedule_of
from assistant.planning.solvers.multimode.generation import decode
from assistant.planning.solvers.multimode.problem import Job, Mode, MultiModeProblem, Project
from assistant.planning.solvers.multimode.solve import Budget, first_schedule, solve
from evals.benchmarks.checking.mista import objective, violations
from tests.planning.solvers.multimode.problems import SHARED, problems


def still() -> float:
    return 0.0


def has_modes(problem: MultiModeProblem) -> bool:
    """Say by trying all whether each project's stock suffices for some choice of modes."""
    return all(
        any(
            sum(mode.nonrenewable[0] for mode in choice) <= project.nonrenewable[0]
            for choice in product(*(job.modes for job in project.jobs))
        )
        for project in problem.projects
    )


@given(problems())
@settings(max_examples=80)
def test_a_schedule_holds_and_says_its_own_delay(problem: MultiModeProblem) -> None:
    if not has_modes(problem):
        with pytest.raises(BadInput, match="non-renewable"):
            first_schedule(problem)
        return
    first = first_schedule(problem)
    solved = solve(problem, still, Budget(steps=40))
    for found in (first, solved.schedule):
        assert violations(problem, found.starts, found.modes) == []
        assert objective(problem, found.starts, found.modes) == (found.delay, found.makespan)
    better = (solved.schedule.delay, solved.schedule.makespan)
    assert better <= (first.delay, first.makespan)
    assert solved == solve(problem, still, Budget(steps=40))


@given(problems(most=1))
@settings(max_examples=25)
def test_trying_every_order_and_mode_finds_nothing_better(problem: MultiModeProblem) -> None:
    assume(has_modes(problem))
    found = solve(problem, still, Budget(steps=400)).schedule
    assert (found.delay, found.makespan) == _best_of_all(problem)


def _best_of_all(problem: MultiModeProblem) -> tuple[int, int]:
    """Return the best delay and makespan of all active schedules of one project."""
    arrays = arrays_of(problem)
    (project,) = problem.projects
    jobs = range(len(project.jobs))
    rows = [range(arrays.mode_first[job], arrays.mode_first[job + 1]) for job in jobs]
    levels = np.zeros((len(arrays.capacity), arrays.horizon), dtype=np.int64)
    starts = np.zeros(len(jobs), dtype=np.int64)
    found = []
    for order in permutations(jobs):
        if any(set(_before(arrays, job)) - set(order[:at]) for at, job in enumerate(order)):
            continue
        for modes in product(*rows):
            if sum(arrays.eats[row, 0] for row in modes) > project.nonrenewable[0]:
                continue
            decode(arrays, np.array(order), np.array(modes), starts, levels)
            made = schedule_of(problem, arrays, starts.tolist(), modes)
            found.append((made.delay, made.makespan))
    return min(found)


def _before(arrays: Arrays, job: int) -> list[int]:
    return [int(each) for each in arrays.before[slice(*arrays.before_first[job : job + 2])]]


def _two_projects() -> MultiModeProblem:
    jobs = tuple(
        Job((Mode(3, (3, 1), (1,)), Mode(5, (1, 1), (0,))), (job - 1,) if job % 3 else ())
        for job in range(6)
    )
    projects = (Project(f"p{n}", n, 9, jobs, (None, 3), (4,)) for n in range(2))
    return MultiModeProblem(tuple(projects), SHARED)


def test_compiled_loops_take_the_same_steps() -> None:
    problem = _two_projects()
    plain = solve(problem, still, Budget(steps=300), seed=5)
    twin = solve(problem, still, Budget(steps=300, is_compiled=True), seed=5)
    assert plain == twin


def test_time_that_is_up_is_said() -> None:
    hours = count(start=0, step=3_600)
    solved = solve(_two_projects(), lambda: float(next(hours)), Budget(wall=1))
    assert (solved.steps, solved.stopped) == (0, True)


@pytest.mark.parametrize(
    ("project", "said"),
    [
        (Project("Red", 0, 1, (Job((Mode(1, (5, 0), ()),), ()),), (None, 1), ()), "Job 1 of Red"),
        (Project("Red", 0, 1, (Job((Mode(1, (0, 0), ()),), (0,)),), (None, 1), ()), "a circle"),
        (Project("Red", 0, 1, (), (None, 1), ()), "Red has no jobs"),
        (Project("Red", 0, 1, (Job((Mode(1, (0, 0), ()),), ()),), (None, None), ()), "resource 2"),
    ],
)
def test_the_impossible_is_named(project: Project, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        MultiModeProblem((project,), SHARED)


def test_no_project_is_no_problem() -> None:
    with pytest.raises(BadInput, match="no project"):
        MultiModeProblem((), SHARED)
