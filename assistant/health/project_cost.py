"""What a project costs by its budget lines, in one currency; the rest is left out and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.health.earned_value import EarnedValue
from assistant.portfolio.control import BudgetKind, BudgetLine
from assistant.portfolio.facts import Cell
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Money

AMOUNTS = ("baseline", "forecast", "planned_value", "earned_value", "actual_cost")
"""The fields of a budget line that hold money."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Fields added up over the lines that hold all of them, and the keys of those lines."""

    amounts: Mapping[str, Decimal]
    lines: tuple[str, ...]

    def __getitem__(self, field: str) -> Decimal:
        """Return the total of one field."""
        return self.amounts[field]

    def cells(self) -> tuple[Cell, ...]:
        """Return the cells that were added up."""
        return tuple((BudgetLine, line, field) for line in self.lines for field in self.amounts)


@dataclass(frozen=True, slots=True)
class ProjectCost:
    """A project's budget lines in one currency.

    `left_out` holds the keys of lines and invoices in other currencies, which are not added
    without a dated rate.
    """

    project: str
    currency: str
    lines: tuple[BudgetLine, ...]
    left_out: tuple[str, ...]

    def totals(self, *fields: str) -> Totals | None:
        """Add fields up over the lines that hold all of them; None where no line does.

        So a line with a forecast but no baseline does not look like growth.
        """
        held = [line for line in self.lines if not any(_lacks(line, field) for field in fields)]
        if not held:
            return None
        return Totals(
            amounts={
                field: sum((getattr(line, field).amount for line in held), Decimal(0))
                for field in fields
            },
            lines=tuple(line.key for line in held),
        )


def project_costs(snapshot: Snapshot) -> dict[str, ProjectCost]:
    """Return the cost of every project that has a budget line or an invoice, by project key."""
    by_project: dict[str, list[BudgetLine]] = {}
    for line in snapshot.all(BudgetLine):
        by_project.setdefault(line.project, []).append(line)
    home = snapshot.organisation.currency
    return {project: _cost(project, lines, home) for project, lines in by_project.items()}


def earned_value(totals: Totals) -> EarnedValue:
    """Return the earned value of totals; what they do not hold is None."""
    return EarnedValue(
        bac=totals.amounts.get("baseline"),
        pv=totals.amounts.get("planned_value"),
        ev=totals.amounts.get("earned_value"),
        ac=totals.amounts.get("actual_cost"),
    )


def _cost(project: str, lines: Sequence[BudgetLine], home: str) -> ProjectCost:
    currency = _main_currency(lines, home)
    counted = [line for line in lines if _currencies(line) == {currency}]
    left_out = [line.key for line in lines if _currencies(line) - {currency}]
    budgets = tuple(line for line in counted if line.kind is BudgetKind.BUDGET)
    return ProjectCost(project, currency, budgets, tuple(left_out))


def _main_currency(lines: Sequence[BudgetLine], home: str) -> str:
    """Return the organisation's currency where a budget is in it, else the most frequent one."""
    budgets = (line for line in lines if line.kind is BudgetKind.BUDGET)
    counts = Counter(currency for line in budgets for currency in _currencies(line))
    if not counts or home in counts:
        return home
    return min(counts, key=lambda currency: (-counts[currency], currency))


def _currencies(line: BudgetLine) -> set[str]:
    amounts: list[Money | None] = [getattr(line, field) for field in AMOUNTS]
    return {money.currency for money in amounts if money is not None}


def _lacks(line: BudgetLine, field: str) -> bool:
    return getattr(line, field) is None
