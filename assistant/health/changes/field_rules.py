"""Fields whose change is told as it is: from the old value to the new one.

What needs more (dates, money, counts by project) has its own module. A field that appears nowhere
is cosmetic: its changes are counted, not listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.health.changes.comparison import Comparison
from assistant.health.changes.telling import cell_of, went
from assistant.health.naming import called
from assistant.health.verdicts import Change, ChangeKind
from assistant.portfolio.control import Benefit, Decision, RaidEntry
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Person, Team
from assistant.portfolio.project import Gate, Milestone, Project, Rag
from assistant.portfolio.work import Pin, Request, ValueInput, WorkItem
from assistant.values import Fact, Unit

MORE_WHEN_RED = 15
"""What turned red matters more than any other change of the same field."""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How a change of one field is told, and how much it matters (0–100)."""

    noun: type[Noun]
    field: str
    kind: ChangeKind
    unit: Unit
    materiality: int
    label: str


FIELD_RULES: tuple[FieldRule, ...] = (
    FieldRule(Project, "stage", ChangeKind.STATUS, Unit.STATUS, 60, "the stage"),
    FieldRule(
        Project, "delivery_confidence", ChangeKind.STATUS, Unit.STATUS, 65, "delivery confidence"
    ),
    FieldRule(Project, "owner", ChangeKind.STATUS, Unit.NAME, 55, "the owner"),
    FieldRule(Project, "sponsor", ChangeKind.STATUS, Unit.NAME, 55, "the sponsor"),
    FieldRule(Project, "vendor", ChangeKind.STATUS, Unit.NAME, 55, "the vendor"),
    FieldRule(Project, "contingency", ChangeKind.RISK, Unit.TEXT, 45, "the contingency"),
    FieldRule(
        Project, "tolerance_schedule_days", ChangeKind.STATUS, Unit.DAYS, 50, "schedule tolerance"
    ),
    FieldRule(
        Project, "tolerance_cost_percent", ChangeKind.STATUS, Unit.PERCENT, 50, "cost tolerance"
    ),
    FieldRule(
        Project, "tolerance_scope_percent", ChangeKind.STATUS, Unit.PERCENT, 50, "scope tolerance"
    ),
    FieldRule(
        Project,
        "tolerance_benefit_percent",
        ChangeKind.STATUS,
        Unit.PERCENT,
        50,
        "benefit tolerance",
    ),
    FieldRule(Milestone, "committed_to", ChangeKind.DATE, Unit.TEXT, 50, "promised to"),
    FieldRule(Milestone, "mandatory", ChangeKind.DATE, Unit.STATUS, 60, "set by law or regulator"),
    FieldRule(Milestone, "needs_person", ChangeKind.CAPACITY, Unit.NAME, 40, "the person needed"),
    FieldRule(Gate, "decision", ChangeKind.STATUS, Unit.STATUS, 60, "the gate's decision"),
    FieldRule(Benefit, "owner", ChangeKind.STATUS, Unit.NAME, 45, "the benefit's owner"),
    FieldRule(Team, "change_work_percent", ChangeKind.CAPACITY, Unit.PERCENT, 55, "change work"),
    FieldRule(Person, "team", ChangeKind.CAPACITY, Unit.NAME, 45, "the team"),
    FieldRule(Person, "part_time_percent", ChangeKind.CAPACITY, Unit.PERCENT, 50, "working time"),
    FieldRule(Person, "end", ChangeKind.CAPACITY, Unit.DATE, 55, "the last day"),
    FieldRule(RaidEntry, "rating", ChangeKind.RISK, Unit.STATUS, 60, "the rating"),
    FieldRule(RaidEntry, "state", ChangeKind.RISK, Unit.STATUS, 40, "the state"),
    FieldRule(RaidEntry, "owner", ChangeKind.RISK, Unit.NAME, 25, "the owner"),
    FieldRule(RaidEntry, "mitigation", ChangeKind.RISK, Unit.TEXT, 35, "the mitigation"),
    FieldRule(RaidEntry, "accepted_until", ChangeKind.RISK, Unit.DATE, 40, "accepted until"),
    FieldRule(Decision, "state", ChangeKind.DECISION, Unit.STATUS, 75, "the decision"),
    FieldRule(Decision, "due", ChangeKind.DECISION, Unit.DATE, 50, "to be decided by"),
    FieldRule(Decision, "decider", ChangeKind.DECISION, Unit.NAME, 50, "who decides"),
    FieldRule(Decision, "outcome", ChangeKind.DECISION, Unit.TEXT, 50, "the outcome"),
    FieldRule(Request, "state", ChangeKind.STATUS, Unit.STATUS, 25, "the request"),
    FieldRule(WorkItem, "mandatory", ChangeKind.SCOPE, Unit.STATUS, 60, "has to be done"),
    FieldRule(Pin, "place", ChangeKind.VALUE, Unit.COUNT, 50, "the pinned place"),
    FieldRule(Pin, "not_after", ChangeKind.DATE, Unit.DATE, 60, "the pinned date"),
    FieldRule(Pin, "until", ChangeKind.VALUE, Unit.DATE, 40, "pinned until"),
    FieldRule(ValueInput, "evidence", ChangeKind.VALUE, Unit.TEXT, 20, "the evidence"),
)


def field_changes(comparison: Comparison) -> Iterator[Change]:
    """Yield the changes of single fields, told from old to new."""
    for rule in FIELD_RULES:
        for key in comparison.edited(rule.noun, rule.field):
            yield _told(comparison, rule, key)


def _told(comparison: Comparison, rule: FieldRule, key: str) -> Change:
    old = cell_of(comparison.old, rule.noun, key, rule.field, rule.unit)
    new = cell_of(comparison.new, rule.noun, key, rule.field, rule.unit)
    return Change(
        kind=rule.kind,
        table=rule.noun.table,
        key=key,
        project=comparison.project_of(rule.noun, key),
        materiality=rule.materiality + (MORE_WHEN_RED if _is_red(new) else 0),
        headline=went(called(comparison.new, rule.noun, key), rule.label, old, new),
    )


def _is_red(fact: Fact | None) -> bool:
    return fact is not None and fact.unit is Unit.STATUS and fact.value == Rag.RED
