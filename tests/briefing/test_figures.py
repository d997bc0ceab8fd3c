from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.briefing import figures
from assistant.values import Effort, EffortUnit, Money


def euros(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1368000", "€1.37 M"),
        ("4800000", "€4.80 M"),
        ("5000000", "€5 M"),
        ("11000", "€11 k"),
        ("11400", "€11.4 k"),
        ("168000", "€168 k"),
        ("999499", "€999 k"),
        ("999500", "€1 M"),
        ("1040600000", "€1.04 bn"),
        ("9230.77", "€9,231"),
        ("850", "€850"),
        ("85.5", "€85.50"),
        ("0.001", "€0.001"),
        ("0", "€0"),
        ("-20000", "−€20 k"),
    ],
)
def test_money_is_short(amount: str, words: str) -> None:
    assert figures.money(euros(amount)) == words


def test_other_currencies_are_named() -> None:
    assert figures.money(Money(amount=Decimal(250_000), currency="USD")) == "$250 k"
    assert figures.money(Money(amount=Decimal(250_000), currency="CHF")) == "CHF 250 k"


def test_exact_money_has_every_digit() -> None:
    assert figures.exact_money(euros("1368000")) == "€1,368,000"
    assert figures.exact_money(euros("-9230.7")) == "−€9,230.70"
    assert figures.exact_money(euros("0.0001")) == "€0.0001"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("14", "14 %"),
        ("51.28", "51.3 %"),
        ("-4.5", "−4.5 %"),
        ("0.04", "0.04 %"),
        ("99.97", "99.97 %"),
        ("100", "100 %"),
        ("211.4", "211 %"),
    ],
)
def test_percentages_claim_no_round_number_they_are_not(value: str, words: str) -> None:
    assert figures.percent(Decimal(value)) == words


def test_a_ratio_just_under_plan_stays_under_it() -> None:
    assert figures.ratio(Decimal("0.9991")) == "0.999"
    assert figures.ratio(Decimal("0.7742")) == "0.77"
    assert figures.ratio(1) == "1"


def test_words_follow_their_number() -> None:
    assert figures.counted(1, "day") == "1 day"
    assert figures.counted(Decimal("2.5"), "week") == "2.5 weeks"
    assert figures.counted(Decimal("0.98"), "day") == "1 day"
    assert figures.counted(Decimal("1.04"), "day") == "1 day"
    assert figures.effort(Effort.of("2.5", EffortUnit.HOUR)) == "2.5 hours"


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, max_value=10**12))
def test_rounding_never_makes_something_nothing(value: Decimal) -> None:
    assert (figures.number(value) == "0") == (value == 0)
    assert (figures.percent(value) == "100 %") == (value == 100)


@settings(deadline=None)
@given(st.decimals(min_value=-(10**13), max_value=10**13, places=4))
def test_short_money_is_within_half_a_percent_of_the_amount(amount: Decimal) -> None:
    shown = figures.money(Money(amount=amount, currency="EUR"))
    digits = shown.replace("−", "-").replace("€", "").replace(",", "").split()
    scale = {"k": 1_000, "M": 1_000_000, "bn": 1_000_000_000}[digits[1]] if digits[1:] else 1
    error = abs(Decimal(digits[0]) * scale - amount)
    assert error <= abs(amount) / 199 or error <= Decimal("0.0051")
