"""Whose work an answer is about."""

from __future__ import annotations

import pytest

from assistant.errors import NotFound
from assistant.portfolio.people import Team
from assistant.portfolio.project import Program, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.own_work import OwnWork, of_teams, of_viewer
from assistant.values import Scope
from tests.planning.backlogs import item, person, portfolio
from tests.planning.told import ranked

THINGS = [
    Team(key="T1", name="Claims", lead="lea"), Team(key="T2", name="Portal"),
    Program(key="CORE", name="Core", lead="hana"),
    Project(key="P1", name="One", owner="aisha", program="CORE"),
    Project(key="P2", name="Two"),
    person("aisha", team="T2"), person("lea"), person("hana"), person("maren"),
]  # fmt: skip


def seen_by(viewer: str | None) -> Snapshot:
    return portfolio(THINGS).scoped(Scope(viewer=viewer))


def test_who_runs_projects_asks_about_them_and_their_team() -> None:
    assert of_viewer(seen_by("aisha")) == OwnWork(frozenset({"T2"}), frozenset({"P1"}))
    assert of_viewer(seen_by("lea")) == OwnWork(teams=frozenset({"T1"}))
    assert of_viewer(seen_by("hana")) == OwnWork(projects=frozenset({"P1"}))


@pytest.mark.parametrize("viewer", [None, "maren"])
def test_who_runs_nothing_asks_about_everything(viewer: str | None) -> None:
    assert of_viewer(seen_by(viewer)).is_everything


def test_named_teams_are_found_by_key_or_name_and_others_are_not_there() -> None:
    assert of_teams(seen_by(None), ["t1", "portal"]).teams == {"T1", "T2"}
    with pytest.raises(NotFound, match="There is no team “T9” here"):
        of_teams(seen_by(None), ["T9"])


def test_an_item_is_ones_own_by_team_or_by_project() -> None:
    items = ranked(item("A", 1, team="T1"), item("B", 1, project="P1"), item("C", 1)).items
    own = OwnWork(frozenset({"T1"}), frozenset({"P1"}))
    assert {each.key for each in items if own.has(each)} == {"A", "B"}
    assert all(OwnWork().has(each) for each in items)
