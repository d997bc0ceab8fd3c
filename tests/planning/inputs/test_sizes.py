from __future__ import annotations

from decimal import Decimal

from assistant.planning.inputs.sizes import (
    ANY_SKILL,
    Measure,
    Size,
    measure_of,
    middle_of,
    size_of,
)
from assistant.portfolio.work import StatusCategory
from assistant.values import Effort
from tests.planning.backlogs import item, skilled, started

DAY = 480


def test_a_size_is_its_skills_together() -> None:
    size = size_of(item("A", estimate=(skilled(4, "iam"), skilled(2, "Backend "))), Measure.WORK)
    assert size == Size((("backend", 2 * DAY), ("iam", 4 * DAY)), stated=True)
    assert size is not None
    assert size.units == 6


def test_the_same_skill_twice_counts_together() -> None:
    size = size_of(item("A", estimate=(skilled(1, "iam"), skilled(2, "IAM"))), Measure.WORK)
    assert size is not None
    assert size.parts == (("iam", 3 * DAY),)


def test_nothing_and_zero_are_no_size() -> None:
    assert size_of(item("A"), Measure.WORK) is None
    assert size_of(item("A", 0), Measure.WORK) is None
    assert size_of(item("A", points=Decimal(0)), Measure.POINTS) is None


def test_work_left_counts_for_what_is_in_progress_spread_as_estimated() -> None:
    size = size_of(
        started("A", estimate=(skilled(4, "a"), skilled(2, "b")), remaining=Effort.of_days(3)),
        Measure.WORK,
    )
    assert size is not None
    assert size.parts == (("a", 2 * DAY), ("b", DAY))


def test_minutes_are_not_lost_in_spreading() -> None:
    thirds = tuple(skilled(1, skill) for skill in "abc")
    size = size_of(started("A", estimate=thirds, remaining=Effort(minutes=100)), Measure.WORK)
    assert size is not None
    assert size.total == 100


def test_work_left_says_nothing_about_what_has_not_started() -> None:
    size = size_of(item("A", 4, remaining=Effort.of_days(1)), Measure.WORK)
    assert size is not None
    assert size.total == 4 * DAY


def test_work_left_alone_is_a_size_of_no_skill() -> None:
    size = size_of(started("A", remaining=Effort.of_days(1)), Measure.WORK)
    assert size is not None
    assert size.parts == ((ANY_SKILL, DAY),)


def test_points_are_measured_in_points() -> None:
    size = size_of(item("A", 9, points=Decimal("2.5")), Measure.POINTS)
    assert size is not None
    assert size.units == Decimal("2.5")


def test_the_measure_is_the_one_that_more_items_have() -> None:
    pointed = [item(f"P{n}", points=Decimal(3)) for n in range(3)]
    assert measure_of([*pointed, item("A", 1)]) is Measure.POINTS
    assert measure_of([pointed[0], item("A", 1)]) is Measure.WORK
    assert measure_of([]) is Measure.WORK


def test_dropped_work_is_measured_like_any() -> None:
    assert size_of(item("A", 1, category=StatusCategory.DROPPED), Measure.WORK) is not None


def test_the_middle_is_one_that_was_stated() -> None:
    sizes = [Size((("a", amount),), stated=True) for amount in (100, 300, 200, 900)]
    assert middle_of(sizes) == 200
    assert middle_of([]) == DAY
