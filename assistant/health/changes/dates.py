"""Dates that moved: promises and releases first, then ends; due dates are in `due_dates`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.health.changes.comparison import Comparison
from assistant.health.naming import called
from assistant.health.verdicts import Change, ChangeKind
from assistant.policy import Policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.project import Milestone, Project
from assistant.values import Fact, Statement, Unit, say

PROMISE_BROKEN = 100
PROMISED = 95
RELEASE = 88
OTHERS_WAIT = 85
REACHED = 60
EARLIER = 45
WITHIN_LIMIT = 20


@dataclass(frozen=True, slots=True)
class DateRule:
    """A date that is watched, what it is called, and how much its moving matters."""

    noun: type[Noun]
    field: str
    materiality: int
    label: str


EXPECTED = DateRule(Milestone, "forecast", 70, "The expected date of")
DATE_RULES: tuple[DateRule, ...] = (
    EXPECTED,
    DateRule(Milestone, "committed", PROMISED, "The date promised for"),
    DateRule(Milestone, "baseline", 60, "The date first agreed for"),
    DateRule(Project, "end", 80, "The end of"),
    DateRule(Project, "baseline_end", 60, "The end first agreed for"),
    DateRule(Project, "start", 40, "The start of"),
    DateRule(Freeze, "start", OTHERS_WAIT, "The start of"),
    DateRule(Freeze, "end", OTHERS_WAIT, "The end of"),
)


@dataclass(frozen=True, slots=True)
class Move:
    """One date of one row in both snapshots; either may be empty."""

    rule: DateRule
    key: str
    old: date | None
    new: date | None

    @property
    def days(self) -> int:
        """Calendar days later, negative when it came forward; zero when a side is empty."""
        return (self.new - self.old).days if self.old and self.new else 0


def date_changes(comparison: Comparison, policy: Policy) -> Iterator[Change]:
    """Yield the dates that moved, appeared or went, one change a date."""
    for rule in DATE_RULES:
        for move in moves(comparison, rule):
            yield told(comparison, move, materiality_of(comparison, move, policy))
    for key in comparison.edited(Milestone, "actual"):
        yield _reached(comparison, key)


def moves(comparison: Comparison, rule: DateRule) -> list[Move]:
    """Return the rows whose date differs, by key."""
    return [
        Move(
            rule,
            key,
            getattr(comparison.before.get(rule.noun, key), rule.field),
            getattr(comparison.after.get(rule.noun, key), rule.field),
        )
        for key in comparison.edited(rule.noun, rule.field)
    ]


def told(comparison: Comparison, move: Move, materiality: int) -> Change:
    """Return the change of one date, from old to new."""
    return Change(
        kind=ChangeKind.DATE,
        table=move.rule.noun.table,
        key=move.key,
        project=comparison.project_of(move.rule.noun, move.key),
        materiality=materiality,
        headline=_headline(comparison, move),
    )


def slip(comparison: Comparison, move: Move) -> Fact:
    """Return by how many calendar days a date moved, as a figure without a sign."""
    rule = move.rule
    cell = (rule.noun, move.key, rule.field)
    return comparison.delta(
        f"{rule.noun.table}:{move.key}",
        f"{rule.field}_slip",
        abs(move.days),
        Unit.DAYS,
        old=(cell,),
        new=(cell,),
        arithmetic=f"{move.new} − {move.old}",
    )


def _headline(comparison: Comparison, move: Move) -> Statement:
    rule = move.rule
    what = called(comparison.new, rule.noun, move.key)
    if move.old is None:
        new = comparison.new.cell(rule.noun, move.key, rule.field, Unit.DATE)
        return say(f"{rule.label} {{what}} is {{new}}; there was none before.", what=what, new=new)
    old = comparison.old.cell(rule.noun, move.key, rule.field, Unit.DATE)
    if move.new is None:
        return say(f"{rule.label} {{what}} is empty now; it was {{old}}.", what=what, old=old)
    return say(
        f"{rule.label} {{what}} moved from {{old}} to {{new}}, {{days}} "
        f"{'later' if move.days > 0 else 'earlier'}.",
        what=what,
        old=old,
        new=comparison.new.cell(rule.noun, move.key, rule.field, Unit.DATE),
        days=slip(comparison, move),
    )


def materiality_of(comparison: Comparison, move: Move, policy: Policy) -> int:
    """Return how much a moved date matters."""
    if move.old is None or move.new is None:
        return min(move.rule.materiality, EARLIER)
    if abs(move.days) <= policy.limit("change_minor_days"):
        return WITHIN_LIMIT
    if move.rule is not EXPECTED:
        return move.rule.materiality if move.days > 0 else EARLIER
    return _of_milestone(comparison.after.get(Milestone, move.key), move)


def _of_milestone(milestone: Milestone | None, move: Move) -> int:
    if milestone is None or move.days < 0:
        return EARLIER
    promised = milestone.committed
    if promised is not None and move.new is not None and move.new > promised:
        return PROMISE_BROKEN
    if milestone.mandatory or promised is not None:
        return PROMISED
    return RELEASE if milestone.is_release else EXPECTED.materiality


def _reached(comparison: Comparison, key: str) -> Change:
    milestone = comparison.after.get(Milestone, key)
    what = called(comparison.new, Milestone, key)
    if milestone is not None and milestone.actual is not None:
        day = comparison.new.cell(Milestone, key, "actual", Unit.DATE)
        headline = say("{what} was reached on {day}.", what=what, day=day)
    else:
        day = comparison.old.cell(Milestone, key, "actual", Unit.DATE)
        headline = say("{what} is open again; it had been reached on {day}.", what=what, day=day)
    return Change(
        kind=ChangeKind.STATUS,
        table=Milestone.table,
        key=key,
        project=comparison.project_of(Milestone, key),
        materiality=REACHED,
        headline=headline,
    )
