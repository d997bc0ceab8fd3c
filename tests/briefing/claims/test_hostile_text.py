"""Text that was written to hang a reader, or to slip past it."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.briefing.claims.binding import bind
from tests.briefing.claims.grounded import grounds

GROUNDS = grounds()
LONG = 20_000
MOST_SECONDS = 2.5


@pytest.mark.parametrize(
    "piece",
    ["1,", "1.1.", "and ", "one and ", "twenty-", "not ", "((((", "Atlas, ", "€", "- ", "a", "Q1 ",
     "Atlas is red, ", "2026-", "’", "\u200b", "30 Nov ", "next ", "“", "million ", "X-1-"],
)  # fmt: skip
def test_long_text_takes_time_in_proportion(piece: str) -> None:
    text = (piece * (LONG // len(piece)))[:LONG]
    began = process_time()
    bind(text, GROUNDS)
    assert process_time() - began < MOST_SECONDS


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    found = bind(text, GROUNDS)
    for span in (*found.bound, *found.refused):
        assert text[span.start : span.end] == span.text


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 10**6).filter(lambda figure: figure not in {3, 9, 14, 29, 35, 5}))
def test_a_figure_nobody_computed_never_comes_through(figure: int) -> None:
    for text in (f"Atlas is late by {figure} days.", f"{figure} of 14 items wait for Beacon."):
        assert not bind(text, GROUNDS).holds
