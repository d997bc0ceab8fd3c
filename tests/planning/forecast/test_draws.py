"""Draws are the same every time, and each item's are its own."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.planning.forecast.draws import (
    between_factors,
    drawn,
    longer_percent,
    one_sigma,
    spread_factors,
    stream,
)


def test_half_are_longer_and_one_in_six_by_the_spread() -> None:
    factors = drawn(spread_factors(one_sigma(50)), stream(0, "item A"), 0, 40_000)
    assert float(np.median(factors)) == pytest.approx(1, abs=0.02)
    assert float((factors >= 1.5).mean()) == pytest.approx(0.159, abs=0.01)
    assert longer_percent(one_sigma(50)) == pytest.approx(50)


def test_an_unsized_item_lies_between_two_sizes() -> None:
    table = between_factors(0.5, 8)
    assert 0.5 < table.min() < table.max() < 8
    assert float(np.median(table)) == pytest.approx(2, rel=0.01)


def test_runs_in_blocks_are_the_runs_at_once() -> None:
    table, begin = spread_factors(0.4), stream(3, "item A")
    blocks = [drawn(table, begin, first, 100) for first in range(0, 400, 100)]
    assert np.array_equal(np.concatenate(blocks), drawn(table, begin, 0, 400))


def test_streams_do_not_know_of_each_other() -> None:
    table = spread_factors(0.4)
    logs = np.log([drawn(table, stream(0, f"item {n}"), 0, 4_000) for n in range(40)])
    correlations = np.corrcoef(logs)[~np.eye(40, dtype=bool)]
    assert np.abs(correlations).max() < 0.08
