"""The exact interval: known figures, and that it holds what it promises."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.governance.scoreboard.exact_interval import exact_interval


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        (12, 14, 0.57187, 0.98221),
        (0, 10, 0.0, 0.30850),
        (10, 10, 0.69150, 1.0),
        (5, 10, 0.18709, 0.81291),
        (1, 1, 0.025, 1.0),
    ],
)
def test_published_figures(hits: int, trials: int, low: float, high: float) -> None:
    assert exact_interval(hits, trials) == pytest.approx((low, high), abs=5e-5)


def tail(hits: int, trials: int, share: Fraction) -> Fraction:
    chances = (
        comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(hits, trials + 1)
    )
    return sum(chances, Fraction(0))


@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_each_side_leaves_out_a_fortieth(counted: tuple[int, int]) -> None:
    hits, trials = counted
    low, high = exact_interval(hits, trials)
    assert low <= hits / trials <= high
    if hits:
        assert float(tail(hits, trials, Fraction(low))) == pytest.approx(0.025, rel=1e-6)
    if hits < trials:
        assert 1 - float(tail(hits + 1, trials, Fraction(high))) == pytest.approx(0.025, rel=1e-6)


@pytest.mark.parametrize(("hits", "trials"), [(0, 0), (3, 2), (-1, 4)])
def test_no_share_of_nothing(hits: int, trials: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        exact_interval(hits, trials)
