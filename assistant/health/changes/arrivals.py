"""What came into the portfolio and what left it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.health.changes.comparison import Comparison
from assistant.health.changes.telling import change_of
from assistant.health.verdicts import Change, ChangeKind
from assistant.portfolio.control import Benefit, BudgetLine, Decision, RaidEntry
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.people import Person
from assistant.portfolio.project import Gate, Milestone, Project, Rag
from assistant.portfolio.work import Pin, Request


@dataclass(frozen=True, slots=True)
class ArrivalRule:
    """A row that came or went is told on its own."""

    noun: type[Noun]
    kind: ChangeKind
    came: int
    went: int
    came_text: str
    went_text: str


ARRIVAL_RULES: tuple[ArrivalRule, ...] = (
    ArrivalRule(
        Project,
        ChangeKind.ADDED,
        80,
        80,
        "{what} is new.",
        "{what} is no longer in the portfolio.",
    ),
    ArrivalRule(
        Milestone,
        ChangeKind.ADDED,
        40,
        65,
        "{what} is a new milestone.",
        "The milestone {what} is no longer there.",
    ),
    ArrivalRule(
        RaidEntry,
        ChangeKind.RISK,
        45,
        45,
        "{what} was added to the risk log.",
        "{what} is no longer in the risk log.",
    ),
    ArrivalRule(
        BudgetLine,
        ChangeKind.COST,
        50,
        60,
        "{what} has a new budget line or invoice.",
        "{what} has a budget line or invoice less.",
    ),
    ArrivalRule(
        Benefit,
        ChangeKind.ADDED,
        40,
        60,
        "{what} is a new benefit.",
        "The benefit {what} is gone.",
    ),
    ArrivalRule(
        Decision,
        ChangeKind.DECISION,
        65,
        50,
        "{what} was put forward to decide.",
        "{what} is no longer to be decided.",
    ),
    ArrivalRule(
        Freeze, ChangeKind.DATE, 85, 85, "{what} is a new change freeze.", "{what} was lifted."
    ),
    ArrivalRule(
        Gate, ChangeKind.STATUS, 45, 45, "{what} has a new gate.", "{what} has a gate less."
    ),
    ArrivalRule(
        Pin, ChangeKind.VALUE, 55, 55, "{what} was pinned.", "{what} is no longer pinned."
    ),
    ArrivalRule(
        Person, ChangeKind.CAPACITY, 40, 50, "{what} joined.", "{what} is no longer there."
    ),
    ArrivalRule(
        Request, ChangeKind.ADDED, 20, 20, "{what} was asked for.", "The request {what} is gone."
    ),
)
RED = 75
PROMISED = 60
"""Of a new entry rated red, and of a new milestone that was promised outside or goes live."""


def arrivals(comparison: Comparison) -> Iterator[Change]:
    """Yield the rows that came and went, one change a row."""
    for rule in ARRIVAL_RULES:
        for key in comparison.added(rule.noun):
            yield change_of(
                comparison,
                (rule.noun, key),
                kind=rule.kind,
                materiality=max(rule.came, _weight(comparison.after.get(rule.noun, key))),
                text=rule.came_text,
            )
        for key in comparison.removed(rule.noun):
            yield change_of(
                comparison,
                (rule.noun, key),
                kind=ChangeKind.REMOVED if rule.kind is ChangeKind.ADDED else rule.kind,
                materiality=max(rule.went, _weight(comparison.before.get(rule.noun, key))),
                text=rule.went_text,
                earlier=True,
            )


def _weight(thing: Noun | None) -> int:
    if isinstance(thing, RaidEntry) and thing.rating is Rag.RED:
        return RED
    if isinstance(thing, Milestone) and (thing.committed or thing.mandatory or thing.is_release):
        return PROMISED
    return 0
