"""Projects whose scope grows beyond its tolerance, or whose change requests surge."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.health.change_requests import RequestCount, count_requests
from assistant.health.growth import growth_percent, shown
from assistant.health.naming import count_of
from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.control import ChangeRequest
from assistant.portfolio.project import Project
from assistant.values import Statement, Unit, say

_DAYS_PER_WEEK = 7
_GRAVE = 2
"""Times the tolerance from which growth is grave."""


def scope_growth(survey: Survey) -> Iterator[Risk]:
    """Yield the projects that grow beyond tolerance or are asked to change ever more."""
    counts = count_requests(survey.snapshot, survey.policy)
    for key, project in survey.active.items():
        growth = _growth(project)
        grown = growth is not None and growth > _allowed(survey, project)
        count = counts.get(key)
        surge = count is not None and len(count.recent) >= count.many(survey.policy)
        if grown or surge:
            yield _risk(
                survey, project, growth if grown else None, count if count and surge else None
            )


def _growth(project: Project) -> Decimal | None:
    agreed, today = project.scope_baseline, project.scope_current
    return None if agreed is None or today is None else growth_percent(agreed, today)


def _allowed(survey: Survey, project: Project) -> Decimal:
    own = project.tolerance_scope_percent
    return survey.policy.tolerance("scope_percent", "normal") if own is None else own


def _risk(
    survey: Survey, project: Project, growth: Decimal | None, count: RequestCount | None
) -> Risk:
    owner = survey.decider(project)
    grave = growth is not None and growth > _GRAVE * _allowed(survey, project)
    parts = [
        *([_grown(survey, project, growth)] if growth is not None else []),
        *([_surge(survey, project, count)] if count is not None else []),
    ]
    return risk(
        RiskKind.SCOPE_GROWTH,
        [project.key],
        severity=Severity.HIGH if grave and count is not None else Severity.MEDIUM,
        projects=[project.key],
        headline=say(
            "{project}: {parts}.", project=survey.facts.name(Project, project.key), parts=parts
        ),
        remedy=survey.ask(owner, "approve what was added, or take as much out."),
        owner=owner,
    )


def _grown(survey: Survey, project: Project, growth: Decimal) -> Statement:
    agreed, today = project.scope_baseline, project.scope_current
    percent = survey.facts.of(
        f"{Project.table}:{project.key}",
        "scope_growth_percent",
        shown(growth),
        Unit.PERCENT,
        cells=[(Project, project.key, "scope_baseline"), (Project, project.key, "scope_current")],
        arithmetic=f"({today} − {agreed}) ÷ {agreed} × 100",
    )
    return say("its scope is {percent} larger than agreed", percent=percent)


def _surge(survey: Survey, project: Project, count: RequestCount) -> Statement:
    facts, of = survey.facts, f"{Project.table}:{project.key}"
    window = survey.policy.limit("change_request_window_days") / _DAYS_PER_WEEK
    return say(
        "{recent} change [request|requests] came in {window}, after {before} in as many before",
        recent=count_of(facts, ChangeRequest, count.recent, of=of, what="requests_lately"),
        window=facts.of("policy", "change_request_window", window, Unit.WEEKS),
        before=count_of(facts, ChangeRequest, count.before, of=of, what="requests_before"),
    )
