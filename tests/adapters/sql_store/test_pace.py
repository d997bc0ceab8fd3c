"""An import takes as much at once as others can wait for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.sql_store.pace import TARGET, Pace


def test_it_starts_small_and_takes_more_while_writes_are_fast() -> None:
    pace = Pace(bytes_per_row=300)
    first = pace.rows
    pace.learn(TARGET / 10)
    assert pace.rows == 2 * first


def test_it_starts_with_less_where_rows_are_large() -> None:
    assert Pace(bytes_per_row=10_000_000).rows == 1


def test_it_takes_less_at_once_after_a_slow_write() -> None:
    pace = Pace(bytes_per_row=300)
    before = pace.rows
    pace.learn(TARGET * 4)
    assert pace.rows == before // 4


@given(st.integers(1, 500), st.floats(1e-6, 1e-4), st.floats(0, 0.02))
def test_where_time_grows_with_rows_no_write_is_long(
    size: int, per_row: float, overhead: float
) -> None:
    pace = Pace(size)
    for _ in range(40):
        seconds = overhead + pace.rows * per_row
        assert seconds < 0.1
        pace.learn(seconds)
    assert pace.rows >= 1
