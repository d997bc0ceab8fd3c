from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assistant.planning.capacity.working_days import WorkingDays
from assistant.portfolio.organisation import Holiday
from tests.planning.backlogs import MONDAY, portfolio

days = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@given(days, st.integers(-400, 400))
def test_places_and_days_are_inverse_and_only_weekdays(start: date, place: int) -> None:
    line = WorkingDays(start, frozenset())
    day = line.day(place)
    assert day.weekday() < 5
    assert line.place(day) == place


@given(days, days)
def test_a_place_counts_the_weekdays_between(start: date, day: date) -> None:
    line = WorkingDays(start, frozenset())
    low, high = sorted((line.start, day))
    between = sum((low + timedelta(days=n)).weekday() < 5 for n in range((high - low).days))
    assert line.place(day) == (between if day >= line.start else -between)


def test_a_line_that_starts_on_a_weekend_starts_on_monday() -> None:
    assert WorkingDays(date(2026, 11, 21), frozenset()).start == date(2026, 11, 23)
    assert WorkingDays(date(2026, 11, 22), frozenset()).day(0) == date(2026, 11, 23)


def test_work_that_ends_with_a_day_is_finished_on_it() -> None:
    line = WorkingDays(MONDAY, frozenset())
    assert line.finish_day(5.0) == date(2026, 11, 20)
    assert line.start_day(5.0) == date(2026, 11, 23)
    assert line.finish_day(5.1) == date(2026, 11, 23)
    assert line.finish_day(0.0) == MONDAY
    assert line.finish_day(0.1 + 0.2 + 0.7) == MONDAY


def test_the_end_of_a_day_is_when_its_work_is_over() -> None:
    line = WorkingDays(MONDAY, frozenset())
    assert line.end_of(MONDAY) == 1
    assert line.end_of(date(2026, 11, 20)) == 5
    assert line.end_of(date(2026, 11, 22)) == 5
    assert line.end_of(date(2026, 11, 1)) == 0


def test_holidays_are_on_the_line_and_not_worked() -> None:
    line = WorkingDays.of(portfolio([Holiday(key="h", day=date(2026, 11, 18))]))
    assert [line.is_worked(place) for place in range(4)] == [True, True, False, True]


def test_of_several_calendars_the_default_counts() -> None:
    rows = [
        Holiday(key="a", day=date(2026, 11, 17)),
        Holiday(key="b", calendar="IE", day=date(2026, 11, 18)),
    ]
    assert WorkingDays.of(portfolio(rows)).holidays == {date(2026, 11, 17)}
    assert WorkingDays.of(portfolio(rows[1:])).holidays == {date(2026, 11, 18)}
