"""Any imports, arriving in any order: every store gives the fold of what it was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from assistant.portfolio.batch import Batch
from assistant.portfolio.people import Team
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.ports.progress import Silent
from assistant.ports.store import Store
from assistant.values import Scope
from tests.contracts.batches import AT, batch, day
from tests.contracts.stores import new_store
from tests.fakes.memory_store import MemoryStore

PLACE = ("_import", "_file", "_row", "_effective")
DAYS = range(3)

rows = st.dictionaries(st.sampled_from("abcd"), st.sampled_from("xyz"), max_size=4)


@st.composite
def readings(draw: st.DrawFn) -> Batch:
    """One reading of one of two sources, on one of a few days, of a few rows that vary little."""
    said = draw(rows)
    things = [WorkItem(key=key, name=name) for key, name in said.items()]
    teams = [Team(key=key, name="team") for key in said if key in "ab"]
    as_of = day(draw(st.sampled_from(DAYS)))
    source = draw(st.sampled_from(["jira", "plan"]))
    refused = {WorkItem: draw(st.frozensets(st.sampled_from("abcd"), max_size=2))}
    complete = draw(st.booleans())
    return batch([*things, *teams], as_of, source, complete=complete, refused_keys=refused)


def content(snapshot: Snapshot) -> list[pl.DataFrame]:
    return [snapshot.frame(noun).drop(PLACE) for noun in NOUNS]


def assert_same(store: Store, model: Store, as_of: date) -> None:
    told, wanted = (s.snapshot(as_of, Scope.of_record()) for s in (store, model))
    assert told.revision == wanted.revision
    assert [frame.rows() for frame in content(told)] == [frame.rows() for frame in content(wanted)]


def assert_traced(store: Store, arrived: list[Batch], as_of: date) -> None:
    """Every row says where it was read, and there it can be found."""
    numbers = {state.number: state for state in store.imports()}
    kept = store.snapshot(as_of, Scope.of_record())
    for noun in (WorkItem, Team):
        for row in kept.frame(noun).iter_rows(named=True):
            state = numbers[row["_import"]]
            hashes = [
                said["_hash"]
                for reading in arrived
                if (reading.source, reading.as_of) == (state.source, state.as_of)
                for said in reading.frames.get(noun, pl.DataFrame()).iter_rows(named=True)
                if said["key"] == row["key"].partition("@")[0]
                and (said["_row"], said["_effective"]) == (row["_row"], row["_effective"])
            ]
            assert row["_hash"] in hashes or "@" in row["key"]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # cases are small, shrinking takes minutes
)
@given(st.lists(readings(), min_size=2, max_size=5))
def test_the_state_is_the_fold_whatever_the_order_of_arrival(arriving: list[Batch]) -> None:
    store, model = new_store("sqlite"), MemoryStore()
    for reading in arriving:
        receipt = store.import_batch(reading, AT, Silent())
        assert receipt == model.import_batch(reading, AT, Silent())
    for number in DAYS:
        assert_same(store, model, day(number))
        assert_traced(store, arriving, day(number))
    assert store.imports() == model.imports()


ITEMS = {name: [WorkItem(key="a", name=name)] for name in "xyz"}
CASES = {
    "older complete after newer complete": [("x", 0, True), ("y", 2, True), ("z", 1, True)],
    "older empty between equal ones": [("x", 0, True), ("x", 2, True), ("", 1, True)],
    "older under a partial that said the same": [("x", 0, True), ("x", 2, False), ("y", 1, True)],
    "oldest last": [("x", 1, False), ("y", 2, False), ("z", 0, True)],
    "the same day thrice": [("x", 1, True), ("y", 1, False), ("x", 1, True)],
    "two late ones": [("x", 0, True), ("x", 2, True), ("y", 1, True), ("z", 1, True)],
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_known_orders(kind: str, case: list[tuple[str, int, bool]]) -> None:
    store, model = new_store(kind), MemoryStore()
    for name, number, complete in case:
        reading = replace(batch(ITEMS.get(name, []), day(number)), complete=complete)
        assert store.import_batch(reading, AT, Silent()) == model.import_batch(
            reading, AT, Silent()
        )
    for number in DAYS:
        assert_same(store, model, day(number))
