from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.capacity.timeline import Timeline

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


def test_work_is_counted_in_hundredths_of_a_minute() -> None:
    timeline = Timeline([480 * 0.56, 1 / 3], 480 * 0.56)
    assert timeline.grains == [0, 26_880, 26_913]
    assert timeline.minutes == (268.8, 0.33)
    assert timeline.grains_a_day == 26_880
