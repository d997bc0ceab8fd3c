"""What is sent outside, once: a message on its way, and what an unclear outcome means.

    waiting → sent → delivered
       ↑        ↘ waiting (certainly not there: sent again)
       |        ↘ needs a person (nobody else can tell)
       └─ turned down, needs a person (somebody says: send it again)

Before each attempt the message is *sent* in our own records. Whatever happens then, a crash, a
time-out, an answer that comes late or twice, it is looked up by its own key and never sent again
before its absence is certain: an attempt can still arrive within the time its receiver settles in.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import AwareDatetime, Field

from assistant.errors import Refused
from assistant.values import Value

MAX_TRIES = 25
"""Attempts and look-ups before a person is asked."""

_FIRST_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(hours=1)


class Message(Value):
    """Exact text for one place; `id` is its own key, which the receiver is told."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")
    to: str
    text: str
    title: str | None = Field(
        default=None, description="what it is called where it has no heading"
    )
    file: str | None = Field(default=None, description="its name where it is a file to be kept")

    @property
    def text_hash(self) -> str:
        """The sha256 of the bytes that are sent."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class Accepted(Value):
    """The receiver says that it has the message."""


class TryLater(Value):
    """The receiver certainly did not take it, and may do so later."""

    after: timedelta | None = Field(default=None, description="how long it asked us to wait")


class TurnedDown(Value):
    """The receiver will never take it."""

    why: str


class NoAnswer(Value):
    """Nobody knows whether the receiver took it: a time-out, a broken line, an error of its own."""


Answer = Accepted | TryLater | TurnedDown | NoAnswer


class LookUp(StrEnum):
    """What a receiver says about a message's key."""

    FOUND = "found"
    ABSENT = "absent"
    NO_ANSWER = "no answer"


class Habits(Value):
    """What a receiver can do: be asked by key, and how late an attempt can still arrive."""

    can_look_up: bool = True
    settles_within: timedelta = timedelta(0)
    repeats_unclear: bool = Field(
        default=False, description="rather twice than not at all, where it cannot be asked"
    )
    to_check: str | None = Field(default=None, description="how a person can find out")


class DeliveryState(StrEnum):
    """Where a message is."""

    WAITING = "waiting"
    SENT = "sent"
    DELIVERED = "delivered"
    TURNED_DOWN = "turned down"
    NEEDS_PERSON = "needs a person"


OPEN = (DeliveryState.WAITING, DeliveryState.SENT)
"""States in which something is still to be done without anybody."""


class Move(StrEnum):
    """What is to be done next about a delivery."""

    SEND = "send"
    LOOK_UP = "look up"
    WAIT = "wait"
    NOTHING = "nothing"


class Delivery(Value):
    """A message of an approved proposal, and how far it is."""

    message: Message
    proposal: str | None = Field(
        description="what approved it; None for a notice of what its reader may see anyway"
    )
    state: DeliveryState = DeliveryState.WAITING
    not_before: AwareDatetime = Field(description="when the next move may be made")
    attempts: int = 0
    tries: int = Field(default=0, description="attempts and look-ups since a person had a say")
    again: int = Field(default=0, description="how often a person had it sent again")
    over_at: AwareDatetime | None = Field(
        default=None, description="when the last attempt was certainly over; None while it may run"
    )
    because: str | None = Field(default=None, description="why it is not delivered")

    @property
    def job(self) -> str:
        """The name of the work on it: the message's key, and a new one when a person retries."""
        return f"{self.message.id}-again-{self.again}" if self.again else self.message.id


def message_id(chain: str, proposal: str, effect_hash: str) -> str:
    """Return the key of a proposal's message: one of its own for each store, proposal and effect."""
    return hashlib.sha256(f"{chain}\n{proposal}\n{effect_hash}".encode()).hexdigest()[:40]


def next_move(delivery: Delivery, now: datetime) -> Move:
    """Say what is to be done about a delivery."""
    if delivery.state not in OPEN:
        return Move.NOTHING
    if now < delivery.not_before:
        return Move.WAIT
    return Move.SEND if delivery.state is DeliveryState.WAITING else Move.LOOK_UP


def begun(delivery: Delivery, now: datetime) -> Delivery:
    """Note an attempt, before it is made; Refused where it is not to be made now."""
    if next_move(delivery, now) is not Move.SEND:
        raise Refused(f"The message of {delivery.proposal} is {delivery.state.value}.")
    return _changed(
        delivery,
        state=DeliveryState.SENT,
        attempts=delivery.attempts + 1,
        tries=delivery.tries + 1,
        over_at=None,
        not_before=now,
    )


