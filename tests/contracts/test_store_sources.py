"""What every store does with several sources: equal keys, links, and what refers to them."""

from __future__ import annotations

import pytest

from assistant.errors import BadInput, NotFound
from assistant.portfolio.control import Decision
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.portfolio.several_sources import SameAs
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, WorkItem
from assistant.ports.store import Store
from assistant.values import Scope
from tests.contracts.batches import DAY, bring, day

PLAN = [
    Project(key="ATLAS", name="Atlas", owner="ben"),
    WorkItem(key="1", name="Move the ledger", project="ATLAS"),
    WorkItem(key="2", name="Close the old host", project="ATLAS"),
    Dependency(key="1/2", predecessor="1", successor="2"),
]
JIRA = [
    Project(key="ATL", name="Atlas in Jira", owner="aisha", sponsor="ingrid", confidential=True),
    WorkItem(key="1", name="Another thing", project="ATL", owner="ben"),
    WorkItem(key="3", name="A third", project="ATL", parent="1"),
    Dependency(key="d", predecessor="1", successor="3"),
    Decision(key="D-1", name="Which?", items=("1", "3"), projects=("ATL",)),
    Person(key="ben", name="Ben of Jira"),
]
ATLAS_IS_ATL = SameAs(
    table="projects", source="jira", key="ATL", primary_source="plan", primary_key="ATLAS"
)


def seen(store: Store) -> Snapshot:
    return store.snapshot(DAY, Scope.of_record())


def names(snapshot: Snapshot) -> dict[str, str]:
    return {item.key: item.name for item in snapshot.all(WorkItem)}


@pytest.fixture
def both(store: Store) -> Store:
    bring(store, PLAN, source="plan")
    bring(store, JIRA, source="jira")
    return store


def link(store: Store, *links: SameAs) -> None:
    with store.unit_of_work() as unit:
        for same in links:
            unit.link(same)


def test_equal_keys_of_two_sources_are_two_things(both: Store) -> None:
    assert names(seen(both)) == {
        "1": "Move the ledger",
        "1@jira": "Another thing",
        "2": "Close the old host",
        "3": "A third",
    }
    assert seen(both).source(WorkItem, "1@jira").source == "jira"


def test_what_a_source_refers_to_follows_within_it(both: Store) -> None:
    snapshot = seen(both)
    links = {(d.key, d.predecessor, d.successor) for d in snapshot.all(Dependency)}
    assert links == {("1/2", "1", "2"), ("d", "1@jira", "3")}
    third, decision = snapshot.get(WorkItem, "3"), snapshot.get(Decision, "D-1")
    assert third is not None
    assert third.parent == "1@jira"
    assert decision is not None
    assert decision.items == ("1@jira", "3")


def test_a_key_once_taken_stays_taken(both: Store) -> None:
    bring(both, PLAN[:1], day(1), source="plan")
    snapshot = both.snapshot(day(1), Scope.of_record())
    assert set(names(snapshot)) == {"1@jira", "3"}


def test_a_name_made_up_for_a_row_meets_no_other(store: Store) -> None:
    first = [WorkItem(key="1", name="plan"), WorkItem(key="1@jira", name="odd")]
    bring(store, first, source="plan")
    bring(store, [WorkItem(key="1", name="jira")], source="jira")
    assert names(seen(store)) == {"1": "plan", "1@jira": "odd", "1@jira@jira": "jira"}


def test_linked_rows_are_one_and_the_primarys_cells_win(both: Store) -> None:
    link(both, ATLAS_IS_ATL)
    snapshot = seen(both)
    (project,) = snapshot.all(Project)
    assert (project.key, project.name, project.owner) == ("ATLAS", "Atlas", "ben")
    assert project.sponsor == "ingrid"
    assert both.links() == (ATLAS_IS_ATL,)


def test_a_filled_cell_is_traced_to_where_it_stood(both: Store) -> None:
    link(both, ATLAS_IS_ATL)
    snapshot = seen(both)
    assert snapshot.source(Project, "ATLAS").source == "plan"
    assert snapshot.source(Project, "ATLAS", "name").source == "plan"
    assert snapshot.source(Project, "ATLAS", "sponsor").source == "jira"
    scope = both.scope_of("ingrid", DAY)
    assert both.snapshot(DAY, scope).revision == snapshot.revision


def test_what_is_confidential_in_one_source_stays_so(both: Store) -> None:
    link(both, ATLAS_IS_ATL)
    assert both.snapshot(DAY, Scope.public()).all(Project) == ()


def test_references_follow_a_link(both: Store) -> None:
    link(both, ATLAS_IS_ATL)
    third, decision = seen(both).get(WorkItem, "3"), seen(both).get(Decision, "D-1")
    assert third is not None
    assert third.project == "ATLAS"
    assert decision is not None
    assert decision.projects == ("ATLAS",)


def test_a_linked_row_stands_in_where_the_primary_is_gone(both: Store) -> None:
    link(both, ATLAS_IS_ATL)
    bring(both, PLAN[1:], day(1), source="plan")
    (project,) = both.snapshot(day(1), Scope.of_record()).all(Project)
    assert (project.key, project.name) == ("ATLAS", "Atlas in Jira")


def test_linked_rows_of_the_same_key_are_one(both: Store) -> None:
    link(
        both,
        SameAs(table="work_items", source="jira", key="1", primary_source="plan", primary_key="1"),
    )
    snapshot = seen(both)
    assert set(names(snapshot)) == {"1", "2", "3"}
    first = snapshot.get(WorkItem, "1")
    assert first is not None
    assert (first.name, first.owner) == ("Move the ledger", "ben")


def test_links_form_chains(both: Store) -> None:
    bring(both, [Project(key="A", name="Third", program="core")], source="sheet")
    to_jira = SameAs(
        table="projects", source="sheet", key="A", primary_source="jira", primary_key="ATL"
    )
    link(both, to_jira, ATLAS_IS_ATL)
    (project,) = seen(both).all(Project)
    assert (project.key, project.sponsor, project.program) == ("ATLAS", "ingrid", "core")


def test_a_link_can_be_changed_and_taken_back(both: Store) -> None:
    before = seen(both).revision
    link(both, ATLAS_IS_ATL)
    assert seen(both).revision != before
    link(both, ATLAS_IS_ATL.model_copy(update={"primary_key": "NEW"}))
    assert {project.key for project in seen(both).all(Project)} == {"ATLAS", "NEW"}
    with both.unit_of_work() as unit:
        unit.unlink("projects", "jira", "ATL")
    assert both.links() == ()
    assert seen(both).revision == before


def test_a_link_that_makes_no_sense_is_refused(both: Store) -> None:
    back = SameAs(
        table="projects", source="plan", key="ATLAS", primary_source="jira", primary_key="ATL"
    )
    link(both, ATLAS_IS_ATL)
    with pytest.raises(BadInput):
        link(both, back)
    with pytest.raises(BadInput):
        link(both, ATLAS_IS_ATL.model_copy(update={"primary_source": "jira"}))
    with pytest.raises(NotFound, match="sharepoint"):
        link(both, ATLAS_IS_ATL.model_copy(update={"source": "sharepoint"}))
    assert both.links() == (ATLAS_IS_ATL,)
