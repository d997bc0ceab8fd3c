"""Who can act on a project today."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.briefing.wording import render
from assistant.portfolio.facts import Facts
from assistant.portfolio.ownership import Ownership
from assistant.portfolio.people import Person
from assistant.portfolio.project import Program, Project
from assistant.portfolio.snapshot import Snapshot

TODAY = date(2026, 11, 16)
SNAPSHOT = Snapshot.of(
    TODAY,
    [
        Person(key="ben", name="Ben Castellan"),
        Person(key="greta", name="Greta Lindholm", end=date(2026, 10, 9)),
        Person(key="rosa", name="Rosa Almeida", end=TODAY),
        Program(key="CORE", name="Core", lead="owen"),
        Program(key="DATA", name="Data", lead="greta"),
    ],
)


def project(**people: str) -> Project:
    return Project.model_validate({"key": "P", "name": "P", **people})


@pytest.mark.parametrize(
    ("given", "owner", "can_act"),
    [
        (project(owner="ben", sponsor="rosa"), "ben", "ben"),
        (project(owner="greta", sponsor="rosa"), None, "rosa"),
        (project(owner="greta", program="CORE"), None, "owen"),
        (project(owner="greta", program="DATA"), None, None),
        (project(owner="nobody-listed"), "nobody-listed", "nobody-listed"),
        (project(), None, None),
    ],
)
def test_people_who_have_left_cannot_act(
    given: Project, owner: str | None, can_act: str | None
) -> None:
    ownership = Ownership(SNAPSHOT)
    assert (ownership.owner(given), ownership.who_can_act(given)) == (owner, can_act)


def test_somebody_who_leaves_today_is_still_here() -> None:
    assert Ownership(SNAPSHOT).is_here("rosa")


def test_whom_to_ask_is_a_name() -> None:
    ownership, facts = Ownership(SNAPSHOT), Facts(SNAPSHOT)
    asked = ownership.ask(project(owner="ben"), facts)
    assert render(asked, today=TODAY) == "ask Ben Castellan"
    assert render(ownership.ask(project(), facts), today=TODAY) == "nobody is named to ask"
