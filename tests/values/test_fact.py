"""A fact is named by what was asked, and knows where it was read."""

from __future__ import annotations

from datetime import date

from assistant.values import Fact, Period, Source, Unit


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
