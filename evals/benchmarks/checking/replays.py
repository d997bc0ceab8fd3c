"""Checks runs of a plan by plain code that shares nothing with what ran it."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

_ONE_IN_A_THOUSAND = 1.95
"""Kolmogorov's bound, times the root of the runs, that chance alone passes once in a thousand."""


def finishes(before: Sequence[Sequence[int]], days: Sequence[float]) -> list[float]:
    """Return when each item is finished if it starts when all before it are; sorted by number."""
    ends: list[float] = []
    for item, needed in enumerate(before):
        start = 0.0
        for each in needed:
            start = max(start, ends[each])
        ends.append(start + days[item])
    return ends


def worst_distance(runs: int) -> float:
    """Return how far an honest sample of so many may lie from its distribution (Kolmogorov)."""
    return _ONE_IN_A_THOUSAND / sqrt(runs)
