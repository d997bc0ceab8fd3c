"""Who has not updated, and what turns Grey when. Nobody is nudged by asking."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from assistant.health.freshness import Freshness
from assistant.health.survey import Survey
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project, Stage, StatusUpdate
from assistant.usecases.assessment import Assessment
from assistant.values import Fact, Statement, Unit, Value, say

_OVER = (Stage.CLOSED, Stage.STOPPED)


class UpdateDue(Value):
    """A project with the day of its last update and the day it turns Grey, or did."""

    project: str
    silent_days: int
    grey_from: date
    is_stale: bool
    asked: str | None = Field(description="key of who can give an update")
    statement: Statement


def updates_due(assessment: Assessment, by: date | None = None) -> tuple[UpdateDue, ...]:
    """Return projects that are silent beyond the limit, or will be by a day; the longest first."""
    seen, policy = assessment.seen, assessment.app.policy
    freshness, survey = Freshness(seen, policy), Survey(seen, policy)
    found = [
        _due(Facts(seen), survey, project, freshness)
        for project in seen.all(Project)
        if project.stage not in _OVER and _is_asked(freshness, project, by or seen.as_of)
    ]
    return tuple(sorted(found, key=lambda each: (-each.silent_days, each.project)))


def _is_asked(freshness: Freshness, project: Project, by: date) -> bool:
    grey = freshness.grey_from(project)
    return grey is not None and grey <= by


def _due(facts: Facts, survey: Survey, project: Project, freshness: Freshness) -> UpdateDue:
    today = facts.snapshot.as_of
    since = freshness.silent_since(project) or today
    grey = freshness.grey_from(project) or today
    asked = survey.who_can_act(project.key)
    stale = freshness.is_stale(project)
    return UpdateDue(
        project=project.key,
        silent_days=(today - since).days,
        grey_from=grey,
        is_stale=stale,
        asked=asked,
        statement=say(
            "{said}{ask}.",
            said=_said(facts, project, freshness, since, grey),
            ask=_ask(facts, project, asked),
        ),
    )


def _said(
    facts: Facts, project: Project, freshness: Freshness, since: date, grey: date
) -> Statement:
    subject, today = f"projects:{project.key}", facts.snapshot.as_of
    last = freshness.last(project)
    cells = [
        (StatusUpdate, last.key, "day") if last is not None else (Project, project.key, "start")
    ]
    silent = facts.of(
        subject, "days_silent", (today - since).days, Unit.DAYS, cells=cells,
        arithmetic=f"{today} − {since}",
    )  # fmt: skip
    slots: dict[str, Fact] = {
        "project": facts.name(Project, project.key),
        "silent": silent,
    }
    if freshness.is_stale(project):
        return say("{project} has not been reported on for {silent}", **slots)
    return say(
        "{project} turns {grey} on {day} (silent for {silent} by now)",
        grey=facts.of(subject, "rag_then", "grey", Unit.STATUS, cells=cells),
        day=facts.of(subject, "grey_from", grey, Unit.DATE, cells=cells),
        **slots,
    )


def _ask(facts: Facts, project: Project, asked: str | None) -> Statement:
    parts = list(_people(facts, project, asked))
    return say("{parts}", parts=parts) if parts else Statement(text="; nobody is named to ask")


def _people(facts: Facts, project: Project, asked: str | None) -> Iterator[Statement]:
    if asked is not None and asked == project.owner:
        yield say("; ask {who}", who=facts.name(Person, asked))
    elif asked is not None:
        yield say("; its owner is gone, so ask {who}", who=facts.name(Person, asked))
