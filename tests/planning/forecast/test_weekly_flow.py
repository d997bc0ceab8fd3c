"""Which weeks count for a group's pace, and what of each."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.planning.forecast.weekly_flow import weekly_flow
from assistant.portfolio.work import StatusCategory, WorkItem
from tests.planning.backlogs import item

TODAY = date(2026, 11, 18)


def done(key: str, finished: date, **more: object) -> WorkItem:
    return item(key, category=StatusCategory.DONE, finished=finished, **more)


def test_weeks_without_any_count_as_zero() -> None:
    items = [done("A", date(2026, 10, 20), started=date(2026, 10, 6)), done("B", TODAY)]
    flow = weekly_flow(items, TODAY, 32)
    assert flow.mondays[0] == date(2026, 10, 12)
    assert flow.finished.tolist() == [0, 1, 0, 0, 0]
    assert flow.keys == ("A",)


def test_the_week_of_today_is_not_over() -> None:
    items = [done("A", date(2026, 11, 2)), done("B", date(2026, 11, 17))]
    assert weekly_flow(items, TODAY, 32).finished.tolist() == [0]


def test_no_more_weeks_than_asked_for() -> None:
    items = [done(f"I{n}", TODAY - timedelta(weeks=n)) for n in range(1, 30)]
    flow = weekly_flow(items, TODAY, 8)
    assert flow.finished.tolist() == [1] * 8
    assert flow.total == 8


def test_a_week_nobody_works_teaches_nothing() -> None:
    week = frozenset(date(2026, 11, 2) + timedelta(days=n) for n in range(5))
    items = [done("A", date(2026, 10, 20)), done("B", date(2026, 11, 10))]
    assert weekly_flow(items, TODAY, 32, week).mondays == (date(2026, 10, 26), date(2026, 11, 9))


def test_what_was_dropped_did_not_arrive() -> None:
    created = date(2026, 11, 10)
    items = [
        done("A", date(2026, 10, 20)),
        item("B", created=created),
        item("C", created=created, category=StatusCategory.DROPPED),
    ]
    assert weekly_flow(items, TODAY, 32).arrived.tolist() == [0, 0, 1]


def test_nothing_finished_is_no_pace() -> None:
    assert weekly_flow([item("A")], TODAY, 32).weeks == 0
