"""Effort is whole minutes, whatever it was stated in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.values import Effort, EffortUnit


@pytest.mark.parametrize(
    ("amount", "unit", "minutes"),
    [("4", EffortUnit.DAY, 1920), ("2.5", EffortUnit.HOUR, 150), ("1", EffortUnit.WEEK, 2400)],
)
def test_becomes_minutes(amount: str, unit: EffortUnit, minutes: int) -> None:
    assert Effort.of(amount, unit).minutes == minutes


def test_is_shown_in_days() -> None:
    assert Effort.of_days("4.5").days == Decimal("4.5")


def test_a_sum_keeps_the_first_unit() -> None:
    total = Effort.of("3", EffortUnit.HOUR) + Effort.of_days(1)
    assert (total.minutes, total.unit) == (660, EffortUnit.HOUR)
