"""Projects whose cost leaves its tolerance, by their forecast or by what work has cost so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.health.growth import growth_percent, shown
from assistant.health.project_cost import AMOUNTS, ProjectCost, Totals, earned_value, project_costs
from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.control import BudgetLine
from assistant.portfolio.project import Project
from assistant.values import Fact, Money, Statement, Unit, say

_CENT = Decimal("0.01")
_NAMED_LINES = 3
_GRAVE = 2
"""Times the tolerance from which a drift is grave."""


@dataclass(frozen=True, slots=True)
class Drift:
    """A cost at completion beside the approved budget of the same lines."""

    measure: str
    text: str
    cost: Decimal
    budget: Decimal
    percent: Decimal
    totals: Totals
    arithmetic: str | None


def budget_drifts(survey: Survey) -> Iterator[Risk]:
    """Yield the projects whose forecast, or cost at the pace so far, exceeds the tolerance."""
    for key, cost in sorted(project_costs(survey.snapshot).items()):
        project = survey.projects.get(key)
        found = [drift for drift in (_forecast(cost), _at_pace(cost)) if drift is not None]
        if project is None or not found:
            continue
        worst = max(found, key=lambda drift: drift.percent)
        allowed = _allowed(survey, project)
        if worst.percent > allowed:
            yield _risk(survey, project, cost, worst, allowed)


def _allowed(survey: Survey, project: Project) -> Decimal:
    own = project.tolerance_cost_percent
    return survey.policy.tolerance("cost_percent", "normal") if own is None else own


def _forecast(cost: ProjectCost) -> Drift | None:
    totals = cost.totals("baseline", "forecast")
    if totals is None:
        return None
    text = "{project} is forecast to cost {cost} against {budget} approved, {percent} more"
    return _drift("forecast_cost", text, totals, totals["forecast"], None)


def _at_pace(cost: ProjectCost) -> Drift | None:
    """Return the estimate at completion BAC ÷ (EV ÷ AC), where earned value is kept."""
    totals = cost.totals("baseline", "earned_value", "actual_cost")
    if totals is None or (eac := earned_value(totals).eac) is None:
        return None
    text = (
        "At the cost of its work so far {project} ends at {cost} against {budget}, {percent} more"
    )
    how = f"{totals['baseline']} ÷ ({totals['earned_value']} ÷ {totals['actual_cost']})"
    return _drift("cost_at_pace", text, totals, eac, how)


def _drift(
    measure: str, text: str, totals: Totals, cost: Decimal, arithmetic: str | None
) -> Drift | None:
    budget = totals["baseline"]
    percent = growth_percent(budget, cost)
    if percent is None:
        return None
    return Drift(measure, text, cost, budget, percent, totals, arithmetic)


def _risk(
    survey: Survey, project: Project, cost: ProjectCost, drift: Drift, allowed: Decimal
) -> Risk:
    owner = survey.decider(project)
    return risk(
        RiskKind.BUDGET_DRIFT,
        [project.key],
        severity=Severity.HIGH if drift.percent > _GRAVE * allowed else Severity.MEDIUM,
        projects=[project.key],
        headline=say(
            "{drift} where {allowed} is allowed.{left_out}",
            drift=_said(survey, project, cost, drift),
            allowed=_allowed_fact(survey, project, allowed),
            left_out=_left_out(survey, cost),
        ),
        remedy=survey.ask(owner, "approve the higher cost, take work out, or stop it."),
        owner=owner,
    )


def _said(survey: Survey, project: Project, cost: ProjectCost, drift: Drift) -> Statement:
    cells = drift.totals.cells()

    def fact(measure: str, value: Money | Decimal, unit: Unit, how: str | None) -> Fact:
        subject = f"{Project.table}:{project.key}"
        return survey.facts.of(subject, measure, value, unit, cells=cells, arithmetic=how)

    at_end = Money(amount=drift.cost.quantize(_CENT), currency=cost.currency)
    budget = Money(amount=drift.budget, currency=cost.currency)
    how = f"({at_end.amount} − {budget.amount}) ÷ {budget.amount} × 100"
    return say(
        drift.text,
        project=_whose(survey, project, cost, drift.totals),
        cost=fact(f"{drift.measure}_at_end", at_end, Unit.MONEY, drift.arithmetic),
        budget=fact(f"{drift.measure}_budget", budget, Unit.MONEY, None),
        percent=fact(f"{drift.measure}_percent", shown(drift.percent), Unit.PERCENT, how),
    )


def _whose(survey: Survey, project: Project, cost: ProjectCost, totals: Totals) -> Statement:
    """Name the project, and the lines that are compared where they are not all it has."""
    name = survey.facts.name(Project, project.key)
    if len(totals.lines) == len(cost.lines):
        return say("{project}", project=name)
    named = [survey.facts.name(BudgetLine, key) for key in totals.lines[:_NAMED_LINES]]
    return say("{project} ({lines})", project=name, lines=named)


def _allowed_fact(survey: Survey, project: Project, allowed: Decimal) -> Fact:
    field = "tolerance_cost_percent"
    if project.tolerance_cost_percent is not None:
        return survey.facts.cell(Project, project.key, field, Unit.PERCENT)
    return survey.facts.of("policy:normal", "cost_percent", allowed, Unit.PERCENT)


def _left_out(survey: Survey, cost: ProjectCost) -> Statement:
    """Say which amounts in other currencies are not added."""
    if not cost.left_out:
        return Statement(text="")
    amounts = [
        survey.facts.cell(BudgetLine, key, field, Unit.MONEY)
        for key in cost.left_out
        for field in _foreign(survey.snapshot.get(BudgetLine, key), cost.currency)[:1]
    ]
    return say(
        " {amounts} in another currency [is|are] not added.",
        amounts=amounts,
    )


def _foreign(line: BudgetLine | None, currency: str) -> list[str]:
    """Return the fields of a line that hold money of another currency."""
    held = [(field, getattr(line, field, None)) for field in AMOUNTS]
    return [field for field, money in held if money is not None and money.currency != currency]
