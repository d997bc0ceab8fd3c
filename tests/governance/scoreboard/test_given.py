"""What became of days that were given: of milestones, items and projects."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.governance.scoreboard.given import GivenForecast, counted, outcome_of
from assistant.governance.scoreboard.scored import Verdict
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem

TODAY, GIVEN_ON = date(2026, 11, 16), date(2026, 10, 12)


def day(number: int) -> date:
    return date(2026, 11, number)


def given(subject: str, by: int, *items: str, on: date = GIVEN_ON) -> GivenForecast:
    return GivenForecast(subject=subject, chance=85, day=day(by), given_on=on, items=items)


def verdict(forecast: GivenForecast, *things: Noun) -> Verdict | None:
    found = outcome_of(forecast, Snapshot.of(TODAY, [Project(key="P", name="P"), *things]))
    return None if found is None else found.verdict


@pytest.mark.parametrize(
    ("reached", "by", "expected"),
    [
        (5, 5, Verdict.HELD),
        (6, 5, Verdict.DID_NOT_HOLD),
        (None, 15, Verdict.DID_NOT_HOLD),
        (None, 16, Verdict.TOO_EARLY),
    ],
)
def test_a_milestone_is_judged_by_the_day_it_was_reached(
    reached: int | None, by: int, expected: Verdict
) -> None:
    actual = None if reached is None else day(reached)
    milestone = Milestone(key="M", project="P", name="M", actual=actual)
    assert verdict(given("milestones:M", by), milestone) is expected


def work(key: str, finished: int | None, category: StatusCategory) -> WorkItem:
    on = None if finished is None else day(finished)
    return WorkItem(key=key, name=key, project="P", category=category, finished=on)


DONE, TODO, DROPPED = StatusCategory.DONE, StatusCategory.TODO, StatusCategory.DROPPED


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (work("B", 4, DONE), Verdict.HELD),
        (work("B", 6, DONE), Verdict.DID_NOT_HOLD),
        (work("B", None, TODO), Verdict.DID_NOT_HOLD),
        (work("B", None, DONE), Verdict.CANNOT_BE_TOLD),
        (work("B", None, DROPPED), Verdict.CANNOT_BE_TOLD),
    ],
)
def test_a_project_is_done_when_all_is_that_was_open_then(
    other: WorkItem, expected: Verdict
) -> None:
    forecast = given("projects:P", 5, "A", "B")
    later = work("C", None, TODO)
    assert verdict(forecast, work("A", 3, DONE), other, later) is expected
    assert verdict(forecast, other) is Verdict.CANNOT_BE_TOLD


@pytest.mark.parametrize("subject", ["milestones:X", "work_items:X", "projects:X"])
def test_nothing_is_told_of_what_its_reader_cannot_see(subject: str) -> None:
    assert verdict(given(subject, 5)) is None


def test_of_days_given_again_the_earliest_counts_whatever_order_they_come_in() -> None:
    first, again = given("milestones:M", 5), given("milestones:M", 3, on=day(1))
    other = given("milestones:N", 9)
    assert counted([again, other, first]) == counted([first, again, other]) == (first, other)
