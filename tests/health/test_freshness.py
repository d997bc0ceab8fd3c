"""How long a project has been silent."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.health.freshness import Freshness
from assistant.policy import default_policy
from assistant.portfolio.project import Project, StatusUpdate
from assistant.portfolio.snapshot import Snapshot

TODAY = date(2026, 11, 16)
LIMIT = int(default_policy().limit("status_update_stale_days"))
PROJECT = Project(key="P", name="P", start=date(2026, 1, 5))


def update(days_ago: int, project: str = "P") -> StatusUpdate:
    day = TODAY - timedelta(days=days_ago)
    return StatusUpdate(key=f"{project}/{day}", project=project, day=day)


def freshness(*updates: StatusUpdate) -> Freshness:
    return Freshness(Snapshot.of(TODAY, [PROJECT, *updates]), default_policy())


def test_silence_is_counted_from_the_last_update() -> None:
    assert not freshness(update(LIMIT), update(90)).is_stale(PROJECT)
    assert freshness(update(LIMIT + 1), update(90)).is_stale(PROJECT)


def test_an_update_from_the_future_does_not_count() -> None:
    assert freshness(update(LIMIT + 1), update(-1)).is_stale(PROJECT)


def test_where_nobody_reports_nobody_is_silent() -> None:
    found = freshness()
    assert found.silent_since(PROJECT) is None
    assert not found.is_stale(PROJECT)


def test_where_others_report_a_project_is_silent_since_its_start() -> None:
    found = freshness(update(1, "Q"))
    assert found.silent_since(PROJECT) == PROJECT.start
    assert found.is_stale(PROJECT)


def test_a_project_that_has_not_started_is_not_silent() -> None:
    found = freshness(update(1, "Q"))
    assert found.silent_since(Project(key="R", name="R", start=date(2027, 1, 1))) is None
    assert found.silent_since(Project(key="R", name="R")) is None
