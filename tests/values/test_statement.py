"""No figure stands in a statement outside its facts."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.values import Fact, Statement, Unit


def days(value: int) -> Fact:
    return Fact(
        subject="projects:ATLAS",
        measure="slip",
        value=value,
        unit=Unit.DAYS,
        as_of=date(2026, 11, 16),
        revision="abc",
    )


def test_takes_a_figure_in_a_slot() -> None:
    assert (
        Statement(text="It slipped by {slip}.", facts={"slip": days(9)}).facts["slip"].value == 9
    )


@pytest.mark.parametrize("text", ["It slipped by 9 days.", "It slipped by {slip}, that is ٩."])
def test_refuses_a_figure_outside_a_slot(text: str) -> None:
    facts = {"slip": days(9)} if "{slip}" in text else {}
    with pytest.raises(ValueError, match="outside the facts"):
        Statement(text=text, facts=facts)


def test_refuses_a_slot_without_a_fact_and_a_fact_without_a_slot() -> None:
    with pytest.raises(ValueError, match="slots and facts differ"):
        Statement(text="It slipped by {slip}.")
    with pytest.raises(ValueError, match="slots and facts differ"):
        Statement(text="It slipped.", facts={"slip": days(9)})
