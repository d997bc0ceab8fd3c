"""An import is invisible until it is whole, and others go on reading and writing meanwhile."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from assistant.adapters.sql_store import open_store, reading
from assistant.adapters.sql_store.address import database_at
from assistant.adapters.sql_store.store import SqlStore
from assistant.adapters.sql_store.tables import COVERED, IMPORTS, QUARANTINE, versions
from assistant.errors import StoreBusy
from assistant.portfolio.batch import RefusedRow
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.ports.progress import Silent
from assistant.ports.store import WatchedSource
from assistant.values import Scope
from tests.contracts.batches import AT, DAY, batch, bring, day
from tests.contracts.stores import URLS, sqlite_url

EVERYTHING = Scope.of_record()


def items(count: int, name: str = "x") -> list[WorkItem]:
    return [WorkItem(key=f"K-{n}", name=f"{name} {n}") for n in range(count)]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    return URLS[request.param]()


class Peeking:
    """Looks at the store, and writes to it, whenever an import says how far it is."""

    def __init__(self, url: str) -> None:
        self.store = open_store(url, patience=0.05)
        self.seen: list[Snapshot] = []

    def step(self, what: str, done: int, total: int | None) -> None:
        assert what == "Storing rows"
        assert total is not None
        assert 0 < done <= total
        with self.store.unit_of_work() as unit:
            unit.watch(WatchedSource(source="plan", location=str(done)))
        self.seen.append(self.store.snapshot(day(9), EVERYTHING))


class Stops(Exception):
    """Raised by a progress that gives up."""


class Stopping:
    """Gives up after some steps, as a person pressing Ctrl-C would."""

    def __init__(self, after: int) -> None:
        self.left = after

    def step(self, what: str, done: int, total: int | None) -> None:
        self.left -= 1
        if self.left == 0:
            raise Stops


def test_nobody_sees_half_an_import_and_nobody_waits_for_it(url: str) -> None:
    store = open_store(url)
    bring(store, items(10), source="other")
    before = store.snapshot(day(9), EVERYTHING).revision
    peeking = Peeking(url)
    store.import_batch(batch(items(3_000, "y"), day(1), complete=False), AT, peeking)
    assert len(peeking.seen) >= 3
    assert {snapshot.revision for snapshot in peeking.seen} == {before}
    assert store.snapshot(day(9), EVERYTHING).frame(WorkItem).height == 3_010


def left_over(url: str, numbers: tuple[int, ...]) -> dict[str, int]:
    """Rows of any table that some imports wrote."""
    which = f"WHERE v._recorded IN ({', '.join(map(str, numbers))})"
    with database_at(url, 1).reading() as session:
        found = {
            table.name: session.read(table, which, only=("_recorded",)).height
            for table in (*map(versions, NOUNS), COVERED, QUARANTINE)
        }
        found["imports"] = session.read(IMPORTS, f"WHERE v.number IN ({numbers[0]})").height
    return {name: count for name, count in found.items() if count}


@pytest.mark.parametrize("steps", [1, 3, 5])
def test_what_a_broken_import_left_is_swept_by_the_next(url: str, steps: int) -> None:
    store = open_store(url)
    refused = (RefusedRow(file="a.csv", why="Odd.", remedy="Mend it."),) * 300
    bring(store, items(700))
    before = store.snapshot(day(9), EVERYTHING)
    broken = batch(items(900, "y"), day(1), complete=False, refused=refused)
    with pytest.raises(Stops):
        store.import_batch(broken, AT, Stopping(after=steps))
    assert left_over(url, (2,))["imports"] == 1
    after = store.snapshot(day(9), EVERYTHING)
    assert (after.revision, after.imports) == (before.revision, before.imports)
    assert (len(store.events()), store.quarantine(2)) == (1, ())
    receipt = bring(store, items(5), day(2), source="other")
    assert receipt.number == 2
    assert left_over(url, (2,)) == {"imports": 1, "work_items": 5}


def test_a_second_importer_is_told_to_wait(url: str) -> None:
    bring(open_store(url), items(3))
    with database_at(url, 1).importing(), pytest.raises(StoreBusy, match="Try again"):
        bring(open_store(url, patience=0.1), items(4), day(1))
    assert bring(open_store(url), items(4), day(1)).added == 1


def test_importers_at_the_same_time_take_turns(url: str) -> None:
    readings = [batch(items(400, name), DAY, source) for source in "abc" for name in ("x", "y")]
    failures: list[Exception] = []

    def imports(number: int) -> None:
        try:
            open_store(url, patience=60).import_batch(readings[number], AT, Silent())
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            failures.append(error)

    threads = [threading.Thread(target=imports, args=(n,)) for n in range(len(readings))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    store = open_store(url)
    assert sorted(state.number for state in store.imports()) == [1, 2, 3, 4, 5, 6]
    last = {state.source: state.number for state in store.imports()}
    frame = store.snapshot(DAY, EVERYTHING).frame(WorkItem)
    assert frame.height == 1_200
    assert set(frame["_import"]) == set(last.values())


def test_no_write_of_an_import_holds_the_store_for_long() -> None:
    """At most 0.1 s; on a machine that is busy with other things, in one of a few attempts."""
    store: SqlStore = open_store(sqlite_url())
    longest = []
    for number in range(5):
        store.longest_write = 0.0
        bring(store, items(8_000, f"v{number}"), day(number))
        longest.append(store.longest_write)
        if longest[-1] < 0.1:
            break
    assert 0 < longest[-1] < 0.1, longest


def test_tables_read_in_halves_are_the_same(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(url)
    bring(store, items(500))
    bring(store, items(300, "y"), day(1))
    whole = store.snapshot(day(1), EVERYTHING)
    monkeypatch.setattr(reading, "_WORTH_SPLITTING", 1)
    halves = store.snapshot(day(1), EVERYTHING)
    assert halves.revision == whole.revision
    assert halves.frame(WorkItem).equals(whole.frame(WorkItem))


def test_a_snapshot_of_the_far_past_or_future_is_none_of_a_problem(url: str) -> None:
    store = open_store(url)
    bring(store, items(2), date.max)
    bring(store, items(1), date.min)
    assert store.snapshot(date.min, EVERYTHING).frame(WorkItem).height == 1
    assert store.snapshot(date.max, EVERYTHING).frame(WorkItem).height == 2
