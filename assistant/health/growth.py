"""How much something grew, in percent of what it was."""

from __future__ import annotations

from decimal import Decimal

HUNDRED = Decimal(100)
_HUNDREDTH = Decimal("0.01")


def growth_percent(old: Decimal, new: Decimal) -> Decimal | None:
    """Return (new − old) ÷ old × 100; None where there was nothing to grow from."""
    return (new - old) / old * HUNDRED if old > 0 else None


def shown(percent: Decimal) -> Decimal:
    """Return a percentage to the hundredth: what a fact holds; limits compare the exact one."""
    return percent.quantize(_HUNDREDTH)
