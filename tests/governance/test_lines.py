"""Some moves of a new order: which go together, and what comes out when only some are made."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from assistant.governance.lines import moved_items, needs_of, order_with

ITEMS = tuple("ABCDEFGH")


@st.composite
def orders(draw: st.DrawFn) -> tuple[tuple[str, ...], tuple[str, ...]]:
    dice = random.Random(draw(st.integers(0, 10**6)))
    before = dice.sample(ITEMS, dice.randint(0, 8))
    after = dice.sample(ITEMS, dice.randint(1, 8))
    return tuple(before), tuple(after)


def test_one_item_that_jumps_is_one_move() -> None:
    assert moved_items("ABCD", "DABC") == ("D",)
    assert moved_items("ABCD", "ABCD") == ()
    assert moved_items("", "ABCD") == ()


def test_what_is_not_accepted_stays_where_it_was() -> None:
    before, after = tuple("ABCDE"), tuple("EBACD")
    assert len(moved_items(before, after)) == 2
    assert order_with(before, after, {"E"}) == tuple("EABCD")


@given(both=orders())
def test_all_lines_give_the_new_order_and_none_keeps_what_was_agreed(
    both: tuple[tuple[str, ...], tuple[str, ...]],
) -> None:
    before, after = both
    assert order_with(before, after, moved_items(before, after)) == after
    kept = order_with(before, after, ())
    assert [item for item in kept if item in before] == [i for i in before if i in after]


@given(both=orders(), seed=st.integers(0, 10**6))
def test_any_choice_holds_every_item_once_and_moves_only_what_was_accepted(
    both: tuple[tuple[str, ...], tuple[str, ...]], seed: int
) -> None:
    before, after = both
    moving = moved_items(before, after)
    accepted = {item for item in moving if random.Random(f"{seed}{item}").random() < 0.5}
    order = order_with(before, after, accepted)
    assert sorted(order) == sorted(after)
    kept = [item for item in order if item in before and item not in accepted]
    assert kept == [i for i in before if i in after and i not in accepted]


def test_items_that_wait_for_each_other_go_together_through_what_stays() -> None:
    waits = {"C": ["B"], "B": ["A"], "A": [], "X": []}
    awaited = {"A": ["B"], "B": ["C"], "C": [], "X": []}
    needs = needs_of(["A", "C", "X"], waits.__getitem__, awaited.__getitem__)
    assert needs == {"A": {"C"}, "C": {"A"}, "X": frozenset()}
