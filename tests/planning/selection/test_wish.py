from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.errors import BadInput
from assistant.planning.selection.wish import Limit, read_cut, read_limit, read_pair
from assistant.values import Effort, EffortUnit, Money


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("500kEUR", 500_000),
        ("1.2M EUR", 1_200_000),
        ("750000 eur", 750_000),
        ("3_000_000EUR", 3_000_000),
        (" 0.5 k EUR ", 500),
    ],
)
def test_amounts_of_money(text: str, amount: int) -> None:
    assert read_limit(text) == Limit(Money(amount=Decimal(amount), currency="EUR"))


@pytest.mark.parametrize(
    ("text", "days", "skill"),
    [("60d", 60, None), ("backend 60d", 60, "backend"), ("Data Base 2.5 d", 2.5, "data base")],
)
def test_amounts_of_work(text: str, days: float, skill: str | None) -> None:
    assert read_limit(text) == Limit(Effort.of(str(days), EffortUnit.DAY), skill)


@pytest.mark.parametrize(
    "text", ["", "10", "EUR", "1,5MEUR", "-5d", "1e6EUR", "5 parsecs", "10 %", "nanEUR", "٣kEUR"]
)
def test_what_is_no_budget_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadInput, match="500kEUR"):
        read_limit(text)


def test_cuts_are_percentages() -> None:
    assert read_cut("10%") == read_cut(" 10 ") == Decimal(10)
    for text in ("110%", "-1%", "a tenth", ""):
        with pytest.raises(BadInput, match="10%"):
            read_cut(text)


def test_pairs_are_two_different_names() -> None:
    assert read_pair("HARBOR, QUAY") == ("HARBOR", "QUAY")
    for text in ("HARBOR", "A,", "A,B,C", "A,a"):
        with pytest.raises(BadInput, match="two candidates"):
            read_pair(text)
