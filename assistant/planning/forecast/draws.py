"""How far off sizes turn out, drawn cheaply and the same every time.

Every item has its own stream of draws, named by its key: adding, dropping or changing one item
leaves all other draws as they are, so that two forecasts differ by what changed and by nothing
else. A draw is a counter sent through the finaliser of SplitMix64 (Steele, Lea and Flood, 2014);
each of its four words looks up one of 4,096 equally likely factors.
"""

from __future__ import annotations

import hashlib
from functools import cache
from math import exp, log
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Factors = NDArray[np.float64]

GRAIN = 4096
"""How many equally likely factors a table holds."""

LANES = 4
"""Draws from one hash; runs come in multiples of it."""

_GOLDEN = 0x9E3779B97F4A7C15
_WORD = 64


@cache
def _standard_normal() -> Factors:
    """Return the middles of as many equally likely slices of the standard normal distribution."""
    normal = NormalDist()
    return np.array([normal.inv_cdf((place + 0.5) / GRAIN) for place in range(GRAIN)])


def spread_factors(sigma: float) -> Factors:
    """Return a table of log-normal factors around 1: half above, half below."""
    table: Factors = np.exp(sigma * _standard_normal())
    return table


def between_factors(low: float, high: float) -> Factors:
    """Return a table of factors between two, each doubling as likely as any other."""
    places = (np.arange(GRAIN) + 0.5) / GRAIN
    table: Factors = np.exp(log(low) + places * log(high / low))
    return table


def one_sigma(percent: float) -> float:
    """Return the spread at which one in six takes so many percent longer than the middle."""
    return log(1 + percent / 100)


def longer_percent(sigma: float) -> float:
    """Return by how many percent one in six takes longer than the middle."""
    return (exp(sigma) - 1) * 100


def stream(seed: int, name: str) -> int:
    """Return where the draws of a name begin."""
    digest = hashlib.blake2b(f"{seed}\x1f{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def drawn(table: Factors, begin: int, first: int, runs: int) -> Factors:
    """Return a stream's factors for some runs from a first one on; both multiples of `LANES`."""
    counters = np.arange(first // LANES, (first + runs) // LANES, dtype=np.uint64)
    mixed = counters * np.uint64(_GOLDEN) + np.uint64(begin)
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    words = mixed.astype("<u8", copy=False).view("<u2")
    factors: Factors = table.take(words >> np.uint16(LANES))
    return factors
