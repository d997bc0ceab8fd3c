"""What every store does with imports: history, idempotence, any order, quarantine."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from assistant.portfolio.batch import RefusedRow, Shortfall
from assistant.portfolio.project import Project
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, WorkItem
from assistant.ports.store import AFTER_SYNC, Store
from assistant.values import Scope
from tests.contracts.batches import AT, DAY, bring, day

EVERYTHING = Scope.of_record()
ATLAS = Project(key="ATLAS", name="Atlas")
ONE = WorkItem(key="ATL-1", name="Move the ledger", project="ATLAS")
TWO = WorkItem(key="ATL-2", name="Close the old host", project="ATLAS")
LATER = WorkItem(key="ATL-1", name="Move the ledger", project="ATLAS", due=date(2026, 12, 18))
REFUSED = RefusedRow(
    file="items.csv", row=7, column="Due", value="31 Feb", why="No such day.", remedy="Correct it."
)


def items(store: Store, as_of: date) -> dict[str, WorkItem]:
    return {item.key: item for item in store.snapshot(as_of, EVERYTHING).all(WorkItem)}


def test_an_empty_store_has_an_empty_snapshot(store: Store) -> None:
    snapshot = store.snapshot(DAY, EVERYTHING)
    assert all(snapshot.frame(noun).is_empty() for noun in NOUNS)
    assert snapshot.revision == Snapshot.of(DAY, []).revision
    assert store.imports() == ()
    assert store.as_of_dates() == ()


def test_what_was_imported_is_seen_with_its_cells(store: Store) -> None:
    headers = {"work_items": ({"name": "Summary"},)}
    receipt = bring(store, [ATLAS, TWO, ONE], headers=headers)
    assert (receipt.rows, receipt.added, receipt.unchanged) == (3, 3, False)
    snapshot = store.snapshot(DAY, EVERYTHING)
    assert snapshot.all(WorkItem) == (ONE, TWO)
    assert snapshot.revision == Snapshot.of(DAY, [ATLAS, ONE, TWO]).revision
    place = snapshot.source(WorkItem, "ATL-1", "name")
    assert (place.source, place.file, place.row, place.column, place.as_of) == (
        "plan",
        "work_items.csv",
        3,
        "Summary",
        DAY,
    )
    assert str(snapshot.frame(WorkItem).schema) == str(
        Snapshot.of(DAY, [ONE]).frame(WorkItem).schema
    )


def test_an_import_says_who_read_what_when(store: Store) -> None:
    bring(store, [ATLAS], refused=(REFUSED,))
    (state,) = store.imports()
    assert (state.source, state.location, state.as_of) == ("plan", "/exports/plan", DAY)
    assert (state.imported_at, state.rows, state.refused) == (AT, 1, 1)
    assert store.snapshot(DAY, EVERYTHING).imports == (state,)
    assert store.as_of_dates() == (DAY,)


def test_a_day_shows_what_was_said_until_then(store: Store) -> None:
    bring(store, [ONE, TWO], day(1))
    bring(store, [LATER], day(3))
    assert items(store, day(0)) == {}
    assert items(store, day(2)) == {"ATL-1": ONE, "ATL-2": TWO}
    assert items(store, day(3)) == {"ATL-1": LATER}
    assert [state.number for state in store.snapshot(day(2), EVERYTHING).imports] == [1]


def test_the_same_reading_again_changes_nothing(store: Store) -> None:
    first = bring(store, [ONE, TWO])
    again = bring(store, [TWO, ONE])
    assert (again.number, again.unchanged, again.added) == (first.number, True, 0)
    assert len(store.imports()) == 1
    assert len(store.events()) == 1


def test_the_same_content_on_a_later_day_was_read_but_is_not_newer(store: Store) -> None:
    bring(store, [ONE], day(0))
    receipt = bring(store, [ONE], day(1))
    assert receipt.unchanged
    assert [state.unchanged_since for state in store.imports()] == [day(0), day(0)]
    assert store.snapshot(day(1), EVERYTHING).source(WorkItem, "ATL-1").as_of == day(0)
    bring(store, [LATER], day(2))
    assert store.imports()[-1].unchanged_since == day(2)


def test_another_reading_of_the_same_day_wins(store: Store) -> None:
    bring(store, [ONE, TWO])
    receipt = bring(store, [LATER])
    assert (receipt.changed, receipt.closed, receipt.unchanged) == (1, 1, False)
    assert items(store, DAY) == {"ATL-1": LATER}


def test_going_back_to_an_earlier_reading_is_a_change(store: Store) -> None:
    bring(store, [ONE])
    bring(store, [LATER])
    assert bring(store, [ONE]).changed == 1
    assert items(store, DAY) == {"ATL-1": ONE}


def test_absence_closes_a_row_only_when_the_reading_is_complete(store: Store) -> None:
    bring(store, [ATLAS, ONE, TWO], day(0))
    assert bring(store, [LATER], day(1), complete=False).closed == 0
    assert items(store, day(1)) == {"ATL-1": LATER, "ATL-2": TWO}
    closed = bring(store, [LATER], day(2))
    assert closed.closed == 2
    snapshot = store.snapshot(day(2), EVERYTHING)
    assert snapshot.get(Project, "ATLAS") is None
    assert snapshot.all(WorkItem) == (LATER,)


def test_a_refused_row_is_not_absent(store: Store) -> None:
    bring(store, [ONE, TWO], day(0))
    refused = {WorkItem: frozenset({"ATL-2", "ATL-3"})}
    receipt = bring(store, [LATER], day(1), refused=(REFUSED,), refused_keys=refused)
    assert (receipt.changed, receipt.closed, receipt.refused) == (1, 0, 1)
    assert items(store, day(1)) == {"ATL-1": LATER, "ATL-2": TWO}
    again = bring(store, [LATER], day(2), refused=(REFUSED,), refused_keys=refused)
    assert again.unchanged
    late = bring(store, [ONE], day(0))
    assert late.closed == 1
    assert items(store, day(2)) == {"ATL-1": LATER}


def test_a_reading_that_refused_a_row_lets_an_older_one_tell_of_it(store: Store) -> None:
    bring(store, [ATLAS], day(1), refused_keys={WorkItem: frozenset({"ATL-1"})})
    bring(store, [ONE, TWO], day(0))
    assert items(store, day(1)) == {"ATL-1": ONE}


def test_of_a_key_given_twice_the_good_row_counts(store: Store) -> None:
    bring(store, [ONE], day(0))
    bring(store, [ONE], day(2), refused_keys={WorkItem: frozenset({"ATL-1"})})
    bring(store, [LATER], day(1))
    assert items(store, day(2)) == {"ATL-1": ONE}


def test_a_row_can_come_back(store: Store) -> None:
    bring(store, [ONE, TWO], day(0))
    bring(store, [ONE], day(1))
    assert bring(store, [ONE, TWO], day(2)).added == 1
    assert items(store, day(2)) == {"ATL-1": ONE, "ATL-2": TWO}


def test_an_older_reading_that_comes_late_does_not_disturb_newer_ones(store: Store) -> None:
    bring(store, [ONE, TWO], day(0))
    bring(store, [ONE, TWO], day(2))
    before = store.snapshot(day(2), EVERYTHING).revision
    late = bring(store, [LATER], day(1))
    assert (late.changed, late.closed) == (1, 1)
    assert items(store, day(1)) == {"ATL-1": LATER}
    assert store.snapshot(day(2), EVERYTHING).revision == before


def test_a_partial_reading_that_came_first_keeps_what_it_said(store: Store) -> None:
    bring(store, [ONE, TWO], day(0))
    bring(store, [ONE], day(2), complete=False)
    bring(store, [LATER], day(1))
    assert items(store, day(1)) == {"ATL-1": LATER}
    assert items(store, day(2)) == {"ATL-1": ONE}


def test_a_late_reading_reaches_over_partial_ones_that_do_not_speak_of_it(store: Store) -> None:
    bring(store, [ONE], day(0))
    bring(store, [TWO], day(2), complete=False)
    bring(store, [LATER], day(1), complete=False)
    assert items(store, day(2)) == {"ATL-1": LATER, "ATL-2": TWO}


def test_a_source_does_not_touch_another(store: Store) -> None:
    bring(store, [ONE], source="jira")
    bring(store, [ATLAS], source="plan")
    snapshot = store.snapshot(DAY, EVERYTHING)
    assert (snapshot.all(WorkItem), snapshot.all(Project)) == ((ONE,), (ATLAS,))
    bring(store, [], day(1), source="jira")
    snapshot = store.snapshot(day(1), EVERYTHING)
    assert (snapshot.all(WorkItem), snapshot.all(Project)) == ((), (ATLAS,))


def test_the_order_of_rows_does_not_matter(store: Store) -> None:
    rows = [WorkItem(key=f"K-{n}", name=f"Item {n}") for n in range(40)]
    bring(store, rows, source="a")
    random.Random(3).shuffle(rows)
    other = bring(store, rows, day(1), source="a")
    assert other.unchanged
    assert store.snapshot(DAY, EVERYTHING).revision == Snapshot.of(DAY, rows).revision


def test_every_import_is_told_to_whoever_waits_for_it(store: Store) -> None:
    bring(store, [ONE, TWO], refused=(REFUSED,))
    (event,) = store.events()
    assert (event.name, event.at) == (AFTER_SYNC, AT)
    assert dict(event.facts) == {
        "import": 1,
        "source": "plan",
        "as_of": "2026-11-02",
        "rows": 2,
        "added": 2,
        "changed": 0,
        "closed": 0,
        "refused": 1,
    }


def test_refused_rows_wait_in_quarantine_until_a_later_reading(store: Store) -> None:
    other_cell = REFUSED.model_copy(update={"column": None})
    of_the_file = REFUSED.model_copy(update={"row": None})
    first = bring(store, [ONE], refused=(REFUSED, of_the_file, other_cell))
    assert store.quarantine(first.number) == (REFUSED, of_the_file, other_cell)
    second = bring(store, [ONE], day(1), refused=(REFUSED.model_copy(update={"row": 9}),))
    assert store.quarantine(first.number) == ()
    assert [row.row for row in store.quarantine(second.number)] == [9]
    backfill = bring(store, [ONE], day(-1), refused=(REFUSED,))
    assert store.quarantine(backfill.number) == (REFUSED,)
    assert [row.row for row in store.quarantine(second.number)] == [9]
    assert store.quarantine(99) == ()
    assert [state.refused for state in store.imports()] == [2, 1, 1]


def test_only_other_refusals_are_another_reading(store: Store) -> None:
    bring(store, [ONE], refused=(REFUSED,))
    receipt = bring(store, [ONE])
    assert (receipt.number, receipt.unchanged) == (2, True)
    assert store.quarantine(1) == ()


def test_a_key_twice_is_the_sources_fault(store: Store) -> None:
    with pytest.raises(ValueError, match="key of its own"):
        bring(store, [ONE, LATER])
    assert store.imports() == ()


HOSTILE = (
    "'; DROP TABLE imports; --",
    '"quoted" and $1 ? %s :name',
    "line\nbreak\ttab \x1f \x7f",
    "Ünïcødé 日本語 \U0001f680 \u202e rtl",
    "NULL",
    "  ",
    "x" * 40_000,
)


def test_any_text_comes_back_as_it_was(store: Store) -> None:
    rows = sorted((WorkItem(key=t, name=t, labels=(t, t)) for t in HOSTILE), key=lambda i: i.key)
    for number, source in enumerate(HOSTILE):
        bring(store, rows if number == 0 else [], source=source)
    snapshot = store.snapshot(DAY, EVERYTHING)
    assert snapshot.all(WorkItem) == tuple(rows)
    assert snapshot.source(WorkItem, rows[0].key).source == HOSTILE[0]
    assert [state.source for state in store.imports()] == list(HOSTILE)


def test_far_days_and_large_numbers_come_back(store: Store) -> None:
    item = WorkItem(key="a", name="a", due=date.min, finished=date.max, tracker_order=2**63 - 1)
    bring(store, [item], date.max - timedelta(days=1))
    assert items(store, date.max)["a"] == item


def test_a_viewer_sees_their_own_part(store: Store) -> None:
    secret = Project(key="FALCON", name="Falcon", confidential=True, visible_to=("ingrid",))
    hidden = WorkItem(key="FAL-1", name="Due diligence", project="FALCON")
    link = Dependency(key="d", predecessor="FAL-1", successor="ATL-1")
    bring(store, [ATLAS, secret, ONE, hidden, link])
    ingrid = store.scope_of("ingrid", DAY)
    assert store.snapshot(DAY, ingrid).get(Project, "FALCON") == secret
    for scope in (store.scope_of("ben", DAY), store.scope_of(None, DAY), Scope.public()):
        seen = store.snapshot(DAY, scope)
        assert seen.all(Project) == (ATLAS,)
        assert seen.all(WorkItem) == (ONE,)
        assert seen.all(Dependency) == ()
        assert seen.revision == store.snapshot(DAY, EVERYTHING).revision


def test_what_is_closed_today_is_closed_on_every_day(store: Store) -> None:
    before = Project(key="FALCON", name="Falcon")
    later = Project(key="FALCON", name="Falcon", confidential=True, visible_to=("ingrid",))
    bring(store, [ATLAS, before], day(0))
    bring(store, [ATLAS, later], day(1))
    for viewer, seen in (("ben", (ATLAS,)), (None, (ATLAS,)), ("ingrid", (ATLAS, before))):
        for asked in (day(0), day(1)):
            scope = store.scope_of(viewer, asked)
            assert store.snapshot(day(0), scope).all(Project) == seen


def test_who_is_no_longer_named_does_not_see_the_past_either(store: Store) -> None:
    secret = Project(key="FALCON", name="Falcon", confidential=True, visible_to=("ben", "ingrid"))
    bring(store, [secret], day(0))
    bring(store, [secret.model_copy(update={"visible_to": ("ingrid",)})], day(1))
    assert store.snapshot(day(0), store.scope_of("ben", day(0))).all(Project) == ()
    assert store.snapshot(day(0), store.scope_of("ingrid", day(0))).all(Project) == (secret,)


def test_who_saw_what_has_gone_since_sees_it_in_the_past(store: Store) -> None:
    secret = Project(key="FALCON", name="Falcon", confidential=True, visible_to=("ingrid",))
    bring(store, [ATLAS, secret], day(0))
    bring(store, [ATLAS], day(1))
    assert store.snapshot(day(0), store.scope_of("ingrid", day(0))).get(Project, "FALCON")
    assert store.snapshot(day(0), store.scope_of("ben", day(0))).get(Project, "FALCON") is None


def test_a_reading_that_is_not_whole_says_why_until_a_whole_one_comes(store: Store) -> None:
    bring(store, [ATLAS, ONE, TWO])
    bring(store, [ATLAS, LATER], day(1), complete=False, shortfall=Shortfall.MISSING)
    assert items(store, day(1)).keys() == {"ATL-1", "ATL-2"}  # absence says nothing
    assert store.imports()[-1].shortfall is Shortfall.MISSING
    assert store.snapshot(day(1), EVERYTHING).imports[-1].shortfall is Shortfall.MISSING
    bring(store, [ATLAS, LATER], day(1), complete=False, shortfall=Shortfall.BUSY)
    assert store.imports()[-1].shortfall is Shortfall.BUSY
    bring(store, [ATLAS, LATER], day(1))
    assert store.imports()[-1].shortfall is None
    assert items(store, day(1)).keys() == {"ATL-1"}
