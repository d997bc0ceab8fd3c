"""Distributions of counts, and of their sums, exactly: no sampling and no sampling error.

A distribution of a count is an array of chances: entry k is the chance of exactly k. The sum of
independent counts has the convolution of their distributions. Where only a share of a week is
worked, each item that the whole week would have finished falls into that share by that chance
(binomial thinning; Steutel and van Harn, 1979), so that counts stay whole numbers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Chances = NDArray[np.float64]
Counts = NDArray[np.int64]

SLIVER = 1e-9
"""Chances are sums of many terms: this close to a bound is on it."""


def nothing() -> Chances:
    """Return the count that is surely zero."""
    return np.ones(1)


def observed(counts: Counts) -> Chances:
    """Return the distribution in which each count is as likely as it was seen."""
    return np.bincount(counts) / len(counts)


def added(one: Chances, other: Chances, most: int) -> Chances:
    """Return the distribution of the sum of two counts; `most` stands for that many or more."""
    total = np.convolve(one, other)
    if len(total) <= most + 1:
        return total
    kept = total[: most + 1].copy()
    kept[most] += total[most + 1 :].sum()
    return kept


def thinned(whole: Chances, share: float) -> Chances:
    """Return what is left of a count when each of it stays with a chance of `share`."""
    if share >= 1:
        return whole
    left = np.zeros(1)
    for chance in whole[::-1]:
        left = np.convolve(left, (1 - share, share))[: len(whole)]
        left[0] += chance
    return left


def scaled(chances: Chances, factor: float) -> Chances:
    """Return a count as so many times as much; between two whole numbers by chance."""
    places = np.arange(len(chances)) * factor
    below = np.floor(places).astype(np.int64)
    part = places - below
    spread = np.zeros(below[-1] + 2)
    np.add.at(spread, below, chances * (1 - part))
    np.add.at(spread, below + 1, chances * part)
    return spread


def at_least(chances: Chances, count: int) -> float:
    """Return the chance of that count or more."""
    return float(chances[count:].sum()) if count > 0 else 1.0


def low_count(chances: Chances, percent: float) -> int:
    """Return the highest count that is reached in so many of a hundred cases."""
    reached = chances[::-1].cumsum()[::-1]
    return int(np.flatnonzero(reached >= percent / 100 - SLIVER)[-1])


def mixed(several: list[Chances]) -> Chances:
    """Return the distribution of a count that is as likely to follow any of several."""
    mixture = np.zeros(max(len(each) for each in several))
    for each in several:
        mixture[: len(each)] += each / len(several)
    return mixture
