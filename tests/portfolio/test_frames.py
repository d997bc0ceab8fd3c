"""Nouns come back from their columns as they went in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.portfolio.frames import frame_schema, row_hashes, to_cells, to_frame, to_object
from assistant.portfolio.noun import Noun
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.work import WorkItem
from tests.portfolio.things import things

DAY = date(2026, 11, 16)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.table)
@settings(max_examples=15)
@given(data=st.data())
def test_round_trip(noun: type[Noun], data: st.DataObject) -> None:
    thing = data.draw(things(noun))
    assert to_object(noun, to_cells(thing)) == thing
    frame = to_frame(noun, [thing], file="x.csv", as_of=DAY)
    assert dict(frame.schema) == dict(frame_schema(noun))
    assert to_object(noun, frame.row(0, named=True)) == thing


def test_the_hash_is_of_content_not_of_place() -> None:
    item = WorkItem(key="A-1", name="Move the ledger")
    here = to_frame(WorkItem, [item], file="a.csv", as_of=DAY)
    there = to_frame(WorkItem, [item], file="b.csv", as_of=date(2026, 1, 1))
    assert here["_hash"][0] == there["_hash"][0]


@pytest.mark.parametrize(
    "changed",
    [
        WorkItem(key="A-1", name="Move the ledgers"),
        WorkItem(key="A-1", name="Move the ledger", project="A"),
        WorkItem(key="A-1", name="Move the ledger", parent="A"),
    ],
)
def test_any_changed_cell_changes_the_hash(changed: WorkItem) -> None:
    frame = to_frame(WorkItem, [WorkItem(key="A-1", name="Move the ledger")], file="a", as_of=DAY)
    other = to_frame(WorkItem, [changed], file="a", as_of=DAY)
    assert frame["_hash"][0] != other["_hash"][0]


def test_the_hash_is_the_same_on_every_machine() -> None:
    frame = to_frame(WorkItem, [WorkItem(key="A-1", name="Straße")], file="a", as_of=DAY)
    assert row_hashes(WorkItem, frame)[0] == HASH_OF_STRASSE


HASH_OF_STRASSE = -5609704090023894186
