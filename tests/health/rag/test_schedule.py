"""The schedule of a project by rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.health.verdicts import Dimension, DimensionVerdict
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.work import WorkItem
from tests.health.rag.judged import budget, health, milestone, project, says, verdict

FREEZE = Freeze(key="YE", name="Year-end freeze", start=date(2026, 12, 14), end=date(2027, 1, 3))


def schedule(*things: Noun, tolerance: Any = "normal", **fields: Any) -> DimensionVerdict:
    found = health(project(**fields), *things, tolerance=tolerance)
    return verdict(found, Dimension.SCHEDULE)


def slip(days: int, **fields: Any) -> Noun:
    """A milestone agreed for 1 December that slips by some days."""
    return milestone(
        baseline=date(2026, 12, 1),
        forecast=date.fromordinal(date(2026, 12, 1).toordinal() + days),
        **fields,
    )


@pytest.mark.parametrize(
    ("days", "colour"),
    [(-5, "green"), (0, "green"), (7, "green"), (8, "amber"), (14, "amber"), (15, "red")],
)
def test_a_slip_is_judged_against_the_tolerance(days: int, colour: str) -> None:
    assert schedule(slip(days)).rag == colour


@pytest.mark.parametrize(
    ("tolerance", "colour"), [("strict", "red"), ("normal", "amber"), ("lenient", "green")]
)
def test_three_strengths(tolerance: str, colour: str) -> None:
    assert schedule(slip(12), tolerance=tolerance).rag == colour


@pytest.mark.parametrize("tolerance", ["strict", "normal", "lenient"])
def test_the_projects_own_tolerance_wins(tolerance: str) -> None:
    found = schedule(slip(12), tolerance=tolerance, tolerance_schedule_days=11)
    assert found.rag == "red"
    assert "where 11 days is allowed" in says(found.because)


def test_a_release_in_a_freeze_counts_as_the_first_day_after_it() -> None:
    found = schedule(slip(17, is_release=True), FREEZE)
    assert says(found.because) == (
        "Red: Go-live is planned for Fri 18 Dec, inside Year-end freeze, so expected on "
        "Mon 4 Jan 2027, 34 days after the Tue 1 Dec first agreed, where 14 days is allowed."
    )
    fact = found.because.facts["date_slip"]
    assert fact.arithmetic == "2027-01-04 − 2026-12-01"
    assert {(source.file, source.column) for source in fact.sources} == {
        ("milestones.csv", "forecast"),
        ("milestones.csv", "baseline"),
        ("freezes.csv", "end"),
    }


def test_a_promise_that_breaks_is_red_whatever_the_tolerance() -> None:
    found = schedule(
        slip(1, committed=date(2026, 12, 1)), tolerance="lenient", tolerance_schedule_days=60
    )
    assert (found.rag, found.rule) == ("red", "schedule-promise-broken")
    assert "1 day after the promised Tue 1 Dec" in says(found.because)


def test_a_promise_without_room_is_amber() -> None:
    found = schedule(milestone(forecast=date(2026, 12, 11), committed=date(2026, 12, 11)))
    assert says(found.because) == (
        "Amber: Go-live is expected on Fri 11 Dec and promised for Fri 11 Dec, with 0 days of room."
    )


def test_a_promise_with_room_is_green() -> None:
    assert (
        schedule(milestone(forecast=date(2026, 12, 1), committed=date(2026, 12, 11))).rag
        == "green"
    )


def test_the_worst_date_is_told() -> None:
    early = milestone("A", name="Pilot", baseline=date(2026, 12, 1), forecast=date(2026, 12, 1))
    late = milestone("B", name="Roll-out", baseline=date(2027, 1, 1), forecast=date(2027, 3, 1))
    assert "Roll-out is expected" in says(schedule(early, late).because)


def test_what_has_happened_no_longer_counts() -> None:
    late = milestone(baseline=date(2026, 6, 1), forecast=date(2026, 9, 1), actual=date(2026, 9, 1))
    assert schedule(late).rag == "grey"


def test_the_end_against_the_end_first_agreed() -> None:
    found = schedule(end=date(2027, 4, 30), baseline_end=date(2027, 4, 1))
    assert says(found.because).startswith("Red: the end is expected on Fri 30 Apr 2027, 29 days")


def test_an_end_that_has_passed_counts_up_to_today() -> None:
    found = schedule(end=date(2026, 10, 1))
    assert says(found.because) == (
        "Red: the end was planned for Thu 1 Oct and is still open 46 days later, "
        "where 14 days is allowed."
    )


@pytest.mark.parametrize(
    ("end", "colour"), [(date(2026, 11, 16), "grey"), (date(2026, 11, 15), "amber")]
)
def test_an_end_that_has_just_passed_warns(end: date, colour: str) -> None:
    assert schedule(end=end).rag == colour


def test_an_end_to_come_without_the_end_first_agreed_is_grey_with_a_name() -> None:
    found = schedule(end=date(2027, 10, 1))
    assert says(found.because) == "Grey: no agreed day and forecast to compare; ask Ben Castellan."
    assert found.remedy is not None


def test_an_agreed_day_that_has_passed_without_a_word_is_late() -> None:
    found = schedule(milestone(baseline=date(2026, 10, 1)))
    assert "planned for Thu 1 Oct but still open, 46 days after" in says(found.because)


@pytest.mark.parametrize(
    ("earned", "colour"),
    [(84, "red"), (85, "amber"), (94, "amber"), (95, "green"), (120, "green")],
)
def test_pace_alone_is_judged_where_there_are_no_dates(earned: int, colour: str) -> None:
    assert schedule(budget(planned_value=100, earned_value=earned)).rag == colour


def test_pace_speaks_beside_a_slip() -> None:
    found = schedule(slip(40), budget(planned_value=100, earned_value=80))
    assert [says(each) for each in found.also] == [
        "Also, 80 % of the work planned by now is earned, where 85 % are needed."
    ]


def test_good_pace_does_not_hide_a_slip() -> None:
    assert schedule(slip(40), budget(planned_value=100, earned_value=100)).rag == "red"


def test_a_plan_of_nothing_says_nothing_about_pace() -> None:
    assert schedule(budget(planned_value=0, earned_value=10)).rag == "grey"


def item(key: str, due: date, **fields: Any) -> WorkItem:
    return WorkItem.model_validate(
        {"key": key, "name": "Work", "project": "ATLAS", "due": due, **fields}
    )


def test_work_long_past_due_warns() -> None:
    found = schedule(item("ATL-2", date(2026, 10, 30)), item("ATL-1", date(2026, 11, 1)))
    assert says(found.because) == (
        "Amber: 2 pieces of work are past the due day, Work (ATL-2) by 17 days."
    )


@pytest.mark.parametrize(
    "fields", [{"minor": True}, {"category": "done"}, {"category": "dropped"}, {"project": None}]
)
def test_minor_and_finished_work_does_not_warn(fields: dict[str, Any]) -> None:
    assert schedule(item("ATL-1", date(2026, 9, 1), **fields)).rag == "grey"


def test_work_a_few_days_past_due_does_not_warn_and_is_no_proof_of_health() -> None:
    assert schedule(item("ATL-1", date(2026, 11, 10))).rag == "grey"
    assert schedule(item("ATL-1", date(2026, 11, 10)), slip(0)).rag == "green"
