"""Conditions: each operator, each kind, and what is wrong in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.policy import PolicyValue
from assistant.policy.cells import Subject, compile_cell
from assistant.policy.kinds import InputKind
from assistant.values import Effort, EffortUnit, Money

WORDS = ("red", "amber", "green")


def answer(kind: InputKind, cell: str, value: PolicyValue | None) -> bool | None:
    words = WORDS if kind is InputKind.CHOICE else ()
    subject = Subject("x", kind, words)
    return compile_cell(subject, cell, {"x": subject})({"x": value})


def euros(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


@pytest.mark.parametrize(
    ("kind", "cell", "value", "expected"),
    [
        (InputKind.DAYS, "> 10 days", 11, True),
        (InputKind.DAYS, "> 10 days", 10, False),
        (InputKind.DAYS, ">= 1 day", 1, True),
        (InputKind.DAYS, "< -3 days", -4, True),
        (InputKind.PERCENT, "<= 12.5 %", Decimal("12.5"), True),
        (InputKind.PERCENT, "= 5 percent", Decimal(5), True),
        (InputKind.COUNT, "!= 3", 3, False),
        (InputKind.COUNT, "in 1, 2, 3", 2, True),
        (InputKind.RATIO, "< 0.85", Decimal("0.8499"), True),
        (InputKind.SCORE, ">= 2.5", Decimal("2.5"), True),
        (InputKind.MONEY, "> 40000 EUR", euros("40000.01"), True),
        (InputKind.MONEY, "in 1 EUR, 2 EUR", euros("2"), True),
        (InputKind.EFFORT, "<= 2d", Effort.of(16, EffortUnit.HOUR), True),
        (InputKind.DATE, "< 2026-12-14", date(2026, 12, 13), True),
        (InputKind.DATE, "between 2026-12-14 and 2027-01-03", date(2027, 1, 3), True),
        (InputKind.DAYS, "between 5 days and 10 days", 5, True),
        (InputKind.DAYS, "between 5 days and 10 days", 11, False),
        (InputKind.CHOICE, "= red", "red", True),
        (InputKind.CHOICE, "!= red", "amber", True),
        (InputKind.CHOICE, "in red,amber", "green", False),
        (InputKind.BOOL, "= yes", True, True),
        (InputKind.BOOL, "= no", True, False),
        (InputKind.NAME, "missing", "Ben", False),
        (InputKind.NAME, "missing", None, True),
    ],
)
def test_a_condition_on_a_value(
    kind: InputKind,
    cell: str,
    value: PolicyValue | None,
    expected: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    assert answer(kind, cell, value) is expected


@pytest.mark.parametrize("cell", ["> 1 days", "between 1 days and 2 days", "in 1 days", "= x"])
def test_a_condition_on_nothing_is_unknown(cell: str) -> None:
    assert answer(InputKind.DAYS, cell, None) is None


@pytest.mark.parametrize(
    "cell", ["> 1 USD", "= 1 USD", "in 1 USD, 2 USD", "between 1 USD and 2 USD"]
)
def test_two_currencies_are_never_compared(cell: str) -> None:
    assert answer(InputKind.MONEY, cell, euros("1")) is None


def test_an_amount_that_is_listed_is_found_beside_another_currency() -> None:
    assert answer(InputKind.MONEY, "in 1 USD, 1 EUR", euros("1")) is True


def test_a_choice_may_be_called_like_an_input() -> None:
    subject = Subject("state", InputKind.CHOICE, ("late", "early"))
    late = Subject("late", InputKind.DAYS)
    test = compile_cell(subject, "= late", {"state": subject, "late": late})
    assert test({"state": "late", "late": 4}) is True


def test_an_input_is_compared_with_another_of_its_kind() -> None:
    slip, allowed = Subject("slip", InputKind.DAYS), Subject("allowed", InputKind.DAYS)
    test = compile_cell(slip, "> allowed", {"slip": slip, "allowed": allowed})
    assert test({"slip": 3, "allowed": Decimal(2)}) is True
    assert test({"slip": 3}) is None
    assert test({"allowed": 2}) is None


def test_an_input_declared_so_answers_no_where_it_is_missing() -> None:
    spi = Subject("spi", InputKind.RATIO, when_missing=False)
    least = Subject("least", InputKind.RATIO)
    assert compile_cell(spi, "< 0.9", {})({}) is False
    assert compile_cell(spi, "< least", {"least": least})({}) is False
    assert compile_cell(spi, "missing", {})({}) is True


@pytest.mark.parametrize(
    ("kind", "cell", "says"),
    [
        (InputKind.DAYS, "> 10", "write it like “10 days”"),
        (InputKind.DAYS, "> 2 weeks", "write it like “10 days”"),
        (InputKind.PERCENT, "> 0.1", "write it like “5 %”"),
        (InputKind.MONEY, "> 40000", "write it like “40000 EUR”"),
        (InputKind.MONEY, "> €40000", "write it like “40000 EUR”"),
        (InputKind.EFFORT, "> 4 days", "write it like “4d”"),
        (InputKind.DATE, "< 14.12.2026", "write it like “2026-12-31”"),
        (InputKind.BOOL, "= true", "write it like “yes”"),
        (InputKind.COUNT, "> 2.5", "write it like “3”"),
        (InputKind.CHOICE, "= ambr", "Did you mean “amber”?"),
        (InputKind.CHOICE, "> red", "“>” has no meaning for a choice"),
        (InputKind.NAME, "= Ben", "only “missing”"),
        (InputKind.DAYS, "betwen 1 days and 2 days", "Did you mean “between”?"),
        (InputKind.DAYS, "between 1 days", "write “between LOW and HIGH”"),
        (InputKind.DAYS, "missing 3 days", "“missing” stands alone"),
        (InputKind.DAYS, "10 days", "does not begin with an operator"),
        (InputKind.DAYS, "", "does not begin with an operator"),
        (InputKind.DAYS, "> NaN days", "write it like “10 days”"),
    ],
)
def test_what_is_wrong_with_a_condition(kind: InputKind, cell: str, says: str) -> None:
    with pytest.raises(ValueError, match=r".") as wrong:
        answer(kind, cell, None)
    assert says in str(wrong.value)


def test_inputs_of_two_kinds_are_not_compared() -> None:
    slip, share = Subject("slip", InputKind.DAYS), Subject("share", InputKind.PERCENT)
    with pytest.raises(ValueError, match="slip is days, but share is percent"):
        compile_cell(slip, "> share", {"slip": slip, "share": share})
