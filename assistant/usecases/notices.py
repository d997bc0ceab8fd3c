"""Notices: what one person is told of, or what is kept outside, without anybody approving it.

A notice shows its reader what they may see anyway, or no content at all. It leaves by the same
outbox as everything else. One that is lost is not sent again: the next one says the same.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import datetime

from assistant.errors import BadInput, NotFound
from assistant.governance.delivery import Delivery, DeliveryState, Message
from assistant.portfolio.people import Person
from assistant.ports.store import UnitOfWork
from assistant.usecases.app import App

LOST = (DeliveryState.TURNED_DOWN, DeliveryState.NEEDS_PERSON)
"""Where a notice is that did not get to its reader, as far as anybody knows."""


def notice_key(app: App, *about: str) -> str:
    """Return the key of a notice: the same for the same matter, and another in another store."""
    text = "\n".join((app.store.audit_name() or "", "notice", *about))
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def place_of(app: App, person: Person, title: str) -> str | None:
    """Return where a person is told things: their mail, else a folder; None where there is neither."""
    publishers, folder = app.outside.publishers, app.outside.duties.notice_folder
    email = person.email
    mail = f"mailto:{email}" if email and "," not in email else None  # one reader, one address
    for named in (mail, folder):
        if named is not None:
            with suppress(BadInput):
                return publishers.place(named, title)
    return None


def put_notice(unit: UnitOfWork, message: Message, now: datetime) -> bool:
    """Put a notice into the outbox, with the rest of the transaction; False where it was there."""
    with suppress(NotFound):
        unit.delivery(message.id)
        return False
    unit.keep_delivery(Delivery(message=message, proposal=None, not_before=now))
    return True
