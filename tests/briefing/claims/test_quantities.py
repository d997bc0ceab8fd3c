"""Figures and dates as people write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.briefing.claims.calendar_words import read_date
from assistant.briefing.claims.claim import ClaimKind
from assistant.briefing.claims.quantities import quantity
from assistant.briefing.claims.tokens import tokens

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("€1.4M", ClaimKind.MONEY, "1400000", "EUR"),
        ("1.37 million euros", ClaimKind.MONEY, "1370000", "EUR"),
        ("1,368,000 EUR", ClaimKind.MONEY, "1368000", "EUR"),
        ("1.368.000,50 €", ClaimKind.MONEY, "1368000.50", "EUR"),
        ("$11k", ClaimKind.MONEY, "11000", "USD"),
        ("a hundred and five pounds", ClaimKind.MONEY, "105", "GBP"),
        ("−3 %", ClaimKind.PERCENT, "-3", None),
        ("minus three per cent", ClaimKind.PERCENT, "-3", None),
        ("14 percentage points", ClaimKind.PERCENT, "14", None),
        ("a couple of weeks", ClaimKind.NUMBER, "2", None),
        ("two weeks", ClaimKind.DURATION, "14", "week"),
        ("ten working days", ClaimKind.DURATION, "10", "day"),
        ("10-day", ClaimKind.DURATION, "10", "day"),
        ("twenty-one", ClaimKind.NUMBER, "21", None),
        ("three hundred and twelve thousand", ClaimKind.NUMBER, "312000", None),
        ("half", ClaimKind.NUMBER, "0.5", None),
        ("½", ClaimKind.NUMBER, "0.5", None),
        ("doubled", ClaimKind.NUMBER, "2", None),
        ("19th", ClaimKind.ORDINAL, "19", None),
        ("third", ClaimKind.ORDINAL, "3", None),
        ("１４ %", ClaimKind.PERCENT, "14", None),
    ],
)
def test_a_figure_is_read(text: str, kind: ClaimKind, value: str, unit: str | None) -> None:
    read = quantity(tokens(text), 0)
    assert read is not None
    assert read.kind is kind
    assert read.amount.holds(Decimal(value))
    assert kind is ClaimKind.NUMBER or read.amount.unit == unit


@pytest.mark.parametrize("text", ["no one", "one another", "a project", "1.2.3 of it"])
def test_what_is_no_figure_is_left(text: str) -> None:
    found = tokens(text)
    assert all(quantity(found, at) is None for at in range(len(found) - 2))


@given(st.decimals(min_value=1, max_value=10**9, places=2), st.integers(0, 2))
def test_a_correct_rounding_holds_and_the_next_one_does_not(value: Decimal, places: int) -> None:
    rounded = round(value, places)
    step = Decimal(1).scaleb(-places)
    for written, holds in ((rounded, True), (rounded + 2 * step, False)):
        read = quantity(tokens(f"{written:f}"), 0)
        assert read is not None
        assert read.amount.holds(value) is holds


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Fri 29 Jan 2027", date(2027, 1, 29)),
        ("29 January 2027", date(2027, 1, 29)),
        ("January 29th, 2027", date(2027, 1, 29)),
        ("the 29th of January", None),
        ("2027-01-29", date(2027, 1, 29)),
        ("29.01.2027", date(2027, 1, 29)),
        ("29/01/2027", date(2027, 1, 29)),
        ("next Monday", date(2026, 11, 23)),
        ("last Friday", date(2026, 11, 13)),
        ("tomorrow", date(2026, 11, 17)),
        ("in two weeks", date(2026, 11, 30)),
        ("two weeks ago", date(2026, 11, 2)),
        ("this month", date(2026, 11, 30)),
        ("next quarter", date(2027, 1, 29)),
        ("Q1 2027", date(2027, 1, 29)),
        ("third quarter of 2026", date(2026, 8, 1)),
        ("December", date(2026, 12, 18)),
        ("January 2027", date(2027, 1, 29)),
        ("Thursday", date(2026, 11, 19)),
    ],
)
def test_a_date_is_read(text: str, day: date | None) -> None:
    read = read_date(tokens(text), 0, TODAY)
    if day is None:
        assert read is None  # the day begins two words later
        return
    assert read is not None
    assert read.days is not None
    assert read.days.holds(day)


@pytest.mark.parametrize("text", ["31 February", "Mon 29 Jan 2027", "2026-13-01", "31.02.2027"])
def test_a_day_that_does_not_exist_has_none(text: str) -> None:
    read = read_date(tokens(text), 0, TODAY)
    assert read is not None
    assert read.days is None


def test_a_place_before_until_is_no_day() -> None:
    pinned = tokens("place 2 until 30 November")
    assert read_date(pinned, 1, TODAY) is None
    assert read_date(tokens("from 2 until 30 November"), 1, TODAY) is not None


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_every_way_to_write_a_day_is_that_day(day: date) -> None:
    for way in (f"{day:%d %B %Y}", f"{day:%B} {day.day}, {day.year}", day.isoformat()):
        read = read_date(tokens(way), 0, TODAY)
        assert read is not None
        assert read.days is not None
        assert read.days.first == read.days.last == day
