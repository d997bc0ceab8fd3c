"""How sure a share of hits is: the score interval of a proportion (Wilson, 1927)."""

from __future__ import annotations

from math import sqrt

_NINETY_FIVE = 1.959963984540054
"""Standard deviations to each side that hold 95 of 100 cases."""


def wilson(hits: int, trials: int) -> tuple[float, float]:
    """Return the bounds, from 0 to 1, between which the true share lies in 95 of 100 cases.

    Raises ValueError without any trial.
    """
    if not trials:
        raise ValueError("no share of nothing")
    share, square = hits / trials, _NINETY_FIVE**2
    middle = share + square / (2 * trials)
    reach = _NINETY_FIVE * sqrt(share * (1 - share) / trials + square / (4 * trials**2))
    scale = 1 + square / trials
    return max((middle - reach) / scale, 0.0), min((middle + reach) / scale, 1.0)
