"""When so many items are done, and how many by a day, from weekly counts."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.planning.capacity.working_days import WorkingDays
from assistant.planning.forecast.pace import Pace, coming_weeks, windows
from assistant.planning.forecast.sums import at_least, low_count

MONDAY = date(2026, 11, 16)
LINE = WorkingDays(MONDAY, frozenset())
histories = st.lists(st.integers(0, 6), min_size=4, max_size=40).map(np.array)


def pace(*finished: int, line: WorkingDays = LINE) -> Pace:
    return Pace(np.array(finished), coming_weeks(line))


def test_a_steady_pace_has_one_answer() -> None:
    steady = pace(*[5] * 12)
    assert steady.done_by(10, (50, 85)) == [date(2026, 11, 27), date(2026, 11, 27)]
    assert low_count(steady.count_by(date(2026, 11, 29), 50), 85) == 10


def test_a_holiday_week_finishes_less() -> None:
    week_off = frozenset(MONDAY + timedelta(days=n) for n in range(5))
    late = pace(*[5] * 12, line=WorkingDays(MONDAY, week_off))
    assert late.done_by(10, (85,)) == [date(2026, 12, 4)]


def test_the_rest_of_a_week_counts_by_its_days() -> None:
    friday = WorkingDays(date(2026, 11, 20), frozenset())
    weeks = coming_weeks(friday, 2)
    assert [len(week.days) for week in weeks] == [1, 5]
    by_friday = Pace(np.full(12, 5), weeks).count_by(date(2026, 11, 20), 50)
    assert at_least(by_friday, 1) == pytest.approx(1 - 0.8**5)


def test_what_never_was_finished_has_no_day() -> None:
    assert pace(*[0] * 12).done_by(1, (50, 85)) == [None, None]


def test_recent_weeks_count_more() -> None:
    waking, tiring = [0] * 8 + [6] * 8, [6] * 8 + [0] * 8
    early, late = (pace(*each).done_by(20, (50,))[0] for each in (waking, tiring))
    assert early is not None
    assert late is None or early < late


def test_short_windows_need_some_items_in_them() -> None:
    assert windows(np.array([1] * 32)) == (8, 16, 32)
    assert windows(np.array([3] * 32)) == (4, 8, 16, 32)
    assert windows(np.array([0] * 3)) == (3,)


@given(histories, st.integers(1, 25))
def test_days_and_counts_are_two_views_of_one_forecast(history: np.ndarray, items: int) -> None:
    forecast = Pace(history, coming_weeks(LINE, 60))
    even, sure = forecast.done_by(items, (50, 85))
    if sure is None:
        return
    assert even is not None
    assert even <= sure
    eve = sure - timedelta(days=1)
    assert at_least(forecast.count_by(sure, items), items) >= 0.85 - 1e-6
    if eve >= MONDAY:
        assert at_least(forecast.count_by(eve, items), items) < 0.85 + 1e-6


@given(histories, st.integers(1, 12))
def test_more_items_are_never_sooner(history: np.ndarray, items: int) -> None:
    forecast = Pace(history, coming_weeks(LINE, 60))
    fewer, more = (forecast.done_by(count, (85,))[0] or date.max for count in (items, items + 3))
    assert fewer <= more
