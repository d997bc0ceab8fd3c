"""Days and stretches of time are read as people write them."""

from datetime import date

import pytest

from assistant.graph.understanding.times import Times, find_times
from assistant.portfolio.organisation import Freeze

_MONDAY = date(2026, 11, 16)
_FREEZE = Freeze(key="f", name="Year end", start=date(2026, 12, 14), end=date(2027, 1, 3))


def _read(text: str, *, is_past: bool = False) -> Times:
    return find_times(text, _MONDAY, [_FREEZE], is_past=is_past)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("this week", "2026-11-16", "2026-11-22"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("since last monday", "2026-11-09", None),
        ("by next monday", None, "2026-11-23"),
        ("in december", "2026-12-01", "2026-12-31"),
        ("in the week of 30 nov", "2026-11-30", "2026-12-06"),
        ("by end of march", None, "2027-03-31"),
        ("before the freeze", None, "2026-12-13"),
        ("after the freeze", "2027-01-04", None),
        ("in the next 8 weeks", "2026-11-16", "2027-01-10"),
        ("in q1", "2027-01-01", "2027-03-31"),
        ("by the end of q1", None, "2027-03-31"),
        ("until 4 december", None, "2026-12-04"),
        ("before 11 dec", None, "2026-12-10"),
        ("from 30 november until 11 december", "2026-11-30", "2026-12-11"),
        ("from 16 to 27 november", "2026-11-16", "2026-11-27"),
        ("between 7 and 18 december", "2026-12-07", "2026-12-18"),
        ("7-18 dec", "2026-12-07", "2026-12-18"),
        ("the 7th to the 18th of december", "2026-12-07", "2026-12-18"),
        ("from 30 to 2 december", "2026-12-02", "2026-12-02"),
        ("between 1 dec and 12 dec", "2026-12-01", "2026-12-12"),
        ("on 2026-12-04", "2026-12-04", "2026-12-04"),
        ("04.12.2026", "2026-12-04", "2026-12-04"),
        ("dec 11", "2026-12-11", "2026-12-11"),
        ("jan 15th 2027", "2027-01-15", "2027-01-15"),
        ("tomorrow", "2026-11-17", "2026-11-17"),
        ("since friday", "2026-11-13", None),
        ("two weeks ago", "2026-11-02", None),
        ("in the last two weeks", "2026-11-02", "2026-11-16"),
        ("in three weeks", "2026-12-07", "2026-12-07"),
        ("week 48", "2026-11-23", "2026-11-29"),
        ("by easter", None, "2027-03-28"),
        ("end of the year", "2026-12-31", "2026-12-31"),
        ("in may", "2027-05-01", "2027-05-31"),
        ("since 26 october", "2026-10-26", None),
    ],
)  # fmt: skip
def test_days(text: str, start: str | None, end: str | None) -> None:
    found = _read(text)
    assert (_iso(found.start), _iso(found.end)) == (start, end)


def test_a_month_of_the_past() -> None:
    assert _read("in march", is_past=True).start == date(2026, 3, 1)
    assert _read("in march").start == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("text", "days", "working"),
    [("for two weeks", 14, 10), ("another week", 7, 5), ("a 10 day delay", 10, 10), ("3 days", 3, 3)],
)  # fmt: skip
def test_stretches(text: str, days: int, working: int) -> None:
    (length,) = _read(text).lengths
    assert (length.days, length.working_days) == (days, working)


@pytest.mark.parametrize("text", ["may lantern go on", "week 77", "2026-13-40", "march on"])
def test_what_is_no_day(text: str) -> None:
    found = _read(text)
    assert found.end is None or found.end.month == 3


def test_no_freeze_ahead() -> None:
    assert find_times("before the freeze", _MONDAY, [], is_past=False).whens == ()


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
