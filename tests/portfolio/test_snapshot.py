"""A snapshot is named by its content, and shows each viewer only what they may see."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.portfolio.frames import to_frame
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Assignment, Person, Team
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.scoping import scope_for
from assistant.portfolio.snapshot import ImportState, Snapshot
from assistant.portfolio.work import Dependency, Factor, ValueInput, WorkItem
from assistant.values import Scope
from tests.portfolio.things import things

DAY = date(2026, 11, 16)

PORTFOLIO: tuple[Noun, ...] = (
    Person(key="ingrid", name="Ingrid Solheim"),
    Team(key="platform", name="Platform"),
    Project(key="ATLAS", name="Atlas"),
    Project(key="FALCON", name="Falcon", confidential=True, visible_to=("ingrid",)),
    WorkItem(key="ATL-1", name="Move the ledger", project="ATLAS"),
    WorkItem(key="ATL-2", name="Close the old host", project="ATLAS", parent="FAL-1"),
    WorkItem(key="FAL-1", name="Due diligence", project="FALCON"),
    ValueInput(key="FAL-1/reach", item="FAL-1", factor=Factor.REACH, value=1),
    Dependency(key="d1", predecessor="FAL-1", successor="ATL-1"),
    Dependency(key="d2", predecessor="ATL-1", successor="ATL-2"),
    Milestone(key="m1", project="ATLAS", name="Go-live", needs_item="FAL-1"),
    Assignment(key="a1", project="FALCON", team="platform", start=DAY, end=DAY),
)


def test_the_same_content_in_another_order_is_the_same_revision() -> None:
    shuffled = list(PORTFOLIO)
    random.Random(7).shuffle(shuffled)
    assert Snapshot.of(DAY, shuffled).revision == Snapshot.of(DAY, PORTFOLIO).revision


def test_other_content_is_another_revision() -> None:
    more = (*PORTFOLIO, Team(key="portal", name="Portal"))
    assert Snapshot.of(DAY, more).revision != Snapshot.of(DAY, PORTFOLIO).revision


def test_things_are_found_by_key() -> None:
    snapshot = Snapshot.of(DAY, PORTFOLIO)
    atlas = snapshot.get(Project, "ATLAS")
    assert atlas is not None
    assert atlas.name == "Atlas"
    assert snapshot.get(Project, "NOPE") is None
    assert snapshot.get(Project, None) is None


def test_a_cell_is_traced_by_the_header_its_source_had() -> None:
    frame = to_frame(Project, [Project(key="ATLAS", name="Atlas")], file="plan.xlsx", as_of=DAY)
    state = ImportState(
        number=3,
        source="plan",
        location="plan.xlsx",
        as_of=DAY,
        imported_at=datetime(2026, 11, 16, tzinfo=UTC),
        unchanged_since=DAY,
        complete=True,
        rows=1,
        headers={"projects": ({"name": "Project Name"},)},
    )
    snapshot = Snapshot(
        as_of=DAY,
        frames={Project: frame.with_columns(pl.lit(3, pl.Int64).alias("_import"))},
        imports=[state],
    )
    place = snapshot.source(Project, "ATLAS", "name")
    assert (place.source, place.file, place.row, place.column) == (
        "plan",
        "plan.xlsx",
        2,
        "Project Name",
    )


def test_an_unknown_viewer_sees_nothing_of_a_confidential_project() -> None:
    seen = Snapshot.of(DAY, PORTFOLIO).scoped(Scope.public())
    text = "".join(str(seen.frame(noun).drop("_hash").rows()) for noun in NOUNS)
    assert "FAL" not in text
    assert "Due diligence" not in text
    assert [item.key for item in seen.all(WorkItem)] == ["ATL-1", "ATL-2"]
    assert [link.key for link in seen.all(Dependency)] == ["d2"]
    assert seen.all(Assignment) == ()


def test_the_view_keeps_the_revision_of_the_whole() -> None:
    whole = Snapshot.of(DAY, PORTFOLIO)
    assert whole.scoped(Scope.public()).revision == whole.revision


def test_who_is_named_by_a_confidential_project_sees_it() -> None:
    whole = Snapshot.of(DAY, PORTFOLIO)
    projects = [whole.frame(Project)]
    scope = scope_for(projects, "ingrid")
    assert whole.scoped(scope).get(Project, "FALCON") is not None
    assert scope_for(projects, "somebody").confidential == frozenset()
    assert scope_for(projects, None).confidential == frozenset()


def test_what_nothing_visible_holds_is_hidden_with_its_parent_or_release() -> None:
    things = [
        Project(key="FALCON", name="Falcon", confidential=True),
        Project(key="ATLAS", name="Atlas"),
        Milestone(key="M", project="FALCON", name="Day one"),
        WorkItem(key="F-1", name="Ledger", project="FALCON"),
        WorkItem(key="child", name="Copy", parent="F-1"),
        WorkItem(key="a-grandchild", name="Check the copy", parent="child"),
        WorkItem(key="released", name="Rehearsal", release="M"),
        WorkItem(key="of-its-own", name="Network", project="ATLAS", parent="F-1", release="M"),
        WorkItem(key="free", name="Garage"),
    ]
    seen = Snapshot.of(DAY, things).scoped(Scope.public())
    assert [item.key for item in seen.all(WorkItem)] == ["free", "of-its-own"]
    assert seen.all(WorkItem)[1].parent is None
    assert seen.all(WorkItem)[1].release is None


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.table)
@settings(max_examples=5)
@given(data=st.data())
def test_no_row_that_refers_to_a_hidden_project_names_it(
    noun: type[Noun], data: st.DataObject
) -> None:
    fields = noun.model_fields
    named = {name: "FALCON" for name in ("project",) if name in fields}
    named |= {name: ("FALCON",) for name in ("projects",) if name in fields}
    thing = data.draw(things(noun)).model_copy(update=named)
    hidden = Project(key="FALCON", name="x", confidential=True)
    things_of_all = [hidden] if noun is Project else [hidden, thing]
    seen = Snapshot.of(DAY, things_of_all).scoped(Scope.public())
    assert seen.get(Project, "FALCON") is None
    if named:
        assert seen.all(noun) == ()
