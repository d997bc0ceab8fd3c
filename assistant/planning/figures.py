"""Figures as they are kept in facts and written in arithmetic: short, exact to two decimals."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from assistant.values.effort import MINUTES_PER_DAY

_HUNDREDTH = Decimal("0.01")
_KEPT = 10_000
"""Figures that are not written anew: a portfolio states the same few thousand times."""


@lru_cache(_KEPT)
def rounded(value: Decimal | float) -> Decimal:
    """Return a number to two decimals, without trailing zeros and never as a power of ten."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    return Decimal(f"{exact.quantize(_HUNDREDTH).normalize():f}") + 0


def figure(value: Decimal | float) -> str:
    """Return a number as it is written in arithmetic."""
    return f"{rounded(value):f}"


def in_days(minutes: float) -> Decimal:
    """Return minutes of work as days of eight hours."""
    return rounded(float(minutes) / MINUTES_PER_DAY)
