"""Chances of days and counts from a plan that is run many times."""

from __future__ import annotations

import random
from datetime import date

import numpy as np
import pytest

from assistant.planning.forecast.estimate_error import ENOUGH, estimate_error
from assistant.planning.forecast.simulated_plan import SimulatedPlan, simulate
from assistant.planning.forecast.sums import low_count
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Project
from assistant.portfolio.work import StatusCategory
from tests.planning.backlogs import MONDAY, item, person, portfolio, queue
from tests.planning.told import with_limit

ORDER = ("KEY-3", "SEN-3", "BEA-6", "KEY-8")


def run(things: list[Noun], *order: str, **more: int) -> SimulatedPlan:
    plan = simulate(portfolio(things), default_policy(), order or ORDER, **more)
    assert plan is not None
    return plan


def one_queue(*more: Noun) -> list[Noun]:
    return [*queue(), person("priya", "iam"), *more]


def test_later_is_surer_and_nothing_is_before_its_plan_by_much() -> None:
    plan = run(one_queue())
    even, sure = (plan.finish_day("KEY-8", percent) for percent in (50, 85))
    assert even is not None
    assert sure is not None
    assert date(2026, 12, 7) <= even < sure <= date(2027, 1, 8)


def test_no_doubt_gives_the_planned_day() -> None:
    policy = with_limit("estimate_spread_percent", 0)
    plan = simulate(portfolio(one_queue()), policy, ORDER)
    assert plan is not None
    days = [plan.finish_day(key) for key in ORDER]
    assert days == [date(2026, 11, 19), date(2026, 11, 26), date(2026, 12, 2), date(2026, 12, 10)]


def test_rows_in_any_order_give_the_same_runs() -> None:
    things = one_queue()
    mixed = random.Random(1).sample(things, len(things))
    assert np.array_equal(run(things).finish, run(mixed).finish)


def test_an_unrelated_item_leaves_every_other_run_as_it_is() -> None:
    before = run(one_queue())
    after = run(
        one_queue(item("ZZZ-1", 3, skill="paint"), person("zoe", "paint")), *ORDER, "ZZZ-1"
    )
    assert np.array_equal(before.finish, after.finish[: len(ORDER)])


def test_another_seed_is_another_sample() -> None:
    assert not np.array_equal(run(one_queue()).finish, run(one_queue(), seed=1).finish)


def test_fewer_items_are_sure_than_likely() -> None:
    chances = run(one_queue()).count_by(ORDER, date(2026, 12, 1))
    assert low_count(chances, 85) <= low_count(chances, 50) <= len(ORDER)


def test_an_unsized_item_is_any_size_policy_allows() -> None:
    plan = run([item("A"), item("B", 4), person("ann", "iam")], "A", "B")
    assert plan.unsized(["A", "B"]) == ("A",)
    longest = float(plan.finish[0].max())
    assert 15 < longest < 40
    assert float(plan.finish[0].min()) < 2.5


def test_the_item_with_the_doubt_decides() -> None:
    plan = run([item("A", 20), item("B", 1), person("ann", "iam")], "A", "B")
    assert plan.deciding(["A", "B"])[0] == "A"
    assert plan.deciding([]) == ()


def test_who_has_nobody_with_the_skill_is_named() -> None:
    plan = run([item("A", 4, skill="lost"), item("B", 4), person("ann", "iam")], "A", "B")
    assert plan.unstaffed(["A", "B"]) == ("A",)


def test_without_people_no_plan_has_days() -> None:
    assert simulate(portfolio(queue()), default_policy(), ORDER) is None
    assert simulate(portfolio([]), default_policy(), ()) is None


def finished(count: int, factor: int, project: str | None = None) -> list[Noun]:
    return [
        item(
            f"D{n}{project or ''}",
            5,
            category=StatusCategory.DONE,
            project=project,
            started=MONDAY.replace(month=9, day=1),
            finished=MONDAY.replace(month=9, day=7 + (n % 2) * factor),
        )
        for n in range(count)
    ]


def test_history_says_how_far_sizes_are_off() -> None:
    policy = default_policy()
    exact = estimate_error(portfolio(finished(ENOUGH, 0)), policy)
    vague = estimate_error(portfolio(finished(ENOUGH, 14)), policy)
    few = estimate_error(portfolio(finished(ENOUGH - 1, 14)), policy)
    assert (exact.items, few.items) == (ENOUGH, 0)
    assert exact.sigma == pytest.approx(0.1)
    assert exact.sigma < vague.sigma


def test_confidential_work_says_nothing_about_sizes() -> None:
    secret = Project(key="S", name="Secret", confidential=True)
    error = estimate_error(portfolio([secret, *finished(ENOUGH, 14, "S")]), default_policy())
    assert error.items == 0
