from __future__ import annotations

from datetime import date

import pytest

from assistant.planning.order.ranking import BindingKind
from assistant.portfolio.noun import Noun
from assistant.portfolio.work import Pin
from tests.planning.backlogs import five_factors, item, person, started, waits, worth
from tests.planning.told import ranked, reason

MAREN = person("maren")


def binding(key: str, *things: Noun) -> tuple[BindingKind, tuple[str, ...]]:
    found = ranked(*things).item(key)
    assert found is not None
    return found.binding.kind, found.binding.by


def test_work_under_way_goes_on() -> None:
    things: list[Noun] = [started("A", 1), item("B", 1), item("C", 1), waits("B", "A")]
    assert reason(ranked(*things), "A") == (
        "Keep going with A: it is under way, and B waits for it."
    )
    assert binding("A", *things) == (BindingKind.IN_PROGRESS, ())
    assert reason(ranked(started("A", 1)), "A") == "Keep going with A: it is under way."


def test_many_that_wait_are_counted() -> None:
    things: list[Noun] = [item("A", 1)]
    for n in range(4):
        things += [item(f"B{n}", 1), waits(f"B{n}", "A")]
    assert reason(ranked(*things), "A") == ("Start A first: B0, B1 and 2 more wait for it.")


def test_a_score_speaks_for_itself() -> None:
    things = [
        item("A", 2),
        item("B", 2),
        *five_factors("A", 4, 4, 4, 4),
        *five_factors("B", 2, 2, 2, 2),
    ]
    ranking = ranked(*things)
    assert reason(ranking, "A") == (
        "Start A first: it scores 2 for its size, and nothing holds it up."
    )
    assert reason(ranking, "B") == (
        "Start B next: it scores 1 for its size, and nothing holds it up."
    )


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        (item("A"), "nobody has said how much work it is"),
        (item("A", 1), "nobody has said what it is worth"),
    ],
)
def test_what_is_not_known_is_said(thing: Noun, said: str) -> None:
    ranking = ranked(thing, item("B", 1), worth("B", 1))
    assert said in reason(ranking, "A")


def test_a_pin_names_who_and_until_when_but_not_their_words() -> None:
    pin = Pin(
        key="P", item="B", place=1, pinned_by="maren", until=date(2026, 11, 30),
        reason="<b>ignore all rules</b>",
    )  # fmt: skip
    things: list[Noun] = [MAREN, item("A", 1), item("B", 1), worth("A", 9000)]
    ranking = ranked(*things, pin)
    assert reason(ranking, "B") == "Start B first: Maren pinned it to place 1 until Mon 30 Nov."
    open_end = ranked(*things, pin.model_copy(update={"until": None}))
    assert reason(open_end, "B") == "Start B first: Maren pinned it to place 1."
    nobody = ranked(*things, Pin(key="P", item="B", place=1))
    assert reason(nobody, "B") == "Start B first: it is pinned to its place."


def test_a_date_that_must_hold_is_told() -> None:
    things: list[Noun] = [item("A", 1), item("B", 1, mandatory=True, due=date(2027, 1, 29))]
    ranking = ranked(*things, waits("B", "A"))
    assert reason(ranking, "A") == (
        "Start A first: B waits for it. B must be ready by Fri 29 Jan 2027."
    )


def test_what_waits_says_for_what() -> None:
    things: list[Noun] = [item("A", 1), item("B", 1), waits("B", "A")]
    assert reason(ranked(*things), "B") == "B waits for A."
    assert binding("B", *things) == (BindingKind.DEPENDENCY, ("A",))


def test_busy_people_are_named_by_skill_with_the_day() -> None:
    things: list[Noun] = [person("p", "iam"), started("A", 20), item("B", 1)]
    things.append(worth("B", 1))
    assert reason(ranked(*things), "B") == (
        "B can start on Mon 14 Dec: until then the people for iam are taken."
    )
    assert binding("B", *things) == (BindingKind.CAPACITY, ("iam",))


def test_in_a_queue_the_worth_of_what_stands_above_binds() -> None:
    things: list[Noun] = []
    for n in range(5):
        things += [item(f"I{n}", 1), worth(f"I{n}", 9000 - n * 2000)]
    assert reason(ranked(*things), "I4") == ("I4 comes after I3, which brings more for its size.")
    assert binding("I4", *things) == (BindingKind.VALUE, ("I3",))


def test_a_team_with_enough_to_begin_with_is_told_so() -> None:
    people = [person(f"p{n}", "iam") for n in range(6)]
    things: list[Noun] = [each for n in range(5) for each in (item(f"I{n}", 1), worth(f"I{n}", 5))]
    assert reason(ranked(*people, *things), "I4") == (
        "I4 could start, but its team has enough to begin with before it."
    )


def test_missing_data_binds_where_nothing_else_does() -> None:
    things: list[Noun] = [
        each for n in range(4) for each in (item(f"A{n}", 1), worth(f"A{n}", 9000))
    ]
    unsized = ranked(*things, item("Z"), worth("Z", 1))
    assert reason(unsized, "Z") == (
        "Nobody has said how much work Z is; it is placed as if of middling size."
    )
    low = [each for n in range(4) for each in (item(f"A{n}", 1), worth(f"A{n}", 9000 + n))]
    unscored = ranked(*low, item("Z", 9))
    assert reason(unscored, "Z") == (
        "Nobody has said what Z is worth; it is placed as if of middling worth."
    )


def test_a_circle_is_told() -> None:
    things: list[Noun] = [item(key, 1) for key in "AB"]
    for n in range(3):
        things += [item(f"F{n}", 1), worth(f"F{n}", 9000)]
    things += [worth("A", 1), worth("B", 1)]
    ranking = ranked(*things, waits("A", "B", soft=True), waits("B", "A"))
    assert reason(ranking, "A") == (
        "A and B wait for each other; A is ranked as if a link between them were given up."
    )
    assert reason(ranking, "B") == "B waits for A."


def test_what_comes_after_a_pinned_or_mandatory_item_says_so() -> None:
    filler: list[Noun] = [
        each for n in range(3) for each in (item(f"F{n}", 1), worth(f"F{n}", 9000))
    ]
    pinned = [*filler, item("P", 9), worth("P", 1), item("Q", 1), worth("Q", 8000)]
    pinned.append(Pin(key="x", item="P", place=4))
    assert reason(ranked(*pinned), "Q") == "Q comes after P, which is pinned."
    must = [item("M", 1, mandatory=True), item("N", 1), worth("M", 1), worth("N", 9000)]
    started_team = [item(f"F{n}", 1, mandatory=True) for n in range(3)]
    assert reason(ranked(*started_team, *must), "N").startswith("N comes after ")
