from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.capacity.timeline import Taken, Timeline

minutes = st.lists(st.sampled_from([0.0, 120.0, 240.0, 480.0]), max_size=8)
paces = st.sampled_from([0.0, 240.0, 480.0])


def test_work_goes_on_at_its_pace_after_the_known_days() -> None:
    timeline = Timeline([480, 0, 240], 480)
    assert timeline.work_by(2.5) == 600
    assert timeline.work_by(4) == 720 + 480
    assert timeline.end_of(480) == 1
    assert timeline.start_of(480) == 2
    assert timeline.end_of(600) == 2.5
    assert timeline.end_of(960) == 3.5
    assert timeline.start_of(720) == 3


def test_someone_who_leaves_never_finishes_more() -> None:
    timeline = Timeline([480], 0)
    assert timeline.end_of(480) == 1
    assert timeline.end_of(481) == float("inf")


def test_an_even_timeline_is_known_as_such() -> None:
    assert Timeline([480, 480], 480).is_even
    assert Timeline([], 480).is_even
    assert not Timeline([480, 240], 480).is_even
    assert Timeline([240, 480], 240).peak == 480


@given(minutes, paces, st.floats(0, 12))
@settings(max_examples=100, deadline=None)
def test_work_done_by_a_time_ends_no_later_and_starts_no_earlier(
    days: list[float], pace: float, time: float
) -> None:
    timeline = Timeline(days, pace)
    work = timeline.work_by(time)
    assert timeline.end_of(work) <= time + 1e-9
    if work < timeline.total or pace:
        assert timeline.start_of(work) >= timeline.end_of(work) - 1e-9
        assert timeline.work_by(timeline.start_of(work)) == pytest.approx(work)


def test_a_gap_is_filled_when_the_work_fits_and_left_when_not() -> None:
    taken = Taken(Timeline([], 480))
    taken.take(taken.first_fit(2, 480), 480)
    assert taken.first_fit(0, 961) == 1440
    assert taken.first_fit(0, 960) == 0
    assert taken.first_fit(0.5, 480) == 240
    taken.take(240, 480)
    assert taken.first_fit(0, 240) == 0
    assert taken.first_fit(0, 241) == 1440
    assert taken.first_fit(1.5, 240) == 720


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 960)), max_size=12), minutes)
@settings(max_examples=100, deadline=None)
def test_nobody_does_two_things_at_once(jobs: list[tuple[int, int]], days: list[float]) -> None:
    taken = Taken(Timeline(days, 240))
    placed: list[tuple[float, float]] = []
    for ready, work in jobs:
        begin = taken.first_fit(ready, work)
        assert begin >= taken.timeline.work_by(ready) - 1e-9
        taken.take(begin, work)
        placed.append((begin, begin + work))
    placed.sort()
    assert all(end <= start + 1e-9 for (_, end), (start, _) in itertools.pairwise(placed))
