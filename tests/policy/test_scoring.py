"""How points and money meet in one score."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.errors import BadPolicy
from assistant.policy import default_policy, default_tables, parse_policy
from assistant.portfolio.work import Factor
from assistant.values import Money

SCORING = default_tables()["scoring"]
FIVE = {
    Factor.BUSINESS_VALUE: Decimal(5),
    Factor.RISK_REDUCTION: Decimal(5),
    Factor.COMPLIANCE_URGENCY: Decimal(5),
    Factor.CUSTOMER_IMPACT: Decimal(5),
}


def money(amount: int, currency: str = "EUR") -> Money:
    return Money(amount=Decimal(amount), currency=currency)


def test_the_weighted_mean_stays_on_the_scale() -> None:
    scoring = default_policy().scoring
    assert scoring.weighted(FIVE) == scoring.scale_high
    ones = dict.fromkeys(FIVE, Decimal(1))
    assert scoring.weighted(ones) == scoring.scale_low
    weight = scoring.weights[Factor.RISK_REDUCTION]
    assert scoring.weighted(ones | {Factor.RISK_REDUCTION: Decimal(3)}) == 1 + 2 * weight


def test_a_missing_factor_is_not_zero() -> None:
    stated = dict(FIVE)
    del stated[Factor.CUSTOMER_IMPACT]
    assert default_policy().scoring.weighted(stated) is None


def test_money_counts_by_the_thousand_in_the_organisations_currency() -> None:
    scoring = default_policy().scoring
    rate = scoring.points_per_thousand
    assert scoring.points(money(20_000), "EUR") == 20 * rate
    assert scoring.points(money(20_000, "GBP"), "GBP") == 20 * rate


def test_another_currency_has_no_points_without_a_declared_rate() -> None:
    scoring = default_policy().scoring
    assert scoring.points(money(20_000, "USD"), "EUR") is None
    declared = parse_policy({"scoring": SCORING + 'other_currencies: {USD: "0.9"}\n'}).scoring
    assert declared.points(money(20_000, "USD"), "EUR") == 18


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("risk reduction: 0.2", "risk reduction: 0.3", "the weights sum to 1.1, not to 1"),
        ("risk reduction: 0.2", "reach: 0.2", "reach is not on the relative scale"),
        ("risk reduction: 0.2", "risk redution: 0.2", "Did you mean “risk reduction”?"),
        ("points_per_thousand: 1", "points_per_thousand: 0", "“points_per_thousand”"),
        ("comparisons: [wsjf", "comparisons: [wsfj", "Did you mean “wsjf”?"),
    ],
)
def test_scoring_that_is_wrong(right: str, wrong: str, says: str) -> None:
    assert right in SCORING
    with pytest.raises(BadPolicy) as refused:
        parse_policy({"scoring": SCORING.replace(right, wrong)})
    assert says in str(refused.value)
