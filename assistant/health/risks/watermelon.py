"""Projects reported green while the evidence is red."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.updates import reported
from assistant.health.verdicts import ProjectHealth, Risk, RiskKind, Severity
from assistant.portfolio.project import Project
from assistant.values import Fact, Unit, say


def watermelons(survey: Survey) -> Iterator[Risk]:
    """Yield the projects whose reported status and status by rule disagree that way."""
    for health in survey.health:
        if health.watermelon:
            yield _risk(survey, health)


def _risk(survey: Survey, health: ProjectHealth) -> Risk:
    project = health.project
    return risk(
        RiskKind.WATERMELON,
        [project],
        severity=Severity.HIGH,
        projects=[project],
        headline=say(
            "{project} is reported {told}, and its figures say otherwise. {because}",
            project=survey.facts.name(Project, project),
            told=_told(survey, project),
            because=health.because,
        ),
        remedy=survey.ask(health.owner, "look at both before the next report goes out."),
        owner=health.owner,
        since=health.reported_on,
    )


def _told(survey: Survey, project: str) -> Fact:
    said = reported(survey.snapshot)[project]
    subject = f"{Project.table}:{project}"
    return survey.facts.of(subject, "reported", said.rag.value, Unit.STATUS, cells=[said.cell])
