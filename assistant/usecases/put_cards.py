"""Brings proposals to whoever decides on them, in the chat, and keeps what they see there true.

A card is a notice: it shows its reader what they may see anyway. It goes to those who hold the
lowest role that decides, to its authors, and to one channel as anybody may see it. The audit says
who was shown what; when a proposal comes further, each of its cards is written anew in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from pydantic import JsonValue

from assistant.errors import BadInput, NotFound
from assistant.governance.audit.event import AuditEntry, AuditKind
from assistant.governance.delivery import Delivery, Message
from assistant.governance.proposal import ENDED, Proposal, ProposalState
from assistant.governance.rights import Action, Resource, needed_role
from assistant.governance.roles import user_of
from assistant.portfolio.people import Person
from assistant.usecases.acting import BY_ITSELF, Actor
from assistant.usecases.app import App
from assistant.usecases.governed import is_seen, put_resource
from assistant.usecases.notices import notice_key, put_notice

Render = Callable[[App, str], str]
"""Writes the card of a proposal for whoever the assistant is asked by."""

_RULE = "card"
_ALL = "everybody"
"""Whom a card in a channel is for, in the audit."""

_LOOK_AGAIN = timedelta(minutes=10)
"""After which somebody who got a role, or an account in the chat, is shown what waits already."""

_QUIET = frozenset({ProposalState.DRAFT, ProposalState.PENDING})


class Cards:
    """The cards of a store; one round looks at what may have changed since the one before."""

    def __init__(self, render: Render) -> None:
        self._render = render
        self._watched: set[str] | None = None
        self._looked: dict[str, datetime] = {}

    def round(self, app: App) -> int:
        """Put new and changed cards into the outbox; return how many.

        `app` is asked by nobody.
        """
        if not app.store.as_of_dates():
            return 0
        actor = Actor.of(app)
        pending = app.store.proposals(ProposalState.PENDING)
        known = app.store.proposals() if self._watched is None else self._further(app, pending)
        self._watched = {each.id for each in (*pending, *known) if each.state not in ENDED}
        shown = sum(self._show(actor, each) for each in pending)
        return shown + sum(self._renew(actor, each) for each in known if each.state not in _QUIET)

    def _further(self, app: App, pending: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
        """Return what was watched and waits no longer."""
        waiting = {each.id for each in pending}
        left = sorted((self._watched or set()) - waiting)
        return tuple(app.store.proposal(each) for each in left)

    def _show(self, actor: Actor, proposal: Proposal) -> int:
        """Show a proposal to whoever was not shown it; who that is, is asked again now and then."""
        now = actor.app.clock.now()
        looked = self._looked.get(proposal.id)
        if looked is not None and now - looked < _LOOK_AGAIN:
            return 0
        self._looked[proposal.id] = now
        return sum(
            self._put(actor, proposal, reader, named)
            for reader, named in _readers(actor, proposal)
        )

    def _put(self, actor: Actor, proposal: Proposal, reader: str | None, named: str) -> bool:
        app = actor.app
        key = notice_key(app, "card", proposal.id, reader or named)
        if _delivery(app, key) is not None:
            return False
        try:
            place = app.outside.publishers.place(named, key)
        except BadInput as error:
            app.log.event("nobody can be shown a card", proposal=proposal.id, why=error.message)
            return False
        return self._send(app, proposal, reader, Message(id=key, to=place, text="-"))

    def _renew(self, actor: Actor, proposal: Proposal) -> int:
        """Write every card of a proposal anew, once for each state and each comment on it."""
        app, renewed = actor.app, 0
        people = {pseudonym: person for person, pseudonym in app.store.pseudonyms().items()}
        for event in app.store.audit_of(proposal.id):
            if event.kind is not AuditKind.REMINDED or event.facts["rule"] != _RULE:
                continue
            card = _delivery(app, str(event.facts["message"]))
            reader = people.get(str(event.facts["to"]))
            if card is None or "#" in card.message.to:
                continue
            version = f"{proposal.state.value} {proposal.ratified_by or ''}"
            key = notice_key(app, "card", card.message.id, version)
            if _delivery(app, key) is None:
                to = f"{card.message.to}#{card.message.id}"
                renewed += self._send(app, proposal, reader, Message(id=key, to=to, text="-"))
        return renewed

    def _send(self, app: App, proposal: Proposal, reader: str | None, message: Message) -> bool:
        try:
            text = self._render(app.asked_by(reader), proposal.id)
        except NotFound:
            return False
        now = app.clock.now()
        with app.store.unit_of_work() as unit:
            to = unit.pseudonym(reader, f"p-{app.tokens.token()}") if reader else _ALL
            if not put_notice(unit, message.model_copy(update={"text": text}), now):
                return False
            facts: dict[str, JsonValue] = {"rule": _RULE, "to": to, "message": message.id}
            unit.append_audit(
                AuditEntry(
                    at=now,
                    actor=BY_ITSELF,
                    kind=AuditKind.REMINDED,
                    subject=proposal.id,
                    facts=facts,
                )
            )
        return True


def _readers(actor: Actor, proposal: Proposal) -> Iterator[tuple[str | None, str]]:
    """Yield who is shown a proposal, and where: people by their e-mail address, then a channel."""
    app, full = actor.app, actor.view.full
    resource = put_resource(proposal, actor.view).model_copy(update={"visible": True})
    for key in sorted(_deciders(actor, resource) | proposal.authors):
        person = full.get(Person, key)
        scope = app.store.scope_of(key, full.as_of)
        if person and person.email and is_seen(proposal.effect, full.scoped(scope)):
            yield key, f"slack:{person.email}"
    channel = app.chat.channel if app.chat else None
    if channel is not None and is_seen(proposal.effect, actor.view.seen):
        yield None, f"slack:{channel}"


def _deciders(actor: Actor, resource: Resource) -> frozenset[str]:
    """Return those of the lowest role that decides, or whoever can where nobody has it."""
    able = actor.who_can(Action.DECIDE, resource)
    role = needed_role(resource, actor.app.policy)
    grants, delegations = actor.app.store.grants(), actor.app.store.delegations()
    users = (user_of(each, grants, delegations, actor.view.full, verified=True) for each in able)
    holding = {user.person for user in users if role is not None and user.holds(role)}
    return frozenset(each for each in able if each in holding) or frozenset(able)


def _delivery(app: App, key: str) -> Delivery | None:
    with suppress(NotFound), app.store.unit_of_work() as unit:
        return unit.delivery(key)
    return None
