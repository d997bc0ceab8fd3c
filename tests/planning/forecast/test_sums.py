"""Distributions of counts and of their sums."""

from __future__ import annotations

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.planning.forecast.sums import (
    added,
    at_least,
    low_count,
    mixed,
    nothing,
    observed,
    scaled,
    thinned,
)

counts = st.lists(st.integers(0, 6), min_size=1, max_size=5).map(np.array)


@given(counts, counts)
def test_a_sum_is_every_pair_added(one: np.ndarray, other: np.ndarray) -> None:
    pairs = observed(np.array([a + b for a, b in product(one, other)]))
    assert np.allclose(added(observed(one), observed(other), 100), pairs)


@given(counts, st.integers(0, 5))
def test_what_is_beyond_the_most_counts_as_the_most(one: np.ndarray, most: int) -> None:
    total = added(observed(one), nothing(), most)
    assert total.sum() == pytest.approx(1)
    assert len(total) <= most + 1
    assert at_least(total, most) == pytest.approx(float((one >= most).mean()))


@given(st.integers(0, 8), st.floats(0, 1))
def test_a_share_of_a_week_keeps_each_item_by_that_chance(count: int, share: float) -> None:
    left = thinned(observed(np.array([count])), share)
    binomial = [comb(count, k) * share**k * (1 - share) ** (count - k) for k in range(count + 1)]
    assert np.allclose(left, binomial)


@given(counts, st.floats(0, 3))
def test_scaling_scales_the_mean_and_keeps_whole_numbers(one: np.ndarray, factor: float) -> None:
    times = scaled(observed(one), factor)
    assert times.sum() == pytest.approx(1)
    assert (np.arange(len(times)) * times).sum() == pytest.approx(one.mean() * factor)


def test_the_low_count_is_reached_in_that_many_cases() -> None:
    chances = observed(np.array([0, 1, 2, 2, 3, 4, 5, 5, 6, 9]))
    assert low_count(chances, 90) == 1
    assert low_count(chances, 50) == 4
    assert low_count(chances, 100) == 0


@given(counts)
def test_more_certainty_never_promises_more(one: np.ndarray) -> None:
    chances = observed(one)
    assert low_count(chances, 85) <= low_count(chances, 50)
    assert at_least(chances, low_count(chances, 85)) >= 0.85 - 1e-9


def test_a_mixture_is_the_mean_of_its_parts() -> None:
    parts = [observed(np.array([0])), observed(np.array([2]))]
    assert mixed(parts).tolist() == [0.5, 0, 0.5]
