"""Earned value, by the textbook's example and at its edges."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.health.earned_value import EarnedValue

EXAMPLE = EarnedValue(
    bac=Decimal(200_000), pv=Decimal(100_000), ev=Decimal(80_000), ac=Decimal(90_000)
)
RESULTS = (
    "cv", "sv", "cpi", "spi", "eac", "eac_as_budgeted", "eac_at_both_paces", "etc", "vac", "tcpi",
)  # fmt: skip
amounts = st.one_of(st.none(), st.integers(0, 10**9).map(Decimal))


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("cv", "-10000"),
        ("sv", "-20000"),
        ("cpi", "0.8889"),
        ("spi", "0.8"),
        ("eac", "225000"),
        ("eac_as_budgeted", "210000"),
        ("eac_at_both_paces", "258750"),
        ("etc", "135000"),
        ("vac", "-25000"),
        ("tcpi", "1.0909"),
    ],
)
def test_the_textbook_example(result: str, expected: str) -> None:
    assert round(getattr(EXAMPLE, result), 4) == Decimal(expected)


@pytest.mark.parametrize(
    ("changed", "undefined"),
    [
        ({"ac": Decimal(0)}, {"cpi", "eac_at_both_paces"}),
        ({"pv": Decimal(0)}, {"spi", "eac_at_both_paces"}),
        ({"ev": Decimal(0)}, {"eac", "etc", "vac", "eac_at_both_paces"}),
        ({"ac": Decimal(200_000)}, {"tcpi"}),
        ({"ac": Decimal(250_000)}, {"tcpi"}),
        ({"bac": None}, {"eac", "eac_as_budgeted", "eac_at_both_paces", "etc", "vac", "tcpi"}),
        ({"ev": None}, set(RESULTS)),
    ],
)
def test_what_is_undefined_is_none_and_never_zero(
    changed: dict[str, Decimal | None], undefined: set[str]
) -> None:
    value = EXAMPLE.model_copy(update=changed)
    assert {name for name in RESULTS if getattr(value, name) is None} == undefined


@given(st.builds(EarnedValue, bac=amounts, pv=amounts, ev=amounts, ac=amounts))
def test_signs_and_indices_tell_the_same_story(value: EarnedValue) -> None:
    if value.cpi is not None:
        assert value.cv is not None
        assert (value.cpi < 1) == (value.cv < 0)
    if value.spi is not None:
        assert value.sv is not None
        assert (value.spi < 1) == (value.sv < 0)
