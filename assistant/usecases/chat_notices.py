"""Short notices in the chat: a proposal put off until tomorrow, and a stranger who wants access."""

from __future__ import annotations

from datetime import timedelta

from assistant.errors import Refused
from assistant.governance.delivery import Message
from assistant.portfolio.people import Person
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.governed import known_proposal
from assistant.usecases.notices import notice_key, put_notice

_UNTIL = timedelta(days=1)


def put_off(app: App, proposal_id: str, text: str) -> bool:
    """Tell the asker of a proposal again in a day; False where that was asked for today already."""
    actor = Actor.of(app)
    known = known_proposal(app, proposal_id, actor.view)
    person = actor.user.person
    reader = actor.view.full.get(Person, person) if person else None
    if reader is None or not reader.email:
        raise Refused("I do not know where to remind you.", remedy="people.csv needs your e-mail.")
    today = app.clock.now().date().isoformat()
    key = notice_key(app, "put off", known.id, reader.key, today)
    return _put(app, reader, Message(id=key, to="-", text=text), _UNTIL)


def ask_for_access(app: App, keeper: Person, stranger: str, text: str) -> bool:
    """Tell whoever gives roles that somebody wants to be known; once a day for each of them."""
    today = app.clock.now().date().isoformat()
    key = notice_key(app, "access", keeper.key, stranger, today)
    return _put(app, keeper, Message(id=key, to="-", text=text), timedelta(0))


def _put(app: App, reader: Person, message: Message, later: timedelta) -> bool:
    place = app.outside.publishers.place(f"slack:{reader.email}", message.id)
    with app.store.unit_of_work() as unit:
        placed = message.model_copy(update={"to": place})
        return put_notice(unit, placed, app.clock.now() + later)
