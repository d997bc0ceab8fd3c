from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.planning.inputs.scoring import (
    SIZE,
    comparison_scores,
    governing_score,
    missing_for_rate,
    rate_of,
    read_values,
)
from assistant.planning.inputs.sizes import Size
from assistant.policy import default_policy
from assistant.portfolio.work import Factor, ValueInput
from assistant.values import Money
from tests.planning.backlogs import five_factors, portfolio, stated, worth

SCORING = default_policy().scoring
FOUR_DAYS = Size((("iam", 4 * 480),), stated=True)


def of(*rows: ValueInput) -> dict[Factor, ValueInput]:
    return {row.factor: row for row in rows}


def test_the_factors_weigh_to_points_a_week() -> None:
    rate = rate_of(of(*five_factors("A", 5, 4, 3, 2)), SCORING, "EUR")
    assert rate is not None
    assert rate.points == Decimal("3.6")
    assert rate.money is None


def test_money_governs_by_the_declared_rate_and_stays_money() -> None:
    rows = of(*five_factors("A", 5, 5, 5, 5), worth("A", 7000))
    rate = rate_of(rows, SCORING, "EUR")
    assert rate is not None
    assert rate.points == 7
    assert rate.money == Money(amount=Decimal(7000), currency="EUR")


def test_a_currency_without_a_rate_is_no_score_and_says_so() -> None:
    rows = of(worth("A", 7000, "USD"))
    assert rate_of(rows, SCORING, "EUR") is None
    assert missing_for_rate(rows, SCORING) == ("a rate for USD",)


def test_points_are_never_money() -> None:
    rate = rate_of(of(worth("A", 3, None)), SCORING, "EUR")
    assert rate is not None
    assert rate.points == 3
    assert rate.money is None
    assert "EUR" not in rate.arithmetic


def test_a_missing_factor_is_no_score_never_zero() -> None:
    rows = of(*five_factors("A", 5, 4, 3, 2)[:3])
    assert rate_of(rows, SCORING, "EUR") is None
    missing = missing_for_rate(rows, SCORING)
    score = governing_score(None, FOUR_DAYS, missing)
    assert score.value is None
    assert score.missing == ("customer impact",)


def test_a_missing_size_is_named() -> None:
    rate = rate_of(of(worth("A", 4000)), SCORING, "EUR")
    assert governing_score(rate, None, ()).missing == (SIZE,)


def test_the_governing_score_is_worth_by_size_with_its_arithmetic() -> None:
    rate = rate_of(of(worth("A", 1000)), SCORING, "EUR")
    score = governing_score(rate, FOUR_DAYS, ())
    assert score.value == Decimal("0.25")
    assert score.arithmetic == "(1000 EUR a week = 1 points) ÷ 4"


def test_comparison_scores_by_the_book() -> None:
    rows = of(
        *five_factors("A", 5, 3, 1, 1),
        stated("A", Factor.TIME_CRITICALITY, 4),
        worth("A", 10_000),
        stated("A", Factor.REACH, 2000),
        stated("A", Factor.IMPACT, 2),
        stated("A", Factor.CONFIDENCE, 80),
    )
    four_months = Size((("iam", 80 * 480),), stated=True)
    assert comparison_scores(rows, four_months, SCORING)["rice"].value == 800
    scores = comparison_scores(rows, FOUR_DAYS, SCORING)
    assert scores["wsjf"].value == 3
    assert scores["cd3"].value == Decimal(10_000) / Decimal("0.8")
    assert scores["value_effort"].value == Decimal("2.6") / 4


def test_confidence_may_be_a_share_or_a_percentage() -> None:
    rows = of(stated("A", Factor.REACH, 100), stated("A", Factor.IMPACT, 1))
    share = rows | of(stated("A", Factor.CONFIDENCE, 0.8))
    percent = rows | of(stated("A", Factor.CONFIDENCE, 80))
    first, second = (comparison_scores(each, FOUR_DAYS, SCORING) for each in (share, percent))
    assert first["rice"].value == second["rice"].value == 400


@pytest.mark.parametrize("name", ["wsjf", "cd3", "rice", "value_effort"])
def test_each_comparison_names_what_it_lacks(name: str) -> None:
    score = comparison_scores({}, None, SCORING)[name]
    assert score.value is None
    assert score.missing[-1] == SIZE
    assert len(score.missing) > 1


def test_the_latest_of_two_inputs_counts() -> None:
    old = worth("A", 3000, stated_on=date(2026, 10, 1))
    new = worth("A", 7000, stated_on=date(2026, 11, 11)).model_copy(update={"key": "A/again"})
    values = read_values(portfolio([old, new]))
    assert values["A"][Factor.COST_OF_DELAY].value == 7000
