"""What an item is worth per week of waiting, and its scores; who said so stays with it.

The governing score is the relative cost of delay per week divided by the size: Smith's ratio,
which is the best order of a queue without dependencies. Scores for comparison order nothing. A
score with an input missing is no score, and the missing input is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.planning.figures import figure
from assistant.planning.inputs import formulas
from assistant.planning.inputs.sizes import Size
from assistant.policy import ScoringPolicy
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Factor, ValueInput
from assistant.values import Money

DAYS_PER_WEEK = Decimal(5)
DAYS_PER_MONTH = Decimal(20)
"""Working days of the person-month that RICE counts effort in."""

SIZE = "size"
"""What a score is said to miss when nobody stated a size."""

Stated = Mapping[Factor, ValueInput]
"""The value inputs of one item."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What a week of waiting costs, in relative points; `inputs` are what it was computed from."""

    points: Decimal
    inputs: tuple[ValueInput, ...]
    arithmetic: str
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """A score, or None and what is missing for it."""

    value: Decimal | None
    inputs: tuple[ValueInput, ...] = ()
    arithmetic: str = ""
    missing: tuple[str, ...] = ()


def read_values(snapshot: Snapshot) -> dict[str, dict[Factor, ValueInput]]:
    """Return the value inputs by item and factor; of two that say the same thing the latest."""
    by_item: dict[str, dict[Factor, ValueInput]] = {}
    rows = snapshot.all(ValueInput)
    for row in sorted(rows, key=lambda row: (row.stated_on or date.min, row.key)):
        by_item.setdefault(row.item, {})[row.factor] = row
    return by_item


def rate_of(stated: Stated, policy: ScoringPolicy, currency: str) -> Rate | None:
    """Return what a week of waiting costs, or None where the inputs do not say.

    A stated cost of delay governs: money by the declared points per thousand of the
    organisation's `currency`, points as they are. Else it is the weighted mean of the factors.
    """
    direct = stated.get(Factor.COST_OF_DELAY)
    if direct is not None and direct.currency is None:
        return Rate(direct.value, (direct,), f"{figure(direct.value)} points a week as stated")
    if direct is not None and policy.money_governs:
        return _rate_of_money(direct, policy, currency)
    values = {factor: row.value for factor, row in stated.items()}
    points = policy.weighted(values)
    if points is None:
        return None
    terms = " + ".join(
        f"{figure(weight)} × {figure(values[factor])} {factor.value}"
        for factor, weight in policy.weights.items()
    )
    return Rate(points, tuple(stated[factor] for factor in policy.weights), terms)


def missing_for_rate(stated: Stated, policy: ScoringPolicy) -> tuple[str, ...]:
    """Name what would have to be stated for a rate, where there is none."""
    if Factor.COST_OF_DELAY in stated and policy.money_governs:
        return (f"a rate for {stated[Factor.COST_OF_DELAY].currency}",)
    return tuple(factor.value for factor in policy.weights if factor not in stated)


def governing_score(rate: Rate | None, size: Size | None, missing: tuple[str, ...]) -> Score:
    """Return points a week ÷ days of work (or ÷ story points)."""
    lacking = (*missing, *(() if size else (SIZE,)))
    if rate is None or size is None:
        return Score(None, missing=lacking)
    value = formulas.value_per_effort(rate.points, size.units)
    return Score(value, rate.inputs, f"({rate.arithmetic}) ÷ {figure(size.units)}")


def comparison_scores(
    stated: Stated, size: Size | None, policy: ScoringPolicy
) -> dict[str, Score]:
    """Return the comparison scores that the policy names, each with what it is missing."""
    makers = {"wsjf": _wsjf, "cd3": _cd3, "rice": _rice, "value_effort": _value_effort}
    return {name: makers[name](stated, size, policy) for name in policy.comparisons}


def _wsjf(stated: Stated, size: Size | None, _policy: ScoringPolicy) -> Score:
    wanted = (Factor.BUSINESS_VALUE, Factor.TIME_CRITICALITY, Factor.RISK_REDUCTION)
    if size is None or any(factor not in stated for factor in wanted):
        return _lacking(stated, size, wanted)
    value, urgency, risk = (stated[factor].value for factor in wanted)
    return Score(
        formulas.wsjf(value, urgency, risk, size.units),
        tuple(stated[factor] for factor in wanted),
        f"({figure(value)} + {figure(urgency)} + {figure(risk)}) ÷ {figure(size.units)}",
    )


def _cd3(stated: Stated, size: Size | None, _policy: ScoringPolicy) -> Score:
    wanted = (Factor.COST_OF_DELAY,)
    if size is None or Factor.COST_OF_DELAY not in stated:
        return _lacking(stated, size, wanted)
    row = stated[Factor.COST_OF_DELAY]
    weeks = size.units / DAYS_PER_WEEK
    return Score(
        formulas.cd3(row.value, weeks),
        (row,),
        f"{figure(row.value)} {row.currency or 'points'} a week ÷ {figure(weeks)} weeks",
    )


def _rice(stated: Stated, size: Size | None, _policy: ScoringPolicy) -> Score:
    wanted = (Factor.REACH, Factor.IMPACT, Factor.CONFIDENCE)
    if size is None or any(factor not in stated for factor in wanted):
        return _lacking(stated, size, wanted)
    reach, impact, confidence = (stated[factor].value for factor in wanted)
    share = confidence / 100 if confidence > 1 else confidence
    months = size.units / DAYS_PER_MONTH
    return Score(
        formulas.rice(reach, impact, share, months),
        tuple(stated[factor] for factor in wanted),
        f"{figure(reach)} × {figure(impact)} × {figure(share)} ÷ {figure(months)} months",
    )


def _value_effort(stated: Stated, size: Size | None, policy: ScoringPolicy) -> Score:
    wanted = tuple(policy.weights)
    value = policy.weighted({factor: row.value for factor, row in stated.items()})
    if size is None or value is None:
        return _lacking(stated, size, wanted)
    return Score(
        formulas.value_per_effort(value, size.units),
        tuple(stated[factor] for factor in wanted),
        f"{figure(value)} ÷ {figure(size.units)}",
    )


def _lacking(stated: Stated, size: Size | None, wanted: tuple[Factor, ...]) -> Score:
    names = [factor.value for factor in wanted if factor not in stated]
    return Score(None, missing=(*names, *(() if size else (SIZE,))))


def _rate_of_money(row: ValueInput, policy: ScoringPolicy, currency: str) -> Rate | None:
    money = Money(amount=row.value, currency=row.currency or currency)
    points = policy.points(money, currency)
    if points is None:
        return None
    stated = f"{figure(row.value)} {money.currency} a week = {figure(points)} points"
    return Rate(points, (row,), stated, money)
