"""What changed in what work is worth and in the order that was agreed."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.health.changes.comparison import Comparison
from assistant.health.changes.telling import counted_by_project
from assistant.health.naming import called, count_of
from assistant.health.value_inputs import stated
from assistant.health.verdicts import Change, ChangeKind
from assistant.portfolio.work import AgreedRank, Factor, ValueInput, WorkItem
from assistant.values import Unit, say

COST_OF_DELAY = 72
WITHOUT_EVIDENCE = 70
FACTOR = 60
ORDER_AGREED = 60


def value_changes(comparison: Comparison) -> Iterator[Change]:
    """Yield the value inputs that were restated, then new and withdrawn ones by project."""
    for key in comparison.edited(ValueInput, "value", "currency"):
        yield _restated(comparison, key)
    yield from counted_by_project(
        comparison,
        ValueInput,
        comparison.added(ValueInput),
        what="value_inputs_added",
        kind=ChangeKind.VALUE,
        materiality=25,
        text="{count} value [input|inputs] came in for {project}.",
    )
    yield from counted_by_project(
        comparison,
        ValueInput,
        comparison.removed(ValueInput),
        what="value_inputs_removed",
        kind=ChangeKind.VALUE,
        materiality=30,
        text="{count} value [input|inputs] of {project} [was|were] withdrawn.",
        earlier=True,
    )


def order_changes(comparison: Comparison) -> Iterator[Change]:
    """Yield one change when another order of work was agreed."""
    moved = comparison.edited(AgreedRank, "place")
    keys = sorted([*comparison.added(AgreedRank), *moved])
    if keys:
        count = count_of(comparison.new, AgreedRank, keys, what="agreed_places_changed")
        yield Change(
            kind=ChangeKind.DECISION,
            table=AgreedRank.table,
            key="order",
            project=None,
            materiality=ORDER_AGREED,
            headline=say(
                "Another order was agreed: {count} [item has|items have] a new place.", count=count
            ),
            subjects=tuple(f"{AgreedRank.table}:{key}" for key in keys),
        )


def _restated(comparison: Comparison, key: str) -> Change:
    old = comparison.before.get(ValueInput, key)
    new = comparison.after.get(ValueInput, key)
    if old is None or new is None:
        msg = f"the value input {key} is not in both snapshots"
        raise KeyError(msg)
    return Change(
        kind=ChangeKind.VALUE,
        table=ValueInput.table,
        key=key,
        project=comparison.project_of(ValueInput, key),
        materiality=_materiality(new),
        headline=say(
            "The {factor} of {what} went from {old} to {new}"
            + ("." if new.evidence else ", and no evidence is given."),
            factor=comparison.new.of(
                f"{ValueInput.table}:{key}",
                "factor",
                new.factor.value,
                Unit.NAME,
                cells=[(ValueInput, key, "factor")],
            ),
            what=called(comparison.new, WorkItem, new.item),
            old=stated(comparison.old, old),
            new=stated(comparison.new, new),
        ),
    )


def _materiality(new: ValueInput) -> int:
    if new.factor is Factor.COST_OF_DELAY:
        return COST_OF_DELAY
    return FACTOR if new.evidence else WITHOUT_EVIDENCE
