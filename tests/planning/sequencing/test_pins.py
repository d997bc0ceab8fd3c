from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.inputs.backlog import Backlog
from assistant.planning.sequencing.pins import place_pins
from assistant.portfolio.noun import Noun
from assistant.portfolio.work import Pin
from tests.planning.backlogs import item, started, waits
from tests.planning.orders import holds
from tests.planning.planned import read


def pin(key: str, place: int) -> Pin:
    return Pin(key=key, item=key, place=place)


def placed(*things: Noun, order: str) -> tuple[str, tuple[str, ...]]:
    backlog, _ = read(things)
    found = place_pins(backlog.numbers(order.split()), backlog)
    return " ".join(backlog.keys(found.order)), backlog.keys(found.broken)


def test_without_pins_the_order_stays() -> None:
    assert placed(item("A", 1), item("B", 1), order="B A") == ("B A", ())


def test_a_pinned_item_stands_at_its_place() -> None:
    things = [item(key, 1) for key in "ABCD"]
    assert placed(*things, pin("D", 2), order="A B C D") == ("A D B C", ())
    assert placed(*things, pin("A", 3), order="A B C D") == ("B C A D", ())


def test_places_count_among_what_is_not_started() -> None:
    things = [started("S", 1), item("A", 1), item("B", 1)]
    assert placed(*things, pin("B", 1), order="S A B") == ("S B A", ())
    assert placed(*things, pin("S", 2), order="S A B") == ("S A B", ())


def test_what_a_pinned_item_waits_for_moves_up_as_far_as_it_must() -> None:
    things = [*(item(key, 1) for key in "ABCDE"), waits("E", "D")]
    assert placed(*things, pin("E", 4), order="A B C D E") == ("A B D E C", ())


def test_a_pin_that_cannot_hold_gives_way_to_the_next_place() -> None:
    things = [*(item(key, 1) for key in "ABC"), waits("B", "A"), waits("C", "B")]
    assert placed(*things, pin("C", 1), order="A B C") == ("A B C", ("C",))


def test_of_two_on_one_place_the_second_takes_the_next() -> None:
    things = [item(key, 1) for key in "ABC"]
    assert placed(*things, pin("B", 1), pin("C", 1), order="A B C") == ("B C A", ("C",))


def test_a_place_beyond_the_end_is_the_last() -> None:
    assert placed(item("A", 1), item("B", 1), pin("A", 99), order="A B") == ("B A", ())


def test_a_dependency_through_work_in_progress_is_kept() -> None:
    things = [item("A", 1), started("S", 1), item("B", 1), waits("S", "A"), waits("B", "S")]
    assert placed(*things, pin("B", 1), order="A S B") == ("A S B", ("B",))


@st.composite
def pinned(draw: st.DrawFn) -> list[Noun]:
    count = draw(st.integers(1, 6))
    things: list[Noun] = []
    for n in range(count):
        make = started if draw(st.integers(0, 6)) == 0 else item
        things.append(make(f"I{n}", 1))
        if draw(st.integers(0, 2)) == 0:
            things.append(pin(f"I{n}", draw(st.integers(1, count))))
    for later in range(count):
        things += [
            waits(f"I{later}", f"I{n}") for n in range(later) if draw(st.integers(0, 3)) == 0
        ]
    return things


def kept(order: tuple[int, ...], backlog: Backlog) -> set[int]:
    waiting = [n for n in order if not backlog.candidates[n].is_started]
    return {
        item
        for item in waiting
        if (place := backlog.candidates[item].place)
        and waiting.index(item) + 1 == min(place, len(waiting))
    }


@given(pinned())
@settings(max_examples=150, deadline=None)
def test_every_pin_holds_if_any_order_holds_them_all(things: list[Noun]) -> None:
    backlog, _ = read(things)
    found = place_pins(backlog.numbers(backlog.graph.order), backlog)
    wanted = {n for n, each in enumerate(backlog.candidates) if each.place}
    assert holds(found.order, backlog.links)
    assert wanted - kept(found.order, backlog) <= set(found.broken)
    possible = any(
        holds(order, backlog.links) and kept(order, backlog) == wanted
        for order in itertools.permutations(range(len(backlog.candidates)))
    )
    assert not (possible and found.broken)
