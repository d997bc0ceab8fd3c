"""How work is scored: which method governs, its weights, and how money and points meet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from assistant.portfolio.work import Factor
from assistant.values import Money, Value

POINT_FACTORS = frozenset(
    {
        Factor.BUSINESS_VALUE,
        Factor.RISK_REDUCTION,
        Factor.COMPLIANCE_URGENCY,
        Factor.CUSTOMER_IMPACT,
        Factor.TIME_CRITICALITY,
    }
)
"""The factors people state on the relative scale."""

PER_THOUSAND = 1000

Share = Annotated[Decimal, Field(ge=0, le=1)]
Method = Literal["wsjf", "cd3", "rice", "value_effort"]
"""Scores shown for comparison; none of them decides."""


class ScoringPolicy(Value):
    """One governing score: relative cost of delay per week, divided by size.

    An item's cost of delay is the weighted mean of its factors (weights sum to 1, so it stays on
    the scale). Where somebody stated it in money per week, that governs instead: each thousand
    counts `points_per_thousand`, in the organisation's currency; another currency counts only by
    a rate declared in `other_currencies`, else the item is unscored and says so. Points are never
    shown as money: the conversion goes one way.
    """

    table: Literal["scoring"]
    title: str
    method: str = Field(description="name of the governing score, for a footer")
    weights: Mapping[Factor, Share]
    scale_low: Decimal
    scale_high: Decimal
    money_governs: bool = Field(description="a stated cost of delay in money replaces the mean")
    points_per_thousand: Annotated[Decimal, Field(gt=0)]
    other_currencies: Mapping[str, Annotated[Decimal, Field(gt=0)]] = {}
    mandatory_first: bool = Field(description="mandatory items, and what they wait for, go first")
    input_error_percent: Annotated[
        Decimal, Field(ge=0, lt=100, description="scores closer than this are level")
    ]
    comparisons: tuple[Method, ...]

    @model_validator(mode="after")
    def _weighs_to_one(self) -> Self:
        odd = sorted(factor for factor in self.weights if factor not in POINT_FACTORS)
        if odd:
            msg = f"{odd[0]} is not on the relative scale"
            raise ValueError(msg)
        if sum(self.weights.values()) != 1:
            msg = f"the weights sum to {sum(self.weights.values())}, not to 1"
            raise ValueError(msg)
        return self

    def points(self, per_week: Money, reporting: str) -> Decimal | None:
        """Return the points of a cost of delay in money per week; None without a declared rate.

        `reporting` is the organisation's currency.
        """
        home = {reporting: self.points_per_thousand}
        rate = (home | dict(self.other_currencies)).get(per_week.currency)
        return None if rate is None else per_week.amount / PER_THOUSAND * rate

    def weighted(self, stated: Mapping[Factor, Decimal]) -> Decimal | None:
        """Return the weighted mean of an item's factors; None where a weighed one is missing."""
        if any(factor not in stated for factor in self.weights):
            return None
        return sum((self.weights[name] * stated[name] for name in self.weights), Decimal(0))
