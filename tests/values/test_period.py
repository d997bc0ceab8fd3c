"""Periods include both ends; weeks are ISO."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.values import Period, Week


def test_both_ends_belong() -> None:
    freeze = Period(start=date(2026, 12, 14), end=date(2027, 1, 3))
    assert date(2026, 12, 14) in freeze
    assert date(2027, 1, 3) in freeze
    assert date(2027, 1, 4) not in freeze


def test_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Period(start=date(2026, 12, 2), end=date(2026, 12, 1))


def test_a_week_of_the_new_year_may_belong_to_the_old_one() -> None:
    week = Week.of(date(2027, 1, 3))
    assert str(week) == "2026-W53"
    assert str(week.plus(1)) == "2027-W01"
    assert week.period.end == date(2027, 1, 3)
