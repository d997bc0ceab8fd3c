"""Remembers which days were given to people, so that they can be judged when their time has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.errors import StoreFault
from assistant.governance.scoreboard.given import GivenForecast
from assistant.planning.forecast.outlook import EVEN, SURE, Forecast
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.usecases.assessment import Assessment
from assistant.values import Fact

_OPEN = (StatusCategory.TODO, StatusCategory.DOING)


def note_forecasts(assessment: Assessment, answer: Forecast) -> None:
    """Keep the days of an answer that is given now; one about a day of the past gives none.

    The answer is given also where the store cannot keep it, which is logged.
    """
    app, seen = assessment.app, assessment.seen
    given = tuple(given_forecasts(answer, seen))
    if not given or seen.as_of < app.store.as_of_dates()[-1]:
        return
    if set(given) <= set(app.store.forecasts()):
        return
    try:
        with app.store.unit_of_work() as unit:
            unit.keep_forecasts(given)
    except StoreFault as fault:
        app.log.event("forecast not remembered", why=str(fault))


def given_forecasts(answer: Forecast, seen: Snapshot) -> Iterator[GivenForecast]:
    """Yield the days of an answer about milestones, items and projects, at each of its chances."""
    asked = next((each for each in answer.dates if each.sure is not None), None)
    if asked is not None and answer.subject.split(":", 1)[0] in _TABLES:
        yield from _days(answer.subject, asked.even, asked.sure, seen)
    for promise in answer.commitments:
        yield from _days(promise.subject, promise.even, promise.sure, seen)
    for project in answer.projects:
        subject = f"{Project.table}:{project.project}"
        yield from _days(subject, project.even, project.sure, seen)


_TABLES = (Milestone.table, WorkItem.table, Project.table)


def _days(
    subject: str, even: Fact | None, sure: Fact | None, seen: Snapshot
) -> Iterator[GivenForecast]:
    table, key = subject.split(":", 1)
    items = _open_items(seen, key) if table == Project.table else ()
    for chance, fact in ((EVEN, even), (SURE, sure)):
        if fact is not None and isinstance(fact.value, date):
            yield GivenForecast(
                subject=subject, chance=chance, day=fact.value, given_on=seen.as_of, items=items
            )


def _open_items(seen: Snapshot, project: str) -> tuple[str, ...]:
    return tuple(
        item.key
        for item in seen.all(WorkItem)
        if item.project == project and item.category in _OPEN
    )
