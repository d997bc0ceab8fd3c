"""Forecasts tried again on the past know nothing of what came after them."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.planning.forecast.backtest import PastDays, Replayed, hits
from assistant.planning.forecast.wilson import wilson

FIRST = date(2024, 1, 1)


def replayed(days: list[date], weeks: int) -> Replayed:
    past = PastDays(FIRST, tuple(sorted(days)), FIRST + timedelta(weeks=weeks))
    return Replayed(past, window=32, least_weeks=8, least_items=5)


def drawn_days(seed: int, weeks: int, a_week: float) -> list[date]:
    dice = random.Random(seed)
    workdays = [FIRST + timedelta(weeks=w, days=d) for w in range(weeks) for d in range(5)]
    return [day for day in workdays for _ in range(3) if dice.random() < a_week / 15]


@given(st.integers(0, 3), st.integers(12, 17))
def test_what_comes_later_changes_no_earlier_forecast(seed: int, cut: int) -> None:
    days = drawn_days(seed, 24, 2)
    monday = FIRST + timedelta(weeks=cut)
    shorter = replayed([day for day in days if day < monday], cut)
    longer = replayed(days, 24)
    known = [trial for trial in longer.date_trials() if trial.came and trial.came < monday]
    assert list(shorter.date_trials())[: len(known)] == known
    counted = [trial for trial in longer.count_trials() if _ends(trial.given_on) <= monday]
    assert list(shorter.count_trials()) == counted


def _ends(monday: date) -> date:
    return monday + timedelta(weeks=2)


@given(st.integers(0, 10))
def test_no_outcome_counts_twice(seed: int) -> None:
    trials = list(replayed(drawn_days(seed, 30, 3), 30).date_trials())
    for one, following in pairwise(trials):
        assert one.came is not None
        assert one.came < following.given_on


def test_a_steady_past_holds_about_as_often_as_it_says() -> None:
    trials = [
        trial
        for seed in range(6)
        for trial in replayed(drawn_days(seed, 120, 3), 120).date_trials()
    ]
    assert len(trials) > 150
    for percent in (50, 85):
        held = hits(trials, percent)
        low, high = wilson(sum(held), len(held))
        assert low - 0.06 <= percent / 100 <= high + 0.02


def test_too_short_a_past_is_not_tried() -> None:
    days = drawn_days(1, 7, 9)
    assert not list(replayed(days, 7).date_trials())
    assert not list(replayed(days[:4], 40).date_trials())


def test_a_day_that_passed_without_the_work_is_a_miss() -> None:
    steady = [FIRST + timedelta(weeks=week, days=day) for week in range(12) for day in range(5)]
    *_, last = replayed(steady, 30).date_trials()
    assert last.came is None
    assert not hits([last], 85)[0]


def test_a_day_that_may_still_hold_is_not_judged() -> None:
    steady = [FIRST + timedelta(weeks=week, days=day) for week in range(12) for day in range(5)]
    assert all(trial.came for trial in replayed(steady, 13).date_trials())
