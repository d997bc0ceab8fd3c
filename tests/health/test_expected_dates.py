"""When a milestone is really to be expected."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.health.expected_dates import Expected, ExpectedDates
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot

TODAY = date(2026, 11, 16)
FREEZE = Freeze(key="YE", name="Year end", start=date(2026, 12, 14), end=date(2027, 1, 3))


def expected(**fields: Any) -> Expected | None:
    milestone = Milestone(key="M", project="P", name="Go-live", **fields)
    project = Project(key="P", name="P", systems=("WEB-2",))
    snapshot = Snapshot.of(TODAY, [FREEZE, project, milestone])
    return ExpectedDates(snapshot).of_milestone(milestone)


def test_what_has_happened_is_not_expected() -> None:
    assert expected(forecast=date(2026, 12, 1), actual=date(2026, 11, 2)) is None


def test_a_release_forecast_into_a_freeze_is_expected_after_it() -> None:
    found = expected(forecast=date(2026, 12, 18), is_release=True)
    assert found == Expected("forecast", date(2026, 12, 18), date(2027, 1, 4), FREEZE)


def test_what_releases_nothing_may_fall_into_a_freeze() -> None:
    found = expected(forecast=date(2026, 12, 18))
    assert found == Expected("forecast", date(2026, 12, 18), date(2026, 12, 18))


def test_a_forecast_that_has_passed_can_happen_today_at_the_earliest() -> None:
    found = expected(forecast=date(2026, 11, 2))
    assert found == Expected("forecast", date(2026, 11, 2), TODAY, passed=True)


def test_today_has_not_passed() -> None:
    found = expected(forecast=TODAY)
    assert found == Expected("forecast", TODAY, TODAY)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"baseline": date(2026, 11, 2)}, "baseline"),
        ({"committed": date(2026, 11, 9)}, "committed"),
        ({"baseline": date(2026, 11, 2), "committed": date(2026, 12, 9)}, "baseline"),
        ({"baseline": date(2026, 11, 9), "committed": date(2026, 11, 2)}, "committed"),
    ],
)
def test_without_a_forecast_an_agreed_day_that_has_passed_stands_in(
    fields: dict[str, date], field: str
) -> None:
    found = expected(**fields)
    assert found == Expected(field, fields[field], TODAY, passed=True)


def test_without_a_forecast_an_agreed_day_to_come_says_nothing() -> None:
    assert expected(baseline=date(2026, 12, 1), committed=date(2026, 12, 2)) is None


def test_a_release_that_is_past_its_day_inside_a_freeze_waits_for_its_end() -> None:
    milestone = Milestone(
        key="M", project="P", name="Go-live", forecast=date(2026, 12, 18), is_release=True
    )
    snapshot = Snapshot.of(date(2026, 12, 21), [FREEZE, milestone])
    found = ExpectedDates(snapshot).of_milestone(milestone)
    assert found == Expected("forecast", date(2026, 12, 18), date(2027, 1, 4), FREEZE, passed=True)


def test_an_end_is_expected_when_it_is_stated() -> None:
    snapshot = Snapshot.of(TODAY, [FREEZE])
    dates = ExpectedDates(snapshot)
    assert dates.of_end(Project(key="P", name="P")) is None
    ended = dates.of_end(Project(key="P", name="P", end=date(2026, 10, 1)))
    assert ended == Expected("end", date(2026, 10, 1), TODAY, passed=True)
    later = dates.of_end(Project(key="P", name="P", end=date(2026, 12, 20)))
    assert later == Expected("end", date(2026, 12, 20), date(2026, 12, 20))
