"""What came into the portfolio and what left it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.health.changes.comparison import Comparison
from assistant.health.changes.telling import change_of
from assistant.health.naming import count_of, listed
from assistant.health.verdicts import Change, ChangeKind
from assistant.portfolio.control import Benefit, BudgetLine, Decision, RaidEntry
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.people import Person
from assistant.portfolio.project import Gate, Milestone, Project, Rag
from assistant.portfolio.work import Pin, Request
from assistant.values import say


@dataclass(frozen=True, slots=True)
class ArrivalRule:
    """A row that came or went is told on its own."""

    noun: type[Noun]
    several: str
    kind: ChangeKind
    came: int
    went: int
    came_text: str
    went_text: str


ARRIVAL_RULES: tuple[ArrivalRule, ...] = (
    ArrivalRule(
        Project,
        "projects",
        ChangeKind.ADDED,
        55,
        58,
        "{what} is new.",
        "{what} is no longer in the portfolio.",
    ),
    ArrivalRule(
        Milestone,
        "milestones",
        ChangeKind.ADDED,
        40,
        65,
        "{what} is a new milestone.",
        "The milestone {what} is no longer there.",
    ),
    ArrivalRule(
        RaidEntry,
        "entries of the risk log",
        ChangeKind.RISK,
        45,
        45,
        "{what} was added to the risk log.",
        "{what} is no longer in the risk log.",
    ),
    ArrivalRule(
        BudgetLine,
        "budget lines and invoices",
        ChangeKind.COST,
        50,
        60,
        "{what} has a new budget line or invoice.",
        "{what} has a budget line or invoice less.",
    ),
    ArrivalRule(
        Benefit,
        "benefits",
        ChangeKind.ADDED,
        40,
        60,
        "{what} is a new benefit.",
        "The benefit {what} is gone.",
    ),
    ArrivalRule(
        Decision,
        "questions to decide",
        ChangeKind.DECISION,
        65,
        50,
        "{what} was put forward to decide.",
        "{what} is no longer to be decided.",
    ),
    ArrivalRule(
        Freeze,
        "change freezes",
        ChangeKind.DATE,
        85,
        85,
        "{what} is a new change freeze.",
        "{what} was lifted.",
    ),
    ArrivalRule(
        Gate,
        "gates",
        ChangeKind.STATUS,
        45,
        45,
        "{what} has a new gate.",
        "{what} has a gate less.",
    ),
    ArrivalRule(
        Pin, "pins", ChangeKind.VALUE, 55, 55, "{what} was pinned.", "{what} is no longer pinned."
    ),
    ArrivalRule(
        Person,
        "people",
        ChangeKind.CAPACITY,
        40,
        50,
        "{what} joined.",
        "{what} is no longer there.",
    ),
    ArrivalRule(
        Request,
        "requests",
        ChangeKind.ADDED,
        20,
        20,
        "{what} was asked for.",
        "The request {what} is gone.",
    ),
)
RED = 75
PROMISED = 60
"""Of a new entry rated red, and of a new milestone that was promised outside or goes live."""


TOLD_SINGLY = 5
"""Rows of a table that are told one by one when they come or go; more are counted."""


def arrivals(comparison: Comparison) -> Iterator[Change]:
    """Yield the rows that came and went: one change a row, or one that counts them."""
    for rule in ARRIVAL_RULES:
        came, went = comparison.added(rule.noun), comparison.removed(rule.noun)
        if len(came) <= TOLD_SINGLY:
            yield from (_came(comparison, rule, key) for key in came)
        else:
            yield _several(comparison, rule, came, gone=False)
        if len(went) <= TOLD_SINGLY:
            yield from (_went(comparison, rule, key) for key in went)
        else:
            yield _several(comparison, rule, went, gone=True)


def _came(comparison: Comparison, rule: ArrivalRule, key: str) -> Change:
    return change_of(
        comparison,
        (rule.noun, key),
        kind=rule.kind,
        materiality=max(rule.came, _weight(comparison.after.get(rule.noun, key))),
        text=rule.came_text,
    )


def _went(comparison: Comparison, rule: ArrivalRule, key: str) -> Change:
    return change_of(
        comparison,
        (rule.noun, key),
        kind=_kind(rule, gone=True),
        materiality=max(rule.went, _weight(comparison.before.get(rule.noun, key))),
        text=rule.went_text,
        earlier=True,
    )


def _several(
    comparison: Comparison, rule: ArrivalRule, keys: Sequence[str], *, gone: bool
) -> Change:
    facts = comparison.old if gone else comparison.new
    what = f"{rule.noun.table}_{'removed' if gone else 'added'}"
    weights = [_weight(facts.snapshot.get(rule.noun, key)) for key in keys]
    verb = "are no longer there" if gone else "are new"
    return Change(
        kind=_kind(rule, gone=gone),
        table=rule.noun.table,
        key=what,
        project=None,
        materiality=max(rule.went if gone else rule.came, *weights),
        headline=say(
            f"{{count}} {rule.several} {verb}: {{few}}.",
            count=count_of(facts, rule.noun, keys, what=what),
            few=listed(facts, rule.noun, keys, what=what),
        ),
        subjects=tuple(f"{rule.noun.table}:{key}" for key in keys),
    )


def _kind(rule: ArrivalRule, *, gone: bool) -> ChangeKind:
    return ChangeKind.REMOVED if gone and rule.kind is ChangeKind.ADDED else rule.kind


def _weight(thing: Noun | None) -> int:
    if isinstance(thing, RaidEntry) and thing.rating is Rag.RED:
        return RED
    if isinstance(thing, Milestone) and (thing.committed or thing.mandatory or thing.is_release):
        return PROMISED
    return 0
