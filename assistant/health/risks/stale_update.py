"""Projects nobody has reported about for too long, by the table of freshness."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.health.findings.asking import asked
from assistant.health.findings.finding import graveness
from assistant.health.findings.silence import TABLE
from assistant.health.naming import person
from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.policy.effects import EFFECT, PolicyEffect
from assistant.portfolio.facts import Cell
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project, StatusUpdate
from assistant.values import Statement, Unit, say


def stale_updates(survey: Survey) -> Iterator[Risk]:
    """Yield the projects that go on and that the table of freshness does not let pass."""
    for matter, verdict in asked(survey, TABLE):
        project = survey.active[matter.key]
        since = survey.freshness.silent_since(project)
        if since is not None and verdict[EFFECT] != PolicyEffect.ALLOW:
            yield _risk(survey, project, since, graveness(verdict))


def _risk(survey: Survey, project: Project, since: date, severity: Severity) -> Risk:
    owner = survey.who_can_act(project.key)
    led = survey.ownership.owner(project) is not None
    text = "ask for a short update." if led else "name an owner and ask for a short update."
    return risk(
        RiskKind.STALE_UPDATE,
        [project.key],
        severity=severity,
        projects=[project.key],
        headline=say(
            "{silence}{owner}.",
            silence=_silence(survey, project, since),
            owner=_ownerless(survey, project),
        ),
        remedy=survey.ask(owner, text),
        owner=owner,
        since=since,
    )


def _silence(survey: Survey, project: Project, since: date) -> Statement:
    facts = survey.facts
    name = facts.name(Project, project.key)
    subject = f"{Project.table}:{project.key}"
    last = survey.freshness.last(project)
    cell: Cell = (
        (StatusUpdate, last.key, "day") if last is not None else (Project, project.key, "start")
    )
    days = survey.days(subject, "days_silent", survey.today, since, cell)
    if last is None:
        text = "Nobody has reported on {project} since it started on {since}, {days} ago"
        start = facts.cell(Project, project.key, "start", Unit.DATE)
        return say(text, project=name, since=start, days=days)
    day = facts.cell(StatusUpdate, last.key, "day", Unit.DATE)
    return say(
        "{project} was last reported on {since}, {days} ago", project=name, since=day, days=days
    )


def _ownerless(survey: Survey, project: Project) -> Statement:
    """Say that nobody owns it, where that is so: “, and its owner Greta Lindholm left on …”."""
    if survey.ownership.owner(project) is not None:
        return Statement(text="")
    if project.owner is None:
        return Statement(text=", and it has no owner")
    return say(
        ", and its owner {owner} left on {end}",
        owner=person(survey.facts, project.owner),
        end=survey.facts.cell(Person, project.owner, "end", Unit.DATE),
    )
