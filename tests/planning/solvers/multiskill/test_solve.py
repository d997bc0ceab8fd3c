"""Schedules of work that needs people with skills hold, are as good as said, and repeat."""

from itertools import count
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.solvers.multiskill.crowds import crowds, energy_bound
from assistant.planning.solvers.multiskill.problem import MultiSkillProblem
from assistant.planning.solvers.multiskill.schedule import schedule_in
from assistant.planning.solvers.multiskill.search import first_schedule, search
from assistant.planning.solvers.multiskill.solve import Budget, solve
from evals.benchmarks.baselines.plain_multiskill import plain_cp_sat
from evals.benchmarks.checking.mspsp import violations
from tests.planning.solvers.multiskill.problems import problems

BUDGET = Budget(schedules=60, deterministic=0.5, wall=60)


def still() -> float:
    return 0.0


@given(problems(), st.randoms(use_true_random=False))
def test_any_order_becomes_a_schedule_that_holds(
    problem: MultiSkillProblem, random: Random
) -> None:
    order = random.sample(range(problem.size), problem.size)
    asked = random.sample(range(len(problem.skills)), len(problem.skills))
    found = schedule_in(problem, order, asked)
    assert violations(problem, found.starts, found.staffing) == []
    assert energy_bound(problem) <= found.makespan


@given(problems())
@settings(max_examples=40)
def test_a_proved_makespan_is_that_of_the_textbook_model(problem: MultiSkillProblem) -> None:
    solved = solve(problem, still, BUDGET)
    assert violations(problem, solved.schedule.starts, solved.schedule.staffing) == []
    assert solved.bound <= solved.schedule.makespan
    plain, proved = plain_cp_sat(problem, 20, 1, 0)
    assert plain is not None
    assert proved
    if all(problem.durations):
        assert solved.is_proved
        assert solved.schedule.makespan == plain.makespan
    else:  # the textbook lets somebody do several things that take no time at one moment
        assert solved.schedule.makespan >= plain.makespan


@given(problems())
@settings(max_examples=15)
def test_the_same_budget_gives_the_same_schedule(problem: MultiSkillProblem) -> None:
    assert solve(problem, still, BUDGET, 7) == solve(problem, still, BUDGET, 7)


@given(problems())
@settings(max_examples=20)
def test_the_search_is_never_worse_than_its_first_rule(problem: MultiSkillProblem) -> None:
    found = search(problem, 3, 40, 0, lambda: False)
    assert found.best.makespan <= first_schedule(problem).makespan


def test_a_flexible_person_is_kept_for_what_only_they_can_do() -> None:
    one_of_each = MultiSkillProblem(
        durations=(3, 3),
        needs=((1, 0), (0, 1)),
        skills=(frozenset({0, 1}), frozenset({0})),
        predecessors=((), ()),
    )
    assert first_schedule(one_of_each).makespan == 3


def test_crowds_see_that_two_tasks_share_a_person() -> None:
    shared = MultiSkillProblem(
        durations=(2, 2),
        needs=((1, 0), (0, 1)),
        skills=(frozenset({0, 1}),),
        predecessors=((), ()),
    )
    assert [crowd.demands for crowd in crowds(shared)] == [(1, 1)]
    assert solve(shared, still, Budget(deterministic=0)).is_proved


def test_time_that_is_up_is_said_and_still_gives_a_schedule() -> None:
    hours = count(start=0, step=3_600)
    random = Random(4)
    skills = tuple(frozenset(range(3)) - {missing} for missing in range(3))
    problem = MultiSkillProblem(
        durations=tuple(random.randint(1, 9) for _ in range(12)),
        needs=tuple(tuple(random.choice([(1, 0, 0), (0, 1, 1), (1, 0, 1)])) for _ in range(12)),
        skills=skills,
        predecessors=((),) * 12,
    )
    solved = solve(problem, lambda: float(next(hours)), Budget(wall=1))
    assert solved.stopped
    assert violations(problem, solved.schedule.starts, solved.schedule.staffing) == []


def test_a_chain_of_thousands_of_tasks_is_scheduled() -> None:
    size = 3_000
    chain = MultiSkillProblem(
        durations=(1,) * size,
        needs=((1,),) * size,
        skills=(frozenset({0}),),
        predecessors=((), *((task,) for task in range(size - 1))),
    )
    assert schedule_in(chain, tuple(reversed(range(size))), (0,)).makespan == size


@pytest.mark.parametrize("durations", [(), (0, 0)])
def test_no_work_takes_no_time(durations: tuple[int, ...]) -> None:
    size = len(durations)
    idle = MultiSkillProblem(durations, ((0,),) * size, (frozenset({0}),), ((),) * size)
    assert solve(idle, still).schedule.makespan == 0
