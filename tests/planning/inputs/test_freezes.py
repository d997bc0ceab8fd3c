"""A release planned inside a freeze really happens after it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assistant.planning.inputs.freezes import Freezes
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.snapshot import Snapshot

TODAY = date(2026, 11, 16)
YEAR_END = Freeze(key="YE", name="Year end", start=date(2026, 12, 14), end=date(2027, 1, 3))
LEDGER = Freeze(
    key="L", name="Ledger", start=date(2027, 1, 4), end=date(2027, 1, 6), systems=("LED-1",)
)


def freezes(*given_ones: Freeze) -> Freezes:
    return Freezes(Snapshot.of(TODAY, given_ones))


def test_both_ends_of_a_freeze_belong_to_it() -> None:
    found = freezes(YEAR_END)
    assert found.first_free(date(2026, 12, 13)) == date(2026, 12, 13)
    assert found.first_free(date(2026, 12, 14)) == date(2027, 1, 4)
    assert found.first_free(date(2027, 1, 3)) == date(2027, 1, 4)


def test_freezes_that_follow_each_other_are_one_wait() -> None:
    assert freezes(YEAR_END, LEDGER).first_free(date(2026, 12, 18), ("LED-1",)) == date(2027, 1, 7)


def test_a_freeze_of_other_systems_holds_nothing_up() -> None:
    found = freezes(YEAR_END, LEDGER)
    assert found.first_free(date(2026, 12, 18), ("WEB-2",)) == date(2027, 1, 4)
    assert found.over(date(2027, 1, 5), ("WEB-2",)) is None


def test_a_release_whose_systems_nobody_named_waits_for_every_freeze() -> None:
    assert freezes(LEDGER).over(date(2027, 1, 5)) == LEDGER


days = st.integers(0, 60).map(lambda number: TODAY + timedelta(days=number))


@given(days, st.lists(st.tuples(days, st.integers(-3, 20)), max_size=5))
def test_the_first_free_day_is_free_and_no_earlier_day_is(
    day: date, spans: list[tuple[date, int]]
) -> None:
    found = freezes(
        *(
            Freeze(key=f"F{n}", name="F", start=start, end=start + timedelta(days=length))
            for n, (start, length) in enumerate(spans)
        )
    )
    free = found.first_free(day)
    assert found.over(free) is None
    between = (day + timedelta(days=number) for number in range((free - day).days))
    assert all(found.over(each) is not None for each in between)
