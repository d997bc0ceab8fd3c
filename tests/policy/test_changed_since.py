"""`changed_since`: an input against its own value of so many days ago."""

from __future__ import annotations

import pytest

from assistant.errors import BadPolicy
from assistant.policy import Truth, parse_policy
from assistant.policy.cells import earlier, looks_back
from assistant.values import Money
from tests.policy.tables import LATE, SEEN, ask, trial

MOVED = (
    LATE.replace('"> allowed"', "changed_since 7 days")
    .replace("{late: 3 days, allowed: 2 days}", "{late: 3 days, late 7 days ago: 2 days}")
    .replace(
        "{late: 2 days, allowed: 2 days, seen: green}",
        "{late: 2 days, late 7 days ago: 2 days, seen: green}",
    )
)
THEN = earlier("late", 7)


def test_another_value_is_a_change_and_the_same_is_none() -> None:
    text = trial(MOVED)
    assert ask({"late": 3, THEN: 2}, text)["rag"] == "red"
    assert ask({"late": 2, THEN: 2}, text)["rag"] == "green"


@pytest.mark.parametrize("given", [{}, {"late": 3}, {THEN: 2}])
def test_what_is_missing_on_either_day_leaves_it_unknown(given: dict[str, object]) -> None:
    verdict = ask(given, trial(MOVED))
    assert (verdict["rag"], verdict.missing()) == ("grey", ("late",))


def test_two_currencies_are_never_compared() -> None:
    text = trial(MOVED).replace("late: {kind: days,", "late: {kind: money,")
    text = text.replace("3 days", "3 EUR").replace("2 days", "2 EUR")
    text = text.replace("allowed: {kind: days", "allowed: {kind: money")
    euros, dollars = (Money.from_units(10_000, currency) for currency in ("EUR", "USD"))
    assert ask({"late": euros, THEN: euros}, text)["rag"] == "green"
    assert ask({"late": euros, THEN: dollars}, text)["rag"] == "grey"


def test_the_trace_tells_both_values() -> None:
    verdict = ask({"late": 3, THEN: 2}, trial(MOVED))
    (cell,) = verdict.trace()[0].cells
    assert (cell.value, cell.before, cell.answer) == (3, 2, Truth.YES)
    assert verdict.table.looks_back == (("late", 7),)


@pytest.mark.parametrize("cell", ["changed_since", "changed_since 0 days", "changed_since 1 week"])
def test_how_long_ago_is_written_in_whole_days(cell: str) -> None:
    with pytest.raises(BadPolicy, match="changed_since 7 days"):
        parse_policy({"trial": trial(MOVED.replace("changed_since 7 days", cell))})


def test_an_example_gives_only_earlier_values_that_are_asked_for() -> None:
    with pytest.raises(BadPolicy, match="“seen 7 days ago” is no input"):
        parse_policy({"trial": trial(MOVED + SEEN.replace("seen: amber", "seen 7 days ago: red"))})


def test_only_this_operator_looks_back() -> None:
    assert looks_back("changed_since 14 days") == 14
    assert looks_back("> 14 days") is None
