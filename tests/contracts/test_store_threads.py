"""What every store does with conversations."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.ports.store import Store
from assistant.ports.threads import Turn, TurnCall, TurnSubject


def turn(person: str = "ana", thread: str = "Grüße", question: str = "Why?") -> Turn:
    return Turn(
        person=person,
        thread=thread,
        at=datetime(2026, 11, 16, 8, tzinfo=UTC),
        question=question,
        kind="answered",
        calls=(TurnCall(tool="forecast", arguments={"subject": "A", "teams": ["x"], "n": 2}),),
        subjects=(TurnSubject(kind="project", key="A"),),
        reply="b1",
    )


def keep(store: Store, *turns: Turn) -> None:
    with store.unit_of_work() as unit:
        for each in turns:
            unit.keep_turn(each)


def test_turns_are_kept_whole_and_in_order(store: Store) -> None:
    keep(store, turn(question="first"), turn(question="second"))
    keep(store, turn(question="third"))
    assert [each.question for each in store.turns("ana", "Grüße")] == ["first", "second", "third"]
    assert store.last_turn("ana", "Grüße") == turn(question="third")


def test_a_thread_belongs_to_its_person(store: Store) -> None:
    keep(store, turn(), turn(person="bob", question="Mine?"), turn(thread="other"))
    assert [each.question for each in store.turns("bob", "Grüße")] == ["Mine?"]
    assert store.threads("ana") == ("Grüße", "other")
    assert store.last_turn("zed", "Grüße") is None


def test_threads_are_forgotten_one_by_one_or_all(store: Store) -> None:
    keep(store, turn(), turn(thread="other"), turn(person="bob"))
    with store.unit_of_work() as unit:
        unit.forget_threads("ana", "other")
    assert store.threads("ana") == ("Grüße",)
    with store.unit_of_work() as unit:
        unit.forget_threads("ana")
    assert (store.threads("ana"), store.threads("bob")) == ((), ("Grüße",))


def test_what_is_not_committed_was_not_said(store: Store) -> None:
    def fail() -> None:
        with store.unit_of_work() as unit:
            unit.keep_turn(turn())
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert store.turns("ana", "Grüße") == ()


def test_a_conversation_leaves_the_stamp_and_an_event_changes_it(store: Store) -> None:
    before = store.stamp()
    keep(store, turn())
    assert store.stamp() == before
    with store.unit_of_work() as unit:
        unit.record("portfolio synced", datetime(2026, 11, 16, 8, tzinfo=UTC), {"import": 1})
    assert store.stamp() != before
