"""How sure a share of hits is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.planning.forecast.wilson import wilson


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_bounds(hits: int, trials: int, low: float, high: float) -> None:
    """The examples of Newcombe, “Two-sided confidence intervals for the single proportion”, 1998."""
    assert wilson(hits, trials) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_between_its_bounds(seen: tuple[int, int]) -> None:
    low, high = wilson(*seen)
    assert 0 <= low <= seen[0] / seen[1] + 1e-12
    assert seen[0] / seen[1] <= high + 1e-12 <= 1 + 1e-9


def test_nothing_tried_has_no_share() -> None:
    with pytest.raises(ValueError, match="nothing"):
        wilson(0, 0)
