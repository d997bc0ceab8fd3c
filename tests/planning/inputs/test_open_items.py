from __future__ import annotations

from assistant.planning.dependencies.links import read_links
from assistant.planning.inputs.open_items import epics_of, open_items
from assistant.portfolio.project import Project, Stage
from assistant.portfolio.work import DependencyKind, Request, RequestState, StatusCategory
from tests.planning.backlogs import item, portfolio, started, waits


def test_done_dropped_and_requests_are_not_open() -> None:
    things = [
        item("A", 1),
        started("B", 1),
        item("C", 1, category=StatusCategory.DONE),
        item("D", 1, category=StatusCategory.DROPPED),
        Request(key="R", name="please", state=RequestState.SUBMITTED),
    ]
    assert [each.key for each in open_items(portfolio(things)).items] == ["A", "B"]


def test_items_of_closed_and_stopped_projects_are_not_open() -> None:
    stages = {
        "RUN": Stage.BUILD,
        "OVER": Stage.CLOSED,
        "STOP": Stage.STOPPED,
        "REST": Stage.PAUSED,
    }
    projects = [Project(key=key, name=key, stage=stage) for key, stage in stages.items()]
    items = [item(f"I-{key}", 1, project=key) for key in stages]
    found = open_items(portfolio([*projects, *items, item("ALONE", 1, project="UNKNOWN")]))
    assert [each.key for each in found.items] == ["ALONE", "I-REST", "I-RUN"]


def test_an_epic_is_the_sum_of_its_items_at_any_depth() -> None:
    tree = [item("E"), item("F", parent="E"), item("A", 1, parent="F"), item("B", 1, parent="E")]
    found = open_items(portfolio(tree))
    assert [each.key for each in found.items] == ["A", "B"]
    assert found.epics == {"E": ("A", "B"), "F": ("A",)}


def test_an_epic_with_work_of_its_own_or_without_open_items_is_ranked() -> None:
    own = [item("E", 3), item("A", 1, parent="E")]
    done = [item("F"), item("B", 1, parent="F", category=StatusCategory.DONE)]
    assert [each.key for each in open_items(portfolio([*own, *done])).items] == ["A", "E", "F"]


def test_parents_that_go_in_a_circle_are_no_epics() -> None:
    assert epics_of([item("A", parent="B"), item("B", parent="A"), item("C", parent="C")]) == {}


def test_links_of_an_epic_are_those_of_its_items() -> None:
    things = [
        item("E"), item("A", 1, parent="E"), item("B", 1, parent="E"), item("X", 1), item("Y", 1),
        waits("E", "X"), waits("Y", "E"), waits("A", "E"), waits("E", "B"),
    ]  # fmt: skip
    snapshot = portfolio(things)
    links = read_links(snapshot, open_items(snapshot).epics)
    assert sorted(link.ends for link in links) == [("A", "Y"), ("B", "Y"), ("X", "A"), ("X", "B")]


def test_relates_to_is_no_dependency() -> None:
    things = [item("A", 1), item("B", 1), waits("B", "A", kind=DependencyKind.RELATES)]
    assert read_links(portfolio(things), {}) == []
