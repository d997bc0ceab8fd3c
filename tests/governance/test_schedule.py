"""When something was due last, in the organisation's zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import BadInput
from assistant.governance.schedule import Schedule

START = datetime(2020, 1, 1, tzinfo=UTC)
DUBLIN = ZoneInfo("Europe/Dublin")


@pytest.mark.parametrize(
    ("text", "now", "due"),
    [
        ("monday 07:00", "2026-11-16T07:00", "2026-11-16T07:00"),
        ("mon 7:00", "2026-11-16T06:59", "2026-11-09T07:00"),
        ("daily 02:00", "2026-11-16T01:59", "2026-11-15T02:00"),
        ("Monday 07:00", "2026-07-20T06:30", "2026-07-20T06:00"),
        ("daily 01:30", "2026-03-29T03:00", "2026-03-29T01:30"),
    ],
)
def test_the_last_due_moment(text: str, now: str, due: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    expected = datetime.fromisoformat(due).replace(tzinfo=UTC)
    assert Schedule.parse(text).last_due(at, DUBLIN) == expected


@given(
    st.integers(0, 7_000 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)),
    st.sampled_from(["monday", "sunday", "daily"]),
    st.times(),
)
def test_it_is_never_ahead_and_at_most_one_turn_ago(now: datetime, day: str, at: object) -> None:
    schedule = Schedule.parse(f"{day} {at:%H:%M}")
    due = schedule.last_due(now, DUBLIN)
    turn = timedelta(days=1 if day == "daily" else 7)
    assert timedelta(0) <= now - due < turn + timedelta(hours=1, minutes=1)
    assert schedule.last_due(due, DUBLIN) == due


@pytest.mark.parametrize("text", ["", "monday", "t 07:00", "someday 07:00", "mon 24:00", "mon 7"])
def test_what_is_no_schedule_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="monday 07:00"):
        Schedule.parse(text)
