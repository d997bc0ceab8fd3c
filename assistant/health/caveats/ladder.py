"""What to add next: each thing a portfolio does not hold at all, and what it would unlock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.health.caveats.finding import caveat
from assistant.health.survey import Survey
from assistant.health.verdicts import Caveat, Severity
from assistant.portfolio.control import BudgetLine, RaidEntry
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Assignment, Availability, Person
from assistant.portfolio.project import Milestone, Project, StatusUpdate
from assistant.portfolio.work import Dependency, ValueInput, WorkItem
from assistant.values import Statement


@dataclass(frozen=True, slots=True)
class Rung:
    """What is not there at all: empty columns of a table, where `needs` holds something."""

    name: str
    noun: type[Noun]
    fields: tuple[str, ...]
    needs: type[Noun]
    missing: str
    add: str
    unlocks: str


LADDER: tuple[Rung, ...] = (
    Rung(
        "projects",
        Project,
        ("key",),
        WorkItem,
        "No project is described.",
        "Add projects: a name, an owner and an end are enough.",
        "Then each gets a status by rule.",
    ),
    Rung(
        "values",
        ValueInput,
        ("key",),
        WorkItem,
        "Nobody has said what any work is worth.",
        "Add value inputs: a few figures for each item.",
        "Then there is an order by worth, and a reason for every place.",
    ),
    Rung(
        "estimates",
        WorkItem,
        ("estimate", "points"),
        WorkItem,
        "No work has an estimate.",
        "Add estimates by skill, such as days of the team.",
        "Then worth is set against effort, and a line shows what fits.",
    ),
    Rung(
        "team",
        Person,
        ("key",),
        WorkItem,
        "No people are known.",
        "Add the team: names, skills and part-time shares.",
        "Then load is compared with the time people have.",
    ),
    Rung(
        "assignments",
        Assignment,
        ("key",),
        Person,
        "Nobody is assigned to anything.",
        "Add assignments: who is asked for how much, from when to when.",
        "Then overload shows by person, skill and week.",
    ),
    Rung(
        "leave",
        Availability,
        ("key",),
        Person,
        "No absence is known.",
        "Add leave: from and to are enough, never why.",
        "Then dates count on the days people are there.",
    ),
    Rung(
        "budget",
        BudgetLine,
        ("key",),
        Project,
        "No budget is known.",
        "Add budget lines: approved, expected and spent.",
        "Then cost has a status, and drift shows early.",
    ),
    Rung(
        "milestones",
        Milestone,
        ("key",),
        Project,
        "No milestone is known.",
        "Add milestones with what was promised and what is expected.",
        "Then promises in danger show before they are missed.",
    ),
    Rung(
        "dependencies",
        Dependency,
        ("key",),
        WorkItem,
        "No work is said to wait for other work.",
        "Add dependencies, or links from the tracker.",
        "Then what holds up whom shows, and the order respects it.",
    ),
    Rung(
        "updates",
        StatusUpdate,
        ("key",),
        Project,
        "No status update is known.",
        "Add what owners report: day, colour and a sentence.",
        "Then reports are set beside the figures, and silence shows.",
    ),
    Rung(
        "risks",
        RaidEntry,
        ("key",),
        Project,
        "No risk log is known.",
        "Add risks and issues with rating, owner and mitigation.",
        "Then what nobody mitigates shows with its age.",
    ),
)
"""In the order in which adding them helps most."""


def ladder(survey: Survey) -> Iterator[Caveat]:
    """Yield what the portfolio does not hold at all, what helps most first."""
    for rung in LADDER:
        has_use = not survey.snapshot.frame(rung.needs).is_empty()
        if has_use and _is_empty(survey, rung):
            yield caveat(
                f"add:{rung.name}",
                severity=Severity.LOW,
                subjects=[rung.noun.table],
                headline=Statement(text=rung.missing),
                remedy=Statement(text=rung.add),
                unlocks=rung.unlocks,
            )


def _is_empty(survey: Survey, rung: Rung) -> bool:
    frame = survey.snapshot.frame(rung.noun)
    return all(frame[field].null_count() == frame.height for field in rung.fields)
