"""The cost of a project: the forecast, the cost at today's pace and what is spent, by baseline."""

from __future__ import annotations

from decimal import Decimal

from assistant.health.growth import growth_percent
from assistant.health.project_cost import ProjectCost, Totals, earned_value, project_costs
from assistant.health.rag.evidence import Evidence, rounded
from assistant.health.rag.tolerances import Tolerances
from assistant.portfolio.control import BudgetLine
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Money, Unit

CENT = Decimal("0.01")


class Costs:
    """Gathers what the cost table asks, for one project after another."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._costs = project_costs(snapshot)

    def gather(self, project: Project, evidence: Evidence, tolerances: Tolerances) -> None:
        """Add what is known about a project's cost."""
        tolerances.add_for(evidence, project, "tolerance_cost_percent", "cost_percent")
        cost = self._costs.get(project.key)
        if cost is None:
            return
        for field in ("forecast", "actual_cost"):
            if (totals := cost.totals("baseline", field)) is not None:
                _compare(evidence, cost, totals, field, totals[field])
        _add_at_pace(evidence, cost)
        if cost.left_out:
            rows = [(BudgetLine, key) for key in cost.left_out]
            evidence.computed("left_out", len(rows), Unit.COUNT, cells=rows)


def _add_at_pace(evidence: Evidence, cost: ProjectCost) -> None:
    """Add the estimate at completion if the rest costs as the work so far.

    Credits can make spending or earned value negative: such a pace says nothing.
    """
    totals = cost.totals("baseline", "earned_value", "actual_cost")
    eac = earned_value(totals).eac if totals else None
    if totals is None or eac is None or eac <= 0:
        return
    bac, earned, spent = (totals[field] for field in totals.amounts)
    _compare(evidence, cost, totals, "at_pace", eac, f"{bac} ÷ ({earned} ÷ {spent})")


def _compare(
    evidence: Evidence,
    cost: ProjectCost,
    totals: Totals,
    name: str,
    amount: Decimal,
    how: str | None = None,
) -> None:
    """Add an amount, the baseline of the same lines, and how far it is above that in percent."""
    baseline, cells = totals["baseline"], totals.cells()
    shown = Money(amount=rounded(amount, CENT), currency=cost.currency)
    agreed = Money(amount=baseline, currency=cost.currency)
    evidence.computed(name, shown, Unit.MONEY, cells=cells, arithmetic=how)
    evidence.computed(f"{name}_agreed", agreed, Unit.MONEY, cells=cells)
    evidence.computed(
        f"{name}_growth",
        growth_percent(baseline, amount),
        Unit.PERCENT,
        cells=cells,
        arithmetic=f"({shown.amount} − {baseline}) ÷ {baseline}",
    )
