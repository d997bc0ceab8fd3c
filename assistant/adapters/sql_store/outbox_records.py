"""The outbox's records: messages on their way, and the last run of each duty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.adapters.sql_store.session import Bound, Session
from assistant.adapters.sql_store.tables import OUTBOX, RUNS
from assistant.errors import NotFound
from assistant.governance.delivery import Delivery, DeliveryState


def delivery(session: Session, message_id: str) -> Delivery:
    """Return a delivery by its message's key; NotFound where there is none."""
    rows = session.read(OUTBOX, "WHERE v.id = $1", [message_id], only=("body",))
    if rows.is_empty():
        raise NotFound("message", message_id)
    return Delivery.model_validate_json(rows["body"][0])


def keep_delivery(session: Session, delivery: Delivery) -> None:
    """Keep a delivery as it is now, instead of as it was."""
    session.run("DELETE FROM outbox WHERE id = $1", [delivery.message.id])
    session.add(
        OUTBOX,
        id=delivery.message.id,
        proposal=_number(delivery.proposal),
        state=delivery.state.value,
        body=delivery.model_dump_json(),
    )


def deliveries(session: Session, states: Sequence[DeliveryState]) -> tuple[Delivery, ...]:
    """Return the deliveries in some states, in any where none is named; oldest first."""
    marks = ", ".join(f"${place}" for place in range(1, len(states) + 1))
    where = f"WHERE v.state IN ({marks})" if states else ""
    return _deliveries(session, where, [state.value for state in states])


def of_proposal(session: Session, proposal_id: str) -> tuple[Delivery, ...]:
    """Return the deliveries of a proposal."""
    return _deliveries(session, "WHERE v.proposal = $1", [_number(proposal_id)])


def newest(session: Session, limit: int) -> tuple[Delivery, ...]:
    """Return the deliveries of the newest proposals that have some, oldest first."""
    where = (
        "WHERE v.proposal > 0 AND v.proposal IN"
        " (SELECT proposal FROM outbox ORDER BY proposal DESC LIMIT $1)"
    )
    return _deliveries(session, where, [limit])


def _deliveries(session: Session, where: str, bound: Bound) -> tuple[Delivery, ...]:
    rows = session.read(OUTBOX, where, bound).sort("proposal", "id")
    return tuple(Delivery.model_validate_json(body) for body in rows["body"])


def _number(proposal_id: str | None) -> int:
    return int(proposal_id.removeprefix("P-")) if proposal_id is not None else 0


def keep_run(session: Session, duty: str, due: datetime) -> None:
    """Remember that a duty was done, instead of when it was done before."""
    session.run("DELETE FROM duty_runs WHERE duty = $1", [duty])
    session.add(RUNS, duty=duty, due=due)


def last_run(session: Session, duty: str) -> datetime | None:
    """Return the moment for which a duty was done last."""
    due = session.read(RUNS, "WHERE v.duty = $1", [duty])["due"]
    return None if due.is_empty() else datetime.fromisoformat(due[0].isoformat())
