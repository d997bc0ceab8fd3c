"""What every store does with what was published, and with what is disputed of it."""

from __future__ import annotations

import pytest

from assistant.errors import NotFound
from assistant.governance.dispute import Addressee, Dispute, DisputeState, answered
from assistant.governance.publication import Publication, delivered
from assistant.ports.store import Store
from assistant.values import Fact, Source, Unit
from tests.contracts.batches import AT


def published(number: int, brief: str = "b1", corrects: str | None = None) -> Publication:
    return Publication(
        id=f"B-{number}",
        proposal=f"P-{number}",
        brief=brief,
        audience="exec",
        as_of=AT.date(),
        since=None,
        viewer=None,
        shows=(),
        to="somewhere",
        text="Grüße\n",
        body="{}",
        html="<p>",
        kept_at=AT,
        corrects=corrects,
    )


def disputed(number: int) -> Dispute:
    source = Source(source="s", file="f.csv", row=2, column="c", as_of=AT.date())
    fact = Fact(
        subject="projects:A",
        measure="days_overdue",
        value=3,
        unit=Unit.DAYS,
        as_of=AT.date(),
        revision="r",
        sources=(source,),
    )
    return Dispute(
        id=f"Q-{number}",
        publication="B-1",
        sentence=2,
        fact=fact,
        why="It is done.",
        by="ben",
        at=AT,
        project="A",
        addressed_to=None,
        addressed_as=Addressee.PMO_LEAD,
        looked_at="7",
    )


def test_publications_are_kept_whole_oldest_first(store: Store) -> None:
    later = delivered(published(2, corrects="B-1"), "Grüße\n", AT)
    with store.unit_of_work() as unit:
        unit.keep_publication(published(10, brief="b2"))
        unit.keep_publication(published(2, corrects="B-1"))
        unit.keep_publication(published(1))
        unit.keep_publication(later)
        assert unit.publication("B-2") == later
        assert unit.errata_of("B-1") == (later,)
        with pytest.raises(NotFound):
            unit.publication("B-3")
    assert store.publications() == (published(1), later, published(10, brief="b2"))
    assert store.publications("b2") == (published(10, brief="b2"),)
    assert store.errata_of("B-1") == (later,)
    assert store.publication("B-1") == published(1)
    with pytest.raises(NotFound):
        store.publication("B-3")


def test_disputes_are_kept_whole_and_found_by_their_state(store: Store) -> None:
    with store.unit_of_work() as unit:
        for number in (1, 2):
            assert unit.new_dispute_id() == f"Q-{number}"
            unit.keep_dispute(disputed(number))
        closed = answered(unit.dispute("Q-1"), DisputeState.STANDS, "ana", AT, "as agreed")
        unit.keep_dispute(closed)
        assert unit.disputes_of("B-1") == (closed, disputed(2))
        assert unit.disputes_of("B-2") == ()
    assert store.disputes(DisputeState.OPEN) == (disputed(2),)
    assert store.disputes() == (closed, disputed(2))
    assert store.dispute("Q-2") == disputed(2)
    with pytest.raises(NotFound):
        store.dispute("Q-3")
