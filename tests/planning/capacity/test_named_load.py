from __future__ import annotations

from datetime import date

import pytest

from assistant.planning.capacity.named_load import RoleNames, leads_pmo, may_see_named_load
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Team
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Scope, say
from tests.planning.backlogs import person, portfolio
from tests.planning.told import text

PEOPLE = [
    Team(key="SEC", name="Security", lead="farid"),
    Team(key="WEB", name="Portal", lead="aisha"),
    person("farid", team="SEC"),
    person("aisha", team="WEB"),
    person("priya", "IAM ", team="SEC", role="IAM engineer"),
    person("amara", "backend", team="SEC", role="Developer"),
    person("yusuf", "backend", team="WEB"),
    person("maren", role="PMO lead"),
    person("luis", role="Deputy PMO lead"),
    person("greta", role="PMO lead", end=date(2026, 10, 9)),
    person("nobody"),
]


def seen_by(viewer: str | None) -> Snapshot:
    return portfolio(PEOPLE).scoped(Scope(viewer=viewer))


@pytest.mark.parametrize("viewer", ["priya", "farid", "maren"])
def test_load_is_told_by_name_to_the_person_their_lead_and_the_pmo_lead(viewer: str) -> None:
    assert may_see_named_load(seen_by(viewer), "priya")


@pytest.mark.parametrize("viewer", ["aisha", "amara", "luis", "greta", "somebody else", None])
def test_to_nobody_else(viewer: str | None) -> None:
    assert not may_see_named_load(seen_by(viewer), "priya")


def test_the_engine_computes_with_names() -> None:
    assert may_see_named_load(portfolio(PEOPLE), "priya")


def test_a_lead_sees_nobody_of_another_team_or_of_none() -> None:
    assert not may_see_named_load(seen_by("farid"), "yusuf")
    assert not may_see_named_load(seen_by("farid"), "nobody")
    assert not may_see_named_load(seen_by("farid"), "not in the list")


@pytest.mark.parametrize(
    "role", ["PMO lead", "pmo  Lead", "Head of PMO", "Head of the PMO", "PMO manager"]
)
def test_who_leads_the_pmo_is_told_by_their_role(role: str) -> None:
    assert leads_pmo(person("p", role=role))


@pytest.mark.parametrize("role", ["Deputy PMO lead", "PMO lead's assistant", "PMO", "", None])
def test_whoever_stands_in_or_helps_does_not_lead_it(role: str | None) -> None:
    assert not leads_pmo(person("p", role=role))


def test_without_a_name_somebody_is_their_skill_or_role() -> None:
    seen = seen_by(None)
    told = [
        text(say("{who}", who=RoleNames(seen).of(key).words(Facts(seen))))
        for key in ("priya", "amara", "yusuf", "nobody", "not in the list")
    ]
    assert told == [
        "iam",
        "Developer in Security",
        "Somebody in Portal",
        "Somebody in no team",
        "Somebody in no team",
    ]
