"""Pins as overrides: who, until when, why, and at what price."""

from __future__ import annotations

from datetime import date

from assistant.planning.explaining.explain import explain
from assistant.planning.order.rank import rank
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Project
from assistant.portfolio.work import Pin
from tests.planning.backlogs import five_factors, item, person, portfolio, queue, worth
from tests.planning.told import text


def pin_said(*things: Noun, key: str = "BEA-6") -> str | None:
    snapshot = portfolio(things)
    said = explain(rank(snapshot, default_policy()), snapshot, default_policy(), key).pin
    return None if said is None else text(said)


def test_a_pin_says_who_until_when_why_and_what_it_costs() -> None:
    pin = Pin(
        key="BEA-6", item="BEA-6", place=2, pinned_by="mei", reason="Promised",
        until=date(2026, 11, 30),
    )  # fmt: skip
    assert pin_said(*queue(), person("mei"), pin) == (
        "BEA-6 is pinned to place 2 by Mei, until Mon 30 Nov: Promised. "
        "That costs €10 k in waiting."
    )


def test_a_pin_that_changes_nothing_costs_nothing() -> None:
    pin = Pin(key="SEN-3", item="SEN-3", place=2)
    assert pin_said(*queue(), pin, key="SEN-3") == (
        "SEN-3 is pinned to place 2 by nobody who is named, without an end, and nobody says why. "
        "No better order was found without it, so it costs nothing."
    )


def test_a_pin_that_is_over_is_not_told() -> None:
    pin = Pin(key="BEA-6", item="BEA-6", place=2, until=date(2026, 11, 1))
    assert pin_said(*queue(), pin) is None


def test_inputs_of_who_gains_by_them_are_marked_and_those_with_evidence_are_not() -> None:
    own = worth("A", 9000, owner="mei")
    for row, is_own in ((own, True), (own.model_copy(update={"evidence": "Survey"}), False)):
        snapshot = portfolio([person("mei"), item("A", 1, owner="mei"), row])
        found = explain(rank(snapshot, default_policy()), snapshot, default_policy(), "A")
        assert [each.is_own for each in found.inputs] == [is_own]


def test_inputs_that_are_all_at_the_top_are_told_once() -> None:
    quay = Project(key="Q", name="Quay")
    things: list[Noun] = [quay, item("A", 1, project="Q"), *five_factors("A", 5, 5, 5, 4)]
    snapshot = portfolio(things)
    found = explain(rank(snapshot, default_policy()), snapshot, default_policy(), "A")
    assert found.inflation is not None
    assert text(found.inflation).startswith(
        "3 of 4 value inputs of Quay are at the highest mark and name no evidence"
    )
    modest = portfolio([quay, item("A", 1, project="Q"), *five_factors("A", 5, 5, 1, 4)])
    assert explain(rank(modest, default_policy()), modest, default_policy(), "A").inflation is None
