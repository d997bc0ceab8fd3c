"""Projects without what others have: an owner, a sponsor, a theme, a budget, dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.health.caveats.finding import ask_owners, caveat, subjects
from assistant.health.naming import count_of, listed
from assistant.health.survey import Survey
from assistant.health.verdicts import Caveat, Severity
from assistant.portfolio.control import BudgetLine
from assistant.portfolio.project import Milestone, Project
from assistant.values import say


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something every project should have, and what having it unlocks."""

    name: str
    severity: Severity
    lacks: str
    ask: str
    unlocks: str


WANTED: tuple[Wanted, ...] = (
    Wanted(
        "owner",
        Severity.MEDIUM,
        "no owner",
        "for an owner.",
        "Questions and reminders then reach somebody.",
    ),
    Wanted(
        "budget",
        Severity.MEDIUM,
        "no approved budget",
        "for the budget lines.",
        "Their cost can then be judged, and the portfolio's total is whole.",
    ),
    Wanted(
        "dates",
        Severity.MEDIUM,
        "neither an end nor a milestone",
        "for an end, or for milestones.",
        "Their schedule can then be judged.",
    ),
    Wanted(
        "sponsor",
        Severity.LOW,
        "no sponsor",
        "for a sponsor.",
        "Decisions about their money and scope then have a name.",
    ),
    Wanted(
        "theme",
        Severity.LOW,
        "no strategic theme",
        "which theme fits, if any.",
        "How much goes to work that fits no theme is then known.",
    ),
)


def project_gaps(survey: Survey) -> Iterator[Caveat]:
    """Yield what some running projects lack; what none has is told as the next thing to add."""
    having = _having(survey)
    for wanted in WANTED:
        keys = [key for key in survey.projects if key not in having[wanted.name]]
        if keys and len(keys) < len(survey.projects):
            yield _caveat(survey, wanted, keys)


def _having(survey: Survey) -> Mapping[str, frozenset[str]]:
    """Return, by what is wanted, the projects that have it."""
    projects = survey.projects.items()
    dated = {milestone.project for milestone in survey.snapshot.all(Milestone)}
    lines = survey.snapshot.all(BudgetLine)
    return {
        "owner": frozenset(key for key, each in projects if survey.ownership.owner(each)),
        "sponsor": frozenset(key for key, each in projects if each.sponsor),
        "theme": frozenset(key for key, each in projects if each.themes),
        "dates": frozenset(dated | {key for key, each in projects if each.end}),
        "budget": frozenset(line.project for line in lines if line.baseline is not None),
    }


def _caveat(survey: Survey, wanted: Wanted, keys: list[str]) -> Caveat:
    what = f"projects_without_{wanted.name}"
    remedy, owner = ask_owners(survey, keys, wanted.ask)
    return caveat(
        f"projects-without:{wanted.name}",
        severity=wanted.severity,
        subjects=subjects(Project, keys),
        headline=say(
            f"{{count}} [project has|projects have] {wanted.lacks}: {{few}}.",
            count=count_of(survey.facts, Project, keys, what=what),
            few=listed(survey.facts, Project, keys, what=what),
        ),
        remedy=remedy,
        unlocks=wanted.unlocks,
        owner=owner,
    )
