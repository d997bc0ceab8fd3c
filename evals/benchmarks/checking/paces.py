"""Checks a day forecast from weekly counts by drawing futures at random, step by step.

It follows the words of the method, and shares no code with the exact computation.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

_PATHS = 1_600
_TOLERANCE = 0.05
"""Four standard errors of so many paths, and a little."""


def is_right(past: Sequence[int], monday: date, items: int, day: date, level: float) -> bool:
    """Say whether so many items are done by the day at that level, and not by the day before."""
    weeks, weekday = divmod((day - monday).days, 7)
    rng = np.random.default_rng([monday.toordinal(), items])
    paths = [_path(np.array(each), weeks, factor, rng) for each, factor in _scenarios(past)]
    before = np.concatenate([path.sum(axis=1) for path, _ in paths])
    last = np.concatenate([week for _, week in paths])
    by_day = before + rng.binomial(last, min(weekday + 1, 5) / 5)
    by_eve = before + rng.binomial(last, min(weekday, 5) / 5)
    reached, reached_eve = float(np.mean(by_day >= items)), float(np.mean(by_eve >= items))
    return reached >= level - _TOLERANCE and reached_eve <= level + _TOLERANCE


def _scenarios(past: Sequence[int]) -> list[tuple[list[int], float]]:
    """Return windows of the last weeks, each once slower and once faster by its standard error."""
    lengths = sorted({max(len(past) // part, min(4, len(past))) for part in (8, 4, 2, 1)})
    found = []
    for length in lengths:
        window = list(past[-length:])
        if length < len(past) and sum(window) < 5:  # noqa: PLR2004 - the method's own number
            continue
        mean = sum(window) / length
        deviation = math.sqrt(sum((each - mean) ** 2 for each in window) / length)
        error = deviation / mean / math.sqrt(length) if mean else 0.0
        found += [(window, max(1 - error, 0.0)), (window, 1 + error)]
    return found


def _path(
    window: NDArray[np.int64], weeks: int, factor: float, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the counts of full weeks and of the week after them, on many paths."""
    drawn = rng.choice(window, size=(_PATHS // 8, weeks + 1)) * factor
    counts = (np.floor(drawn) + (rng.random(drawn.shape) < drawn % 1)).astype(np.int64)
    return counts[:, :weeks], counts[:, weeks]
