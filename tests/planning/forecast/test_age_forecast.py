"""An item in progress is compared with finished ones that were as old."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.planning.forecast.age_forecast import AgeForecast
from assistant.planning.forecast.subject import Subjects
from assistant.policy import default_policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Project
from assistant.portfolio.work import StatusCategory
from tests.planning.backlogs import MONDAY, item, portfolio, started
from tests.planning.told import text


def took(days: int, **more: str) -> Noun:
    began = MONDAY - timedelta(days=100)
    finished = began + timedelta(days=days)
    return item(f"D{days}", category=StatusCategory.DONE, started=began, finished=finished, **more)


def by_age(age: int, *things: Noun) -> AgeForecast:
    running = started("A", started=MONDAY - timedelta(days=age))
    snapshot = portfolio([running, *things])
    return AgeForecast(Facts(snapshot), default_policy(), Subjects(snapshot).item("A"))


@pytest.mark.parametrize(("age", "even", "sure"), [(0, 5, 9), (4, 7, 10), (5, 8, 10)])
def test_only_those_that_took_longer_count(age: int, even: int, sure: int) -> None:
    found = by_age(age, *(took(days) for days in range(1, 11))).dated()
    began = MONDAY - timedelta(days=age)
    assert found is not None
    assert found.even is not None
    assert found.sure is not None
    assert found.even.value == began + timedelta(days=even)
    assert found.sure.value == began + timedelta(days=sure)


def test_it_says_with_how_many_it_was_compared() -> None:
    aged = by_age(4, *(took(days) for days in range(1, 11)))
    assert text(aged.rests_on()) == (
        "Age: the 6 finished items that took longer than the 4 days it has been in progress."
    )


def test_older_than_almost_all_is_no_basis() -> None:
    assert by_age(8, *(took(days) for days in range(1, 11))).dated() is None


def test_confidential_work_is_left_out() -> None:
    secret = Project(key="S", name="Secret", confidential=True)
    hidden = (took(days, project="S") for days in range(1, 11))
    assert by_age(0, secret, *hidden).dated() is None


def test_what_has_not_begun_has_no_age() -> None:
    snapshot = portfolio([item("A"), *(took(days) for days in range(1, 11))])
    for key in ("A", "D1"):
        aged = AgeForecast(Facts(snapshot), default_policy(), Subjects(snapshot).item(key))
        assert aged.dated() is None
