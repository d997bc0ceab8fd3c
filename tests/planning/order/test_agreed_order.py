"""The computed order beside the agreed one."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from assistant.planning.explaining.explain import explain
from assistant.planning.order.agreed_order import beside_agreed
from assistant.planning.order.moves import longest_rising
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.work import AgreedRank
from tests.planning.backlogs import item, person, portfolio, worth
from tests.planning.told import ranked, text

DAY = date(2026, 11, 2)
THINGS: list[Noun] = [
    each for n in range(4) for each in (item(f"I{n}", 3), worth(f"I{n}", 9000 - n * 1000))
]


def agreed(*keys: str, by: str | None = None) -> list[Noun]:
    return [
        AgreedRank.model_validate(
            {"key": key, "item": key, "place": place, "agreed_on": DAY, "agreed_by": by}
        )
        for place, key in enumerate(keys, start=1)
    ]


def told(*rows: Noun) -> str | None:
    things = [*THINGS, *rows]
    said = beside_agreed(ranked(*things), portfolio(things))
    return None if said is None else text(said)


def test_nothing_is_said_where_nothing_was_agreed() -> None:
    assert told() is None
    assert told(*agreed("GONE")) is None


def test_an_order_that_holds_is_said_to_hold() -> None:
    assert told(*agreed("I0", "I1", "I3")) == (
        "The order agreed on Mon 2 Nov holds for all that is open of it: 3 items."
    )


def test_one_item_that_goes_to_the_end_is_one_move() -> None:
    assert told(*agreed("I3", "I0", "I1", "I2")) == (
        "1 of 4 places drifted from what you agreed on Mon 2 Nov: I3."
    )


def test_an_explanation_says_who_agreed_which_place() -> None:
    things = [*THINGS, person("mei"), *agreed("I2", "I0", by="mei")]
    said = explain(ranked(*things), portfolio(things), default_policy(), "I0").agreed
    assert said is not None
    assert text(said) == "Mei last agreed it at place 2, on Mon 2 Nov."


@given(st.lists(st.integers(1, 9), max_size=8, unique=True))
def test_no_longer_run_rises(places: list[int]) -> None:
    run = [places[number] for number in longest_rising(places)]
    assert run == sorted(run)
    longest = max(
        size
        for size in range(len(places) + 1)
        for some in combinations(places, size)
        if list(some) == sorted(some)
    )
    assert len(run) == longest