def answered(
    delivery: Delivery, attempt: int, answer: Answer, habits: Habits, now: datetime
) -> Delivery:
    """Note what came back of an attempt; an answer to an earlier one, or a second, says nothing.

    A receiver that can be looked up is never believed unseen: it may accept and lose a message.
    """
    if delivery.state is not DeliveryState.SENT or attempt != delivery.attempts:
        return delivery
    if isinstance(answer, TurnedDown):
        return _changed(delivery, state=DeliveryState.TURNED_DOWN, because=answer.why)
    if isinstance(answer, TryLater):
        pause = answer.after if answer.after is not None else _pause(delivery)
        return _again(delivery, now + pause, "the receiver has no time for it")
    if habits.can_look_up:
        return _changed(delivery, over_at=now)
    return (
        _delivered(delivery) if isinstance(answer, Accepted) else _unclear(delivery, habits, now)
    )


def looked_up(delivery: Delivery, found: LookUp, habits: Habits, now: datetime) -> Delivery:
    """Note what a look-up said; an absence counts only once a late arrival is impossible.

    Of an attempt that a crash cut off nobody knows how long it ran: it is over when somebody looks.
    """
    if delivery.state is not DeliveryState.SENT:
        return delivery
    if found is LookUp.FOUND:
        return _delivered(delivery)
    if not habits.can_look_up:
        return _unclear(delivery, habits, now)
    over_at = delivery.over_at or now
    counted = _changed(delivery, tries=delivery.tries + 1, over_at=over_at)
    certain_from = over_at + habits.settles_within
    if found is LookUp.ABSENT and now >= certain_from:
        return _again(counted, now, "the last attempt did not arrive")
    return _later(counted, certain_from if found is LookUp.ABSENT else now + _pause(delivery))


def settled(delivery: Delivery, now: datetime, *, arrived: bool) -> Delivery:
    """Note what a person found out: that it arrived, or that it is to be sent again."""
    known = (DeliveryState.NEEDS_PERSON, DeliveryState.TURNED_DOWN)
    if delivery.state not in known or (
        arrived and delivery.state is not DeliveryState.NEEDS_PERSON
    ):
        raise Refused(
            f"The message of {delivery.proposal} is {delivery.state.value}.",
            remedy="Only what needs a person can be settled by one.",
        )
    if arrived:
        return _delivered(delivery)
    again = delivery.again + 1
    return _changed(
        delivery, state=DeliveryState.WAITING, tries=0, again=again, not_before=now, because=None
    )


def turned_down(delivery: Delivery, why: str) -> Delivery:
    """Note that a message must not leave."""
    return _changed(delivery, state=DeliveryState.TURNED_DOWN, because=why)


def _delivered(delivery: Delivery) -> Delivery:
    return _changed(delivery, state=DeliveryState.DELIVERED, because=None)


def _again(delivery: Delivery, not_before: datetime, because: str) -> Delivery:
    waiting = _changed(delivery, state=DeliveryState.WAITING, because=because)
    return _later(waiting, not_before)


def _unclear(delivery: Delivery, habits: Habits, now: datetime) -> Delivery:
    """Leave to a person what nobody can look up, unless it may rather arrive twice."""
    if habits.repeats_unclear:
        return _again(delivery, now + _pause(delivery), "whether it arrived is not known")
    return _for_a_person(delivery, habits.to_check)


def _later(delivery: Delivery, not_before: datetime) -> Delivery:
    if delivery.tries >= MAX_TRIES:
        return _for_a_person(delivery)
    return _changed(delivery, not_before=not_before)


def _for_a_person(delivery: Delivery, to_check: str | None = None) -> Delivery:
    because = "nobody but a person can tell whether it arrived"
    if to_check is not None:
        because += f": {to_check} {delivery.message.id}"
    if delivery.state is DeliveryState.WAITING:
        because = "it did not arrive, however often it was sent"
    return _changed(delivery, state=DeliveryState.NEEDS_PERSON, because=because)


def _pause(delivery: Delivery) -> timedelta:
    """Return a pause that doubles with every try, up to an hour."""
    doubled: timedelta = _FIRST_PAUSE * 2 ** min(delivery.tries, 20)
    return min(doubled, _LONGEST_PAUSE)


def _changed(delivery: Delivery, **changed: object) -> Delivery:
    return delivery.model_copy(update=changed)
