"""The cost of a project by rule."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assistant.health.verdicts import Dimension, DimensionVerdict
from assistant.portfolio.control import BudgetKind, BudgetLine
from assistant.values import Money
from tests.health.rag.judged import budget, health, project, says, verdict


def cost(*lines: BudgetLine, tolerance: Any = "normal", **fields: Any) -> DimensionVerdict:
    found = health(project(**fields), *lines, tolerance=tolerance)
    return verdict(found, Dimension.COST)


@pytest.mark.parametrize(
    ("forecast", "colour"),
    [
        (800, "green"),
        (1000, "green"),
        (1050, "green"),
        (1051, "amber"),
        (1100, "amber"),
        (1101, "red"),
    ],
)
def test_the_forecast_is_judged_against_the_tolerance(forecast: int, colour: str) -> None:
    assert cost(budget(baseline=1000, forecast=forecast)).rag == colour


def test_a_growth_is_told_with_its_money_and_its_arithmetic() -> None:
    found = cost(budget(baseline=1_200_000, forecast=1_368_000), tolerance_cost_percent=10)
    assert says(found.because) == (
        "Red: the forecast is €1.37 M, 14 % above the €1.20 M agreed, where 10 % is allowed."
    )
    fact = found.because.facts["forecast_growth"]
    assert fact.value == 14
    assert fact.arithmetic == "(1368000.00 − 1200000) ÷ 1200000"
    assert [source.column for source in fact.sources] == ["baseline", "forecast"]


def test_the_cost_at_todays_pace_tells_what_a_hopeful_forecast_does_not() -> None:
    found = cost(
        budget(
            baseline=4_800_000, forecast=4_800_000, earned_value=2_400_000, actual_cost=3_100_000
        )
    )
    assert (found.rag, found.rule) == ("red", "cost-at-pace-over-tolerance")
    assert found.because.facts["at_pace"].arithmetic == "4800000 ÷ (2400000 ÷ 3100000)"
    assert "it ends at €6.20 M, 29.2 % above the €4.80 M agreed" in says(found.because)


def test_nothing_earned_yet_says_nothing_about_pace() -> None:
    found = cost(budget(baseline=1000, forecast=1000, earned_value=0, actual_cost=90))
    assert (found.rag, found.rule) == ("green", "cost-forecast-within")


@pytest.mark.parametrize(("spent", "colour"), [(1101, "red"), (1001, "amber"), (400, "grey")])
def test_spending_alone_can_warn_but_never_prove_health(spent: int, colour: str) -> None:
    assert cost(budget(baseline=1000, actual_cost=spent)).rag == colour


def test_a_baseline_of_nothing_is_no_base() -> None:
    assert cost(budget(baseline=0, forecast=500)).rag == "grey"


def test_a_forecast_without_its_baseline_does_not_look_like_growth() -> None:
    assert (
        cost(budget("A", baseline=1000, forecast=1000), budget("B", forecast=900)).rag == "green"
    )


def test_another_currency_is_left_out_and_said() -> None:
    invoice = budget("I", currency="USD", actual_cost=5_000_000).model_copy(
        update={"kind": BudgetKind.INVOICE}
    )
    found = cost(budget(baseline=1000, forecast=1000), invoice)
    assert says(found.because) == (
        "Green: the forecast is €1,000 against €1,000 agreed, within what is allowed "
        "(1 line in another currency left out)."
    )
    assert [str(row) for row in found.because.facts["left_out"].sources] == ["budgets.csv row 3"]


def test_a_portfolio_in_another_currency_is_judged_in_it() -> None:
    found = cost(budget(currency="GBP", baseline=3_700_000, forecast=3_100_000))
    assert says(found.because).startswith("Green: the forecast is £3.10 M against £3.70 M agreed")


def test_no_budget_is_grey_with_a_name_and_a_remedy() -> None:
    found = cost()
    assert says(found.because) == "Grey: no baseline and forecast to compare; ask Ben Castellan."
    assert found.remedy is not None
    assert says(found.remedy) == "Add a budget line with its baseline and its forecast."


def test_credits_make_no_pace() -> None:
    found = cost(budget(baseline=1000, forecast=1000, earned_value=100, actual_cost=-90))
    assert (found.rag, found.rule) == ("green", "cost-forecast-within")


def test_absurd_amounts_are_judged_and_not_a_failure() -> None:
    line = budget(forecast=9 * 10**14, earned_value=1, actual_cost=9 * 10**14).model_copy(
        update={"baseline": Money(amount=Decimal("0.0003"), currency="EUR")}
    )
    assert cost(line).rag == "red"
