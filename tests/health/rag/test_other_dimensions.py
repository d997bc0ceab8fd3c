"""Scope, benefit, risk and resources by rule."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from assistant.health.rag import judge
from assistant.health.verdicts import Dimension, DimensionVerdict
from assistant.policy import default_policy
from assistant.portfolio.control import Benefit, ChangeRequest, RaidEntry
from assistant.portfolio.facts import Facts
from assistant.portfolio.noun import Noun
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Unit
from tests.health.rag.judged import BEN, TODAY, health, project, says, verdict


def judged(dimension: Dimension, *things: Noun, **fields: Any) -> DimensionVerdict:
    return verdict(health(project(**fields), *things), dimension)


@pytest.mark.parametrize(
    ("current", "colour"),
    [(90, "green"), (105, "green"), (106, "amber"), (110, "amber"), (111, "red")],
)
def test_scope_against_what_was_agreed(current: int, colour: str) -> None:
    assert judged(Dimension.SCOPE, scope_baseline=100, scope_current=current).rag == colour


@pytest.mark.parametrize(
    "fields", [{}, {"scope_current": 90}, {"scope_baseline": 0, "scope_current": 9}]
)
def test_scope_without_a_base_is_grey(fields: dict[str, int]) -> None:
    assert judged(Dimension.SCOPE, **fields).rag == "grey"


def requests(*days_ago: int) -> list[ChangeRequest]:
    return [
        ChangeRequest(
            key=f"C{n}", project="ATLAS", name="C", raised_on=TODAY - timedelta(days=days)
        )
        for n, days in enumerate(days_ago)
    ]


def test_a_surge_of_change_requests_warns() -> None:
    found = judged(
        Dimension.SCOPE, *requests(*range(9), 50, 60), scope_baseline=100, scope_current=100
    )
    assert says(found.because) == (
        "Amber: 9 change requests came in lately, after 2 in as long before."
    )
    assert len(found.because.facts["requests"].sources) == 9


def test_a_few_change_requests_are_no_surge() -> None:
    found = judged(Dimension.SCOPE, *requests(1, 2, 3), scope_baseline=100, scope_current=100)
    assert found.rag == "green"


def benefit(key: str = "BEN", **fields: Any) -> Benefit:
    for name in ("per_year", "expected_per_year"):
        if isinstance(fields.get(name), int):
            fields[name] = {"amount": fields[name], "currency": "EUR"}
    defaults = {"key": key, "project": "ATLAS", "name": "Licences stop", "owner": "ben"}
    return Benefit.model_validate(defaults | fields)


@pytest.mark.parametrize(
    ("expected", "colour"),
    [(120, "green"), (95, "green"), (94, "amber"), (90, "amber"), (89, "red")],
)
def test_benefit_against_what_was_planned(expected: int, colour: str) -> None:
    found = judged(Dimension.BENEFIT, benefit(per_year=100, expected_per_year=expected))
    assert found.rag == colour


def test_a_benefit_that_nobody_owns_warns() -> None:
    found = judged(Dimension.BENEFIT, benefit(per_year=100, expected_per_year=100, owner=None))
    assert says(found.because) == "Amber: nobody owns the benefit “Licences stop”."


def test_an_owned_benefit_of_which_nobody_says_what_to_expect_is_grey() -> None:
    assert judged(Dimension.BENEFIT, benefit(per_year=100)).rag == "grey"
    assert judged(Dimension.BENEFIT).rag == "grey"


def test_benefits_of_two_currencies_are_judged_each_by_itself() -> None:
    dollars = {"amount": 1000, "currency": "USD"}
    short = {"amount": 500, "currency": "USD"}
    found = judged(
        Dimension.BENEFIT,
        benefit("A", per_year=1_000_000, expected_per_year=1_000_000),
        benefit("B", per_year=dollars, expected_per_year=short),
        benefit("C", per_year=100, expected_per_year=short),
    )
    assert (found.rag, found.because.facts["shortfall"].value) == ("red", 50)
    assert {source.row for source in found.because.facts["shortfall"].sources} == {3}


def risk(key: str, days_old: int | None, **fields: Any) -> RaidEntry:
    raised = None if days_old is None else TODAY - timedelta(days=days_old)
    defaults = {"key": key, "kind": "risk", "name": key, "project": "ATLAS", "rating": "red"}
    return RaidEntry.model_validate(defaults | {"raised_on": raised} | fields)


@pytest.mark.parametrize(
    ("entry", "colour"),
    [
        (risk("R", 38), "red"),
        (risk("R", 15), "red"),
        (risk("R", 14), "amber"),
        (risk("R", None), "amber"),
        (risk("R", 38, mitigation="Second supplier"), "amber"),
        (risk("R", 38, state="accepted", accepted_until=date(2026, 12, 31)), "green"),
        (risk("R", 38, state="accepted", accepted_until=date(2026, 11, 15)), "red"),
        (risk("R", 38, state="closed"), "green"),
        (risk("R", 38, rating="amber"), "green"),
        (risk("R", 38, project="OTHER"), "grey"),
    ],
)
def test_red_risks_need_an_answer(entry: RaidEntry, colour: str) -> None:
    assert judged(Dimension.RISK, entry).rag == colour


def test_the_oldest_risk_without_mitigation_is_told() -> None:
    found = judged(Dimension.RISK, risk("New", 20), risk("Old", 38), risk("Undated", None))
    assert says(found.because) == (
        "Red: Old has had no mitigation for 38 days, where 14 days is allowed."
    )
    assert found.also == ()


def test_more_than_a_few_open_risks_are_counted() -> None:
    entries = [risk(f"R{n}", 3, mitigation="m") for n in range(5)]
    found = judged(Dimension.RISK, *entries)
    assert says(found.because) == "Amber: 5 risks are rated Red and open: R0, R1, R2 and 2 more."


@pytest.mark.parametrize(
    ("percent", "colour"), [("100", "green"), ("100.01", "amber"), ("211.11", "amber")]
)
def test_load_of_its_people_warns_and_is_never_red(percent: str, colour: str) -> None:
    snapshot = Snapshot.of(TODAY, [BEN, project()])
    load = Facts(snapshot).of("projects:ATLAS", "people_load", Decimal(percent), Unit.PERCENT)
    (found,) = judge(snapshot, default_policy(), overload={"ATLAS": load})
    resources = verdict(found, Dimension.RESOURCES)
    assert resources.rag == colour
    assert resources.because.facts["load"] == load


def test_no_assignments_is_grey_and_says_what_to_add() -> None:
    found = judged(Dimension.RESOURCES)
    assert found.rag == "grey"
    assert found.remedy is not None
    assert says(found.remedy) == "Add assignments with their days or share."
