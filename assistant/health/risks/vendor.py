"""Vendors that several projects rest on without a plan for their failing."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.health.naming import count_of, rest
from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.project import Project, Vendor
from assistant.values import Fact, Statement, say

_NAMED = 5


def vendor_concentrations(survey: Survey) -> Iterator[Risk]:
    """Yield the vendors with too many running projects that have no contingency."""
    exposed: dict[str, list[str]] = {}
    for key, project in survey.projects.items():
        if project.vendor is not None and not (project.contingency or "").strip():
            exposed.setdefault(project.vendor, []).append(key)
    least = survey.policy.limit("vendor_projects")
    for vendor, projects in sorted(exposed.items()):
        if len(projects) >= least:
            yield _risk(survey, vendor, projects)


def _risk(survey: Survey, vendor: str, projects: list[str]) -> Risk:
    facts, of = survey.facts, f"{Vendor.table}:{vendor}"
    names: list[Fact | Statement] = [facts.name(Project, key) for key in projects[:_NAMED]]
    names += rest(facts, Project, projects[_NAMED:], of=of, what="without_contingency")
    return risk(
        RiskKind.VENDOR_CONCENTRATION,
        [vendor],
        severity=Severity.MEDIUM,
        projects=projects,
        headline=say(
            "{count} projects rest on {vendor} and have no plan for its failing: {names}.",
            count=count_of(facts, Project, projects, of=of, what="without_contingency"),
            vendor=facts.name(Vendor, vendor),
            names=names,
        ),
        remedy=Statement(text="Write down for each what happens if the vendor fails."),
        owner=None,
    )
