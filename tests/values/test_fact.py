"""A fact is named by what was asked, and knows where it was read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.values import Effort, Fact, Money, Period, Source, Unit
from assistant.values.fact import FactValue


def fact(**changes: object) -> Fact:
    sides = {
        "subject": "projects:ATLAS",
        "measure": "cost_variance",
        "value": 3,
        "unit": Unit.DAYS,
        "as_of": date(2026, 11, 16),
        "revision": "abc",
    }
    return Fact.model_validate({**sides, **changes})


def test_the_same_question_has_the_same_id() -> None:
    assert fact(value=3).id == fact(value=4).id


def test_another_subject_measure_period_or_revision_has_another_id() -> None:
    week = Period(start=date(2026, 11, 16), end=date(2026, 11, 22))
    others = [
        fact(subject="projects:BEACON"),
        fact(measure="schedule_variance"),
        fact(revision="def"),
        fact(period=week),
    ]
    assert len({fact().id, *(other.id for other in others)}) == 5


def test_a_source_reads_as_a_place_to_look_up() -> None:
    place = Source(
        source="larkfield", file="budgets.csv", row=4, column="forecast", as_of=date(2026, 11, 16)
    )
    assert str(place) == "budgets.csv row 4 “forecast”"


def test_the_id_is_part_of_what_machines_read() -> None:
    assert fact().model_dump()["id"] == fact().id


def test_a_value_keeps_its_type() -> None:
    assert fact(value="2026-11-16", unit=Unit.NAME).value == "2026-11-16"
    assert fact(value=date(2026, 11, 16), unit=Unit.DATE).value == date(2026, 11, 16)
    assert fact(value=True, unit=Unit.STATUS).value is True


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        (Money(amount=Decimal("79000.50"), currency="EUR"), Unit.MONEY),
        (Effort.of_days(19), Unit.EFFORT),
        (14, Unit.COUNT),
        (Decimal("14.50"), Unit.PERCENT),
        (Decimal(9), Unit.DAYS),
        (date(2027, 1, 29), Unit.DATE),
        ("2027-01-29", Unit.NAME),
        ("red", Unit.STATUS),
    ],
)
def test_a_fact_kept_as_json_is_read_as_it_was(value: FactValue, unit: Unit) -> None:
    fact = Fact(
        subject="portfolio",
        measure="m",
        value=value,
        unit=unit,
        as_of=date(2026, 11, 16),
        revision="r",
    )
    again = Fact.model_validate_json(fact.model_dump_json())
    assert again == fact
    assert type(again.value) is type(value)
