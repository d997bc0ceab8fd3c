"""The day on which a milestone can happen once its work is done."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.planning.forecast.go_live import GoLive
from assistant.portfolio.organisation import Freeze, Holiday
from assistant.portfolio.people import Availability
from assistant.portfolio.project import Milestone, Project
from tests.planning.backlogs import person, portfolio

FREEZE = Freeze(key="YE", name="Year end", start=date(2026, 12, 14), end=date(2027, 1, 3))
AWAY = Availability(key="a", person="rosa", start=date(2026, 12, 7), end=date(2026, 12, 9))
OFF = Holiday(key="h", day=date(2027, 1, 4))


def day(done: date, **fields: Any) -> date:
    milestone = Milestone(key="M", project="P", name="Go-live", **fields)
    project = Project(key="P", name="P")
    snapshot = portfolio([project, milestone, FREEZE, AWAY, OFF, person("rosa")])
    return GoLive(snapshot).day(milestone, done)


@pytest.mark.parametrize(
    ("done", "fields", "expected"),
    [
        (date(2026, 12, 11), {"is_release": True}, date(2026, 12, 11)),
        (date(2026, 12, 14), {"is_release": True}, date(2027, 1, 5)),
        (date(2026, 12, 14), {}, date(2026, 12, 14)),
        (date(2026, 12, 12), {}, date(2026, 12, 14)),
        (date(2026, 12, 8), {"needs_person": "rosa"}, date(2026, 12, 10)),
        (date(2026, 12, 1), {"forecast": date(2026, 12, 4)}, date(2026, 12, 4)),
        (date(2026, 12, 1), {"forecast": date(2026, 11, 4)}, date(2026, 12, 1)),
    ],
)
def test_freezes_holidays_people_and_the_owners_own_day(
    done: date, fields: dict[str, Any], expected: date
) -> None:
    assert day(done, **fields) == expected


def test_a_freeze_without_end_gives_up_where_it_began() -> None:
    forever = Freeze(key="F", name="For good", start=date(2026, 1, 1), end=date(2030, 1, 1))
    milestone = Milestone(key="M", project="P", name="Go-live", is_release=True)
    snapshot = portfolio([Project(key="P", name="P"), milestone, forever])
    assert GoLive(snapshot).day(milestone, date(2026, 12, 1)) == date(2026, 12, 1)
