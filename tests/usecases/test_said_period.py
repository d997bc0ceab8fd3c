"""The time a question names is understood, and taken out of what is looked for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.usecases.said_period import said_period

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("question", "rest", "first", "last"),
    [
        ("firewall last month", "firewall", date(2026, 10, 1), date(2026, 10, 31)),
        ("firewall this month", "firewall", date(2026, 11, 1), TODAY),
        ("last week, firewall", ", firewall", date(2026, 11, 9), date(2026, 11, 15)),
        ("firewall last quarter", "firewall", date(2026, 7, 1), date(2026, 9, 30)),
        ("firewall last year", "firewall", date(2025, 1, 1), date(2025, 12, 31)),
        ("firewall since October", "firewall", date(2026, 10, 1), None),
        ("firewall in December", "firewall", date(2025, 12, 1), date(2025, 12, 31)),
        ("firewall since 12 October 2025", "firewall", date(2025, 10, 12), None),
        ("firewall before 2026-10-01", "firewall", None, date(2026, 9, 30)),
        ("firewall until Nov", "firewall", None, date(2026, 11, 30)),
        ("firewall yesterday", "firewall", date(2026, 11, 15), date(2026, 11, 15)),
        ("who may decide", "who may decide", None, None),
        ("on 2026-02-31", "on 2026-02-31", None, None),
        ("in 31 February", "in 31 February", None, None),
    ],
)
def test_times_in_words(question: str, rest: str, first: date | None, last: date | None) -> None:
    assert said_period(question, TODAY) == (rest, (first, last))


@given(st.text(max_size=80), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_anything_may_be_asked(question: str, today: date) -> None:
    said_period(question, today)
