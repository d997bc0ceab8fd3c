"""Money is exact and never mixes currencies."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.values import Money

units = st.integers(min_value=-(10**15), max_value=10**15)


@given(units)
def test_survives_the_store(count: int) -> None:
    assert Money.from_units(count, "EUR").units == count


def test_keeps_what_floats_lose() -> None:
    assert Money(amount=Decimal("1234567.8912"), currency="EUR").units == 12345678912


@given(units, units)
def test_adds_and_subtracts_exactly(first: int, second: int) -> None:
    one, two = Money.from_units(first, "EUR"), Money.from_units(second, "EUR")
    assert (one + two - two) == one


def test_refuses_to_mix_currencies() -> None:
    with pytest.raises(ValueError, match="without a dated rate"):
        Money(amount=Decimal(1), currency="EUR") + Money(amount=Decimal(1), currency="USD")


def test_refuses_a_currency_that_is_no_code() -> None:
    with pytest.raises(ValueError, match="currency"):
        Money(amount=Decimal(1), currency="€")
