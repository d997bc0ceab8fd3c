"""Brings what was approved to its place, one step at a time; every step may meet a crash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from pydantic import JsonValue

from assistant.errors import BadInput, NotFound
from assistant.governance import delivery as moves
from assistant.governance import proposal as steps
from assistant.governance.audit.event import AuditEntry, AuditKind
from assistant.governance.delivery import OPEN, Delivery, DeliveryState, Move
from assistant.governance.effects import PublishBrief
from assistant.governance.proposal import Proposal, ProposalState
from assistant.governance.rights import Action
from assistant.ports.publisher import Publisher
from assistant.ports.store import UnitOfWork
from assistant.usecases.acting import BY_ITSELF, Actor
from assistant.usecases.app import App
from assistant.usecases.governed import is_seen, put_resource
from assistant.usecases.outbox import keep_delivered
from assistant.usecases.review_publication import stopped_by_rules
from assistant.values import Value

Change = Callable[[Delivery], Delivery]

_SHOWN = 50
"""How many of the messages that arrived are listed, the newest."""

NOTICE_LOST = "notice lost"
"""The event that a notice records which did not get to its reader; the next one says it again."""


class Sending(Value):
    """A message on its way, or arrived, as people are told of it."""

    proposal: str
    to: str
    state: DeliveryState
    attempts: int
    because: str | None
    not_before: datetime
    as_of: date


class _Told(NamedTuple):
    kind: AuditKind
    step: Callable[[Proposal], Proposal]


def deliver(app: App, message_id: str) -> bool:
    """Make the next move of a delivery; say whether another one may follow at once.

    It may be cut off anywhere and called again.
    """
    with app.store.unit_of_work() as unit:
        known = unit.delivery(message_id)
    now = app.clock.now()
    move = moves.next_move(known, now)
    if move in (Move.NOTHING, Move.WAIT):
        return False
    try:
        publisher = app.outside.publishers.at(known.message.to)
    except BadInput as error:
        why = str(error)
        _keep(app, message_id, lambda found: moves.turned_down(found, why))
        return False
    if move is Move.SEND:
        _send(app, publisher, known)
    else:
        said = publisher.look_up(known.message)
        _keep(
            app,
            message_id,
            lambda found: moves.looked_up(found, said, publisher.habits, app.clock.now()),
        )
    return True


def deliveries(app: App) -> tuple[Sending, ...]:
    """Return what is to be sent and what was sent last, oldest first, as far as the asker may know.

    Whatever somebody has to do something about is in it, however old.
    """
    actor = Actor.of(app)
    unsettled = app.store.deliveries(*OPEN, DeliveryState.NEEDS_PERSON, DeliveryState.TURNED_DOWN)
    found = {each.message.id: each for each in (*unsettled, *app.store.newest_deliveries(_SHOWN))}
    told = ((each.proposal, each) for each in found.values())
    return tuple(
        Sending(
            proposal=proposal,
            to=each.message.to,
            state=each.state,
            attempts=each.attempts,
            because=each.because,
            not_before=each.not_before,
            as_of=actor.view.seen.as_of,
        )
        for proposal, each in sorted(told, key=lambda both: int((both[0] or "P-0")[2:]))
        if proposal is not None and is_seen(app.store.proposal(proposal).effect, actor.view.seen)
    )


def settle_delivery(app: App, proposal_id: str, *, arrived: bool) -> Delivery:
    """Note that somebody saw a message arrive, or have it sent again; NotFound for none such.

    It takes whoever may decide on the proposal.
    """
    actor = Actor.of(app)
    wanted = proposal_id.strip().upper()
    found = next(iter(app.store.deliveries_of(wanted)), None)
    proposal = app.store.proposal(wanted) if found is not None else None
    if found is None or proposal is None or not is_seen(proposal.effect, actor.view.seen):
        raise NotFound("message of a proposal", proposal_id)
    person = actor.demand(Action.DECIDE, put_resource(proposal, actor.view))
    now = app.clock.now()
    with app.store.unit_of_work() as unit:
        changed = moves.settled(unit.delivery(found.message.id), now, arrived=arrived)
        unit.keep_delivery(changed)
        current = unit.proposal(wanted)
        facts = {"message": changed.message.id, "text": changed.message.text_hash}
        if arrived:
            keep_delivered(unit, changed, now)
            unit.keep_proposal(steps.applied(current, now))
        elif current.state is ProposalState.FAILED:
            unit.keep_proposal(steps.try_again(current, person, now))
        said = facts | {"seen by": "a person"} if arrived else facts | {"again": changed.again}
        kind = AuditKind.DELIVERED if arrived else AuditKind.REQUESTED
        actor.note(unit, kind, wanted, said)
    return changed


def _send(app: App, publisher: Publisher, known: Delivery) -> None:
    message_id = known.message.id
    why = None if known.proposal is None else stopped_by_rules(app, known.proposal)
    if why is not None:
        _keep(app, message_id, lambda found: moves.turned_down(found, why))
        return
    begun = _keep(app, message_id, lambda found: moves.begun(found, app.clock.now()))
    if begun.state is not DeliveryState.SENT:
        return
    answer = publisher.publish(begun.message)
    _keep(
        app,
        message_id,
        lambda found: moves.answered(
            found, begun.attempts, answer, publisher.habits, app.clock.now()
        ),
    )


def _keep(app: App, message_id: str, change: Change) -> Delivery:
    """Keep what became of a delivery, with its proposal and the audit, in one transaction."""
    with app.store.unit_of_work() as unit:
        before = unit.delivery(message_id)
        proposal = None if before.proposal is None else unit.proposal(before.proposal)
        after = change(before)
        if proposal and after.state is DeliveryState.SENT and not _approved(proposal, after):
            after = moves.turned_down(before, "its text and place are not what was approved")
        if after == before:
            return before
        unit.keep_delivery(after)
        if after.state is not before.state:
            _tell(app, unit, proposal, after)
    return after


def _approved(proposal: Proposal, delivery: Delivery) -> bool:
    """Say whether exactly this may leave: checked in the transaction before each attempt."""
    effect, message = proposal.effect, delivery.message
    return (
        proposal.state is ProposalState.APPROVED
        and isinstance(effect, PublishBrief)
        and (effect.text_hash, effect.to) == (message.text_hash, message.to)
    )


def _tell(app: App, unit: UnitOfWork, proposal: Proposal | None, delivery: Delivery) -> None:
    now = app.clock.now()
    if delivery.state is DeliveryState.DELIVERED:
        keep_delivered(unit, delivery, now)
    told = {
        DeliveryState.DELIVERED: _Told(
            AuditKind.DELIVERED, lambda found: steps.applied(found, now)
        ),
        DeliveryState.TURNED_DOWN: _Told(
            AuditKind.FAILED, lambda found: steps.failed(found, now, delivery.because or "")
        ),
        DeliveryState.NEEDS_PERSON: _Told(AuditKind.ESCALATED, lambda found: found),
    }.get(delivery.state)
    if told is None:
        return
    if proposal is not None and proposal.state is ProposalState.APPROVED:
        unit.keep_proposal(told.step(proposal))
    if proposal is None and told.kind is not AuditKind.DELIVERED:
        unit.record(NOTICE_LOST, now, {"message": delivery.message.id})
    facts: dict[str, JsonValue] = {
        "message": delivery.message.id,
        "text": delivery.message.text_hash,
        "attempts": delivery.attempts,
    }
    subject = proposal.id if proposal is not None else delivery.message.id
    unit.append_audit(
        AuditEntry(at=now, actor=BY_ITSELF, kind=told.kind, subject=subject, facts=facts)
    )
