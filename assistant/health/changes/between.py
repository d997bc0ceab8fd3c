"""One figure between two dates: which ends slipped, which costs grew, out of how many compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pydantic import Field

from assistant.health.changes import costs, dates
from assistant.health.changes.comparison import Comparison
from assistant.health.changes.costs import Amounts, MoneyRule
from assistant.health.changes.dates import DateRule, Move
from assistant.health.verdicts import Change
from assistant.portfolio.control import BudgetKind, BudgetLine
from assistant.portfolio.facts import Cell
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, Statement, Unit, Value, say

END = DateRule(Project, "end", 80, "The end of")
COST_FIELDS = ("forecast", "baseline")
"""The expected cost where both snapshots hold it, else the approved one."""


class Between(Value):
    """What moved further than a limit between two snapshots, the furthest first."""

    headline: Statement
    changes: tuple[Change, ...]
    compared: Fact = Field(description="how many pairs could be compared")
    not_compared: Fact = Field(
        description="how many could not: a side is empty, or another currency"
    )


def date_slips(before: Snapshot, after: Snapshot, min_days: Decimal | int) -> Between:
    """Return the project ends that moved later by more than so many days."""
    comparison = Comparison(before, after)
    both = _in_both(comparison, Project)
    pairs = [_move(comparison, key) for key in both]
    compared = [move for move in pairs if move.old is not None and move.new is not None]
    slipped = [move for move in compared if move.days > min_days]
    slipped.sort(key=lambda move: (-move.days, move.key))
    return _between(
        comparison,
        [dates.told(comparison, move, END.materiality) for move in slipped],
        cells={
            "found": [_end_of(move) for move in slipped],
            "compared": [_end_of(move) for move in compared],
            "left_out": [_end_of(move) for move in pairs if None in (move.old, move.new)],
        },
        text="{found} of {compared} ends of projects moved later by more than {limit}.",
        left_out=" {count} more [has|have] no end to compare.",
        measure="end_slips",
        limit=comparison.new.of("policy", "slip_days", Decimal(min_days), Unit.DAYS),
    )


def cost_growth(before: Snapshot, after: Snapshot, min_percent: Decimal | int) -> Between:
    """Return the budget lines whose cost grew by more than so many percent."""
    comparison = Comparison(before, after)
    both = _in_both(comparison, BudgetLine)
    pairs = [amounts for key in both if (amounts := _amounts(comparison, key)) is not None]
    compared = [amounts for amounts in pairs if amounts.percent is not None]
    grown = [
        (amounts.percent, amounts)
        for amounts in compared
        if amounts.percent is not None and amounts.percent > min_percent
    ]
    grown.sort(key=lambda pair: (-pair[0], pair[1].key))
    return _between(
        comparison,
        [costs.told(comparison, amounts, amounts.rule.materiality) for _, amounts in grown],
        cells={
            "found": [_cost_of(amounts) for _, amounts in grown],
            "compared": [_cost_of(amounts) for amounts in compared],
            "left_out": [_cost_of(amounts) for amounts in pairs if amounts.percent is None],
        },
        text="{found} of {compared} costs grew by more than {limit}.",
        left_out=" {count} more cannot be compared: no amount, or another currency.",
        measure="cost_growth",
        limit=comparison.new.of(
            "policy", "cost_growth_percent", Decimal(min_percent), Unit.PERCENT
        ),
    )


def _in_both(comparison: Comparison, noun: type[Noun]) -> list[str]:
    gone = set(comparison.removed(noun))
    return [key for key in comparison.before.frame(noun)["key"].to_list() if key not in gone]


def _move(comparison: Comparison, key: str) -> Move:
    old, new = (snapshot.get(Project, key) for snapshot in (comparison.before, comparison.after))
    return Move(END, key, old.end if old else None, new.end if new else None)


def _amounts(comparison: Comparison, key: str) -> Amounts | None:
    """Return a budget line's cost on both sides; None for an invoice."""
    line = comparison.after.get(BudgetLine, key)
    if line is None or line.kind is not BudgetKind.BUDGET:
        return None
    tried = [costs.amounts_of(comparison, _rule(field), key) for field in COST_FIELDS]
    return next((amounts for amounts in tried if amounts.old and amounts.new), tried[-1])


def _rule(field: str) -> MoneyRule:
    return next(
        rule for rule in costs.MONEY_RULES if rule.noun is BudgetLine and rule.field == field
    )


def _end_of(move: Move) -> Cell:
    return (Project, move.key, END.field)


def _cost_of(amounts: Amounts) -> Cell:
    return (BudgetLine, amounts.key, amounts.rule.field)


def _between(  # noqa: PLR0913 - what the two comparisons differ in, keyword-only
    comparison: Comparison,
    found: Sequence[Change],
    *,
    cells: Mapping[str, Sequence[Cell]],
    text: str,
    left_out: str,
    measure: str,
    limit: Fact,
) -> Between:
    facts = {
        name: _count(comparison, counted, f"{measure}_{name}") for name, counted in cells.items()
    }
    said = say(text, found=facts["found"], compared=facts["compared"], limit=limit)
    if cells["left_out"]:
        rest = say(left_out, count=facts["left_out"])
        said = say("{said}{rest}", said=said, rest=rest)
    return Between(
        headline=said,
        changes=tuple(found),
        compared=facts["compared"],
        not_compared=facts["left_out"],
    )


def _count(comparison: Comparison, cells: Sequence[Cell], measure: str) -> Fact:
    return comparison.delta(
        "portfolio", measure, len(cells), Unit.COUNT, old=tuple(cells), new=tuple(cells)
    )
