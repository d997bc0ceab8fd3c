"""What every store does with messages on their way, and with what was done on schedule."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.errors import NotFound
from assistant.governance.delivery import Delivery, DeliveryState, Message, begun
from assistant.ports.store import Store
from tests.contracts.batches import AT


def waiting(number: int) -> Delivery:
    message = Message(id=f"m-{number}", to="somewhere", text="Grüße\n")
    return Delivery(message=message, proposal=f"P-{number}", not_before=AT)


def test_messages_are_kept_whole_oldest_first(store: Store) -> None:
    with store.unit_of_work() as unit:
        for number in (10, 9):
            unit.keep_delivery(waiting(number))
        unit.keep_delivery(begun(unit.delivery("m-10"), AT))
        with pytest.raises(NotFound):
            unit.delivery("m-1")
    assert store.deliveries() == (waiting(9), begun(waiting(10), AT))
    assert store.deliveries(DeliveryState.SENT) == (begun(waiting(10), AT),)
    assert store.deliveries(DeliveryState.DELIVERED) == ()


def test_messages_are_found_by_their_proposal_and_the_newest_first_of_all(store: Store) -> None:
    notice = waiting(7).model_copy(update={"proposal": None})
    with store.unit_of_work() as unit:
        for number in (1, 2, 3):
            unit.keep_delivery(waiting(number))
        unit.keep_delivery(notice)
    assert store.deliveries_of("P-2") == (waiting(2),)
    assert store.deliveries_of("P-7") == ()
    assert store.newest_deliveries(2) == (waiting(2), waiting(3))
    assert store.deliveries() == (notice, waiting(1), waiting(2), waiting(3))


def test_what_is_not_committed_is_not_sent(store: Store) -> None:
    def fail() -> None:
        with store.unit_of_work() as unit:
            unit.keep_delivery(waiting(1))
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert store.deliveries() == ()


def test_the_last_run_of_each_duty_is_known(store: Store) -> None:
    assert store.last_run("brief") is None
    for hours in (1, 2):
        with store.unit_of_work() as unit:
            unit.keep_run("brief", AT + timedelta(hours=hours))
    assert store.last_run("brief") == AT + timedelta(hours=2)
    assert store.last_run("checkpoint") is None
