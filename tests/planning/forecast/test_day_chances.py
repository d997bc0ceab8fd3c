"""On which day something is done, over all runs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from assistant.planning.capacity.working_days import WorkingDays
from assistant.planning.forecast.day_chances import DayChances

MONDAY = date(2026, 11, 16)
LINE = WorkingDays(MONDAY, frozenset())
LATEST = MONDAY + timedelta(weeks=52)


def chances(*times: float) -> DayChances:
    return DayChances.of(np.array(times), LINE, LATEST)


def test_what_ends_with_a_day_is_done_on_it() -> None:
    assert chances(1.0, 1.5, 5.0, 6.0).runs == (
        (date(2026, 11, 16), 1),
        (date(2026, 11, 17), 1),
        (date(2026, 11, 20), 1),
        (date(2026, 11, 23), 1),
    )


def test_percentiles_are_days_that_so_many_runs_reach() -> None:
    found = chances(*range(1, 101))
    assert found.percentile(50) == LINE.day(49)
    assert found.percentile(85) == LINE.day(84)
    assert found.chance_by(LINE.day(84)) == Decimal(85)


@pytest.mark.parametrize(
    ("late", "expected"), [(1, "99.9"), (999, "0.1"), (0, "100"), (500, "50")]
)
def test_what_is_almost_sure_is_not_called_sure(late: int, expected: str) -> None:
    found = chances(*[9.0] * late, *[1.0] * (1_000 - late))
    assert found.chance_by(MONDAY) == Decimal(expected)


def test_too_far_has_no_day() -> None:
    found = chances(1.0, 900.0, 1e9)
    assert found.percentile(20) == MONDAY
    assert found.percentile(50) is None
    assert found.moved(lambda day: day + timedelta(days=1)).percentile(85) is None
    assert found.chance_by(MONDAY) == Decimal(33)
