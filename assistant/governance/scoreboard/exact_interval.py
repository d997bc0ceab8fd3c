"""How sure a share of hits is, exactly: the interval of Clopper and Pearson (1934)."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, fsum, lgamma, log

_TAIL = 0.025
"""Chance left out on each side: 95 of 100 cases lie between."""

_HALVINGS = 60
"""Enough to find a share to the last bit that a float keeps."""


def exact_interval(hits: int, trials: int) -> tuple[float, float]:
    """Return the bounds, from 0 to 1, between which the true share lies in 95 of 100 cases or more.

    The lower bound is the share at which so many hits or more are just not too unlikely, the upper
    one that at which so many or fewer are. Raises ValueError without any trial, or for more hits
    than trials.
    """
    if not 0 <= hits <= trials or not trials:
        msg = f"{hits} of {trials} is no share"
        raise ValueError(msg)
    low = 0.0 if hits == 0 else _crossing(lambda p: _chance(hits, trials, trials, p) >= _TAIL)
    high = 1.0 if hits == trials else _crossing(lambda p: _chance(0, hits, trials, p) < _TAIL)
    return low, high


def _crossing(is_above: Callable[[float], bool]) -> float:
    """Return the share from which on a condition holds, by halving."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if is_above(middle) else (middle, high)
    return (low + high) / 2


def _chance(first: int, last: int, trials: int, share: float) -> float:
    """Return how likely it is to hit from `first` to `last` times."""
    yes, no = log(share), log(1 - share)
    whole = lgamma(trials + 1)
    return fsum(
        exp(whole - lgamma(k + 1) - lgamma(trials - k + 1) + k * yes + (trials - k) * no)
        for k in range(first, last + 1)
    )
