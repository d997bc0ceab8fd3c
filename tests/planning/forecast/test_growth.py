"""A backlog that is worked off while more arrives."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.planning.capacity.working_days import WorkingDays
from assistant.planning.forecast.growth import NetPace
from assistant.planning.forecast.pace import coming_weeks, windows

MONDAY = date(2026, 11, 16)
WEEKS = coming_weeks(WorkingDays(MONDAY, frozenset()))
weekly = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=4, max_size=9)


def empty_by(pairs: list[tuple[int, int]], count: int) -> list[date | None]:
    finished, arrived = (np.array(side) for side in zip(*pairs, strict=True))
    return NetPace(finished, arrived, WEEKS).empty_by(count, (50, 85))


def test_a_steady_surplus_empties_the_backlog() -> None:
    assert empty_by([(5, 2)] * 12, 9) == [date(2026, 12, 4), date(2026, 12, 4)]


def test_where_more_arrives_than_is_finished_there_is_no_day() -> None:
    assert empty_by([(2, 3)] * 12, 5) == [None, None]


@given(weekly, st.integers(1, 8))
def test_it_agrees_with_walking_many_times(pairs: list[tuple[int, int]], count: int) -> None:
    day = empty_by(pairs, count)[0]
    if day is None:
        return
    weeks = (day - MONDAY).days // 7 + 1
    finished = np.array([one for one, _ in pairs])
    changes = np.array([new - one for one, new in pairs])
    rng = np.random.default_rng(1)
    walks = [rng.choice(changes[-length:], (400, weeks)) for length in windows(finished)]
    left = count + np.concatenate(walks).cumsum(axis=1)
    room = 3 * count + 1
    beyond = np.maximum.accumulate(left >= room, axis=1)
    share = float(((left <= 0) & ~beyond).any(axis=1).mean())
    assert share >= 0.5 - 0.08


def test_weeks_nobody_works_change_nothing() -> None:
    with_holiday = coming_weeks(WorkingDays(MONDAY, frozenset({MONDAY})))
    steady = NetPace(np.full(12, 5), np.full(12, 2), with_holiday)
    assert steady.empty_by(3, (50,)) == [date(2026, 11, 20)]
    assert with_holiday[0].share == pytest.approx(0.8)
