"""Not lost and not doubled, whatever the network and the process do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from assistant.adapters.logs import Log
from assistant.adapters.random_tokens import RandomTokens
from assistant.adapters.signing import FileSigner
from assistant.adapters.sources import FileSources
from assistant.errors import NotFound, Refused
from assistant.governance.audit.event import AuditKind
from assistant.governance.delivery import (
    Accepted,
    DeliveryState,
    Move,
    answered,
    next_move,
)
from assistant.governance.proposal import ProposalState
from assistant.governance.schedule import Duties
from assistant.policy import default_policy
from assistant.usecases.app import App, Outbound
from assistant.usecases.deliver import deliver, deliveries, settle_delivery
from tests.fakes.hostile_publisher import SETTLES, Crash, HostilePublisher, VirtualClock
from tests.fakes.memory_store import MemoryStore
from tests.planning.soaking import seeds, tell
from tests.usecases.publishing import approved_store


class CrashingStore:
    """A store whose process dies at commits, before or after them."""

    def __init__(self, store: MemoryStore, chance: random.Random, crashes: int) -> None:
        self._store = store
        self._chance = chance
        self.crashes = crashes

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @contextmanager
    def unit_of_work(self) -> Iterator[Any]:
        with self._store.unit_of_work() as unit:
            yield unit
            self._maybe_die()
        self._maybe_die()

    def _maybe_die(self) -> None:
        if self.crashes and self._chance.random() < 0.15:
            self.crashes -= 1
            raise Crash


def office(publisher: HostilePublisher, store: Any) -> App:
    return App(
        store=store,
        clock=publisher.clock,
        log=Log(),
        policy=default_policy(),
        policy_tables={},
        sources=FileSources(),
        tokens=RandomTokens(),
        signer=FileSigner.__new__(FileSigner),
        outbound=Outbound(publishers=publisher, workshop=None, duties=Duties()),  # type: ignore[arg-type]  # deliveries need no workshop
    )


def move(app: App, publisher: HostilePublisher, key: str) -> None:
    """Let one move happen or crash, and now and then let an old answer come in again."""
    chance = publisher.chance
    try:
        if not deliver(app, key):
            waiting = app.store.deliveries()[0]
            publisher.clock.at = max(publisher.clock.now(), waiting.not_before)
    except Crash:
        publisher.clock.pass_by(chance.choice((0.1, 20)))
    if publisher.answers and chance.random() < 0.2:
        late = chance.choice(publisher.answers)
        with app.store._store.unit_of_work() as unit:  # type: ignore[attr-defined]  # nothing crashes here
            known = unit.delivery(key)
            earlier = known.attempts - (1 if known.state is DeliveryState.SENT else 0)
            after = answered(known, earlier, late, publisher.habits, publisher.clock.now())
            assert after == known


def look_there(app: App, publisher: HostilePublisher, key: str, proposal: str) -> None:
    """What a person does: wait until nothing can come any more, look, and say what they saw."""
    publisher.clock.pass_by(SETTLES.total_seconds())
    sane = office(publisher, app.store._store)  # type: ignore[attr-defined]  # a person does not crash
    settle_delivery(sane.asked_by("ana"), proposal, arrived=publisher.arrived(key) > 0)


def outcome(seed: int, *, can_look_up: bool) -> tuple[int, int, int]:
    """Return arrivals, persons asked, and attempts of one schedule."""
    chance = random.Random(seed)
    publisher = HostilePublisher(chance, VirtualClock(), can_look_up=can_look_up)
    store = approved_store()
    app = office(publisher, CrashingStore(store, chance, crashes=6))
    (known,) = store.deliveries()
    asked = 0
    for _ in range(400):
        (now,) = store.deliveries()
        if now.state is DeliveryState.DELIVERED:
            break
        if now.state is DeliveryState.NEEDS_PERSON:
            asked += 1
            look_there(app, publisher, known.message.id, known.proposal)
        move(app, publisher, known.message.id)
    (done,) = store.deliveries()
    assert done.state is DeliveryState.DELIVERED, seed
    assert store.proposals()[0].state is ProposalState.APPLIED, seed
    told = [each for each in store.audit_of(known.proposal) if each.kind is AuditKind.DELIVERED]
    assert [each.facts["text"] for each in told] == [known.message.text_hash], seed
    publisher.clock.pass_by(1_000)
    return publisher.arrived(known.message.id), asked, done.attempts


@pytest.mark.parametrize("can_look_up", [True, False])
def test_no_delivery_is_missing_and_none_is_doubled(
    *, can_look_up: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    tried = seeds(usually=60, soak=2_000)
    found = {seed: outcome(seed, can_look_up=can_look_up) for seed in tried}
    asked = sum(1 for _, persons, _ in found.values() if persons)
    attempts = sum(attempts for _, _, attempts in found.values())
    tell(capsys, f"deliveries of seeds {tried}: attempts {attempts}, persons asked in {asked}")
    assert {seed: got for seed, got in found.items() if got[0] != 1} == {}
    assert attempts > len(found)
    assert can_look_up or asked


def test_who_asks_too_early_is_told_to_wait() -> None:
    (known,) = approved_store().deliveries()
    assert next_move(known, known.not_before) is Move.SEND
    sent = known.model_copy(update={"state": DeliveryState.DELIVERED})
    assert next_move(sent, known.not_before) is Move.NOTHING
    assert (
        answered(
            sent,
            1,
            Accepted(),
            HostilePublisher(random.Random(1), VirtualClock()).habits,
            known.not_before,
        )
        == sent
    )


def test_what_was_not_approved_does_not_leave() -> None:
    publisher = HostilePublisher(random.Random(1), VirtualClock(), faults=0)
    store = approved_store()
    (known,) = store.deliveries()
    forged = known.message.model_copy(update={"text": "something else"})
    with store.unit_of_work() as unit:
        unit.keep_delivery(known.model_copy(update={"message": forged}))
    app = office(publisher, store)
    deliver(app, known.message.id)
    (stopped,) = store.deliveries()
    assert (stopped.state, publisher.arrivals) == (DeliveryState.TURNED_DOWN, {})
    assert store.proposals()[0].state is ProposalState.FAILED
    settle_delivery(app.asked_by("ana"), known.proposal, arrived=False)
    deliver(app, known.message.id)
    assert publisher.arrivals == {}


def test_only_whoever_may_decide_settles_a_delivery() -> None:
    publisher = HostilePublisher(random.Random(1), VirtualClock(), can_look_up=False, faults=0)
    store = approved_store()
    (known,) = store.deliveries()
    with store.unit_of_work() as unit:
        unit.keep_delivery(known.model_copy(update={"state": DeliveryState.NEEDS_PERSON}))
    app = office(publisher, store)
    with pytest.raises(Refused):
        settle_delivery(app.asked_by("ben"), known.proposal, arrived=True)
    with pytest.raises(NotFound):
        settle_delivery(app.asked_by("ana"), "P-99", arrived=True)
    settle_delivery(app.asked_by("ana"), known.proposal, arrived=True)
    assert [each.state for each in deliveries(app)] == [DeliveryState.DELIVERED]
    with pytest.raises(Refused):
        settle_delivery(app.asked_by("ana"), known.proposal, arrived=True)
