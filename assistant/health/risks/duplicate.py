"""Projects that are likely doing the same thing twice."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.health.duplicates import Likeness, likely_duplicate_projects
from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.project import Project
from assistant.values import Fact, Statement, Unit, say

_SHOWN = 3


def duplicates(survey: Survey) -> Iterator[Risk]:
    """Yield the pairs of running projects that are likely duplicates."""
    for pair in likely_duplicate_projects(survey.snapshot, survey.policy):
        yield _risk(survey, pair)


def _risk(survey: Survey, pair: Likeness) -> Risk:
    both = [survey.projects[key] for key in (pair.first, pair.second)]
    owner = next((who for project in both if (who := survey.decider(project))), None)
    return risk(
        RiskKind.DUPLICATE,
        [pair.first, pair.second],
        severity=Severity.MEDIUM,
        projects=[pair.first, pair.second],
        headline=_headline(survey, pair),
        remedy=survey.ask(owner, "compare what they are for, and keep a single plan."),
        owner=owner,
    )


def _headline(survey: Survey, pair: Likeness) -> Statement:
    facts = survey.facts
    names = {
        "first": facts.name(Project, pair.first),
        "second": facts.name(Project, pair.second),
    }
    if pair.systems:
        systems = [_system(survey, pair, system) for system in pair.systems[:_SHOWN]]
        text = "{first} and {second} look like the same work: each changes {systems}."
        return say(text, systems=systems, **names)
    alike = facts.of(
        f"{Project.table}:{pair.first}",
        f"name_like_{pair.second}",
        pair.percent,
        Unit.PERCENT,
        cells=[(Project, key, "name") for key in (pair.first, pair.second)],
    )
    text = "{first} and {second} may be the same work: their names are {alike} alike."
    return say(text, alike=alike, **names)


def _system(survey: Survey, pair: Likeness, system: str) -> Fact:
    cells = [(Project, key, "systems") for key in (pair.first, pair.second)]
    return survey.facts.of(f"systems:{system}", "name", system, Unit.NAME, cells=cells)
