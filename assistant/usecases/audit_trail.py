"""The audit: is it whole, what happened to something, and a checkpoint to keep outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from pydantic import JsonValue

from assistant.errors import NotFound
from assistant.governance.audit.checkpoint import Checkpoint, Head, checkpoint
from assistant.governance.audit.event import AuditEvent, AuditKind
from assistant.governance.audit.verification import Verified, verify
from assistant.governance.proposal import Proposal
from assistant.governance.rights import Action, Resource
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.usecases.acting import BY_ITSELF, Actor
from assistant.usecases.app import App
from assistant.usecases.governed import is_seen
from assistant.usecases.named import choice_named
from assistant.usecases.view import View
from assistant.values import Value

_AUDIT = Resource()


class Told(Value):
    """One event as it is told: `actor` is a name where the asker may know whose pseudonym it is."""

    number: int
    at: datetime
    actor: str
    kind: AuditKind
    subject: str
    facts: Mapping[str, JsonValue]


def verify_audit(app: App, outside: Iterable[Checkpoint]) -> Verified:
    """Follow the whole chain, and hold it against checkpoints that were kept outside."""
    return verify(app.store.audit_frame(), tuple(outside), app.signer)


def take_checkpoint(app: App) -> Checkpoint:
    """Sign how far the chain has come; what is handed out is to be kept outside the store."""
    actor = Actor.of(app)
    actor.demand(Action.READ_AUDIT, _AUDIT)
    return sign_checkpoint(actor)


def sign_checkpoint(actor: Actor) -> Checkpoint:
    """Sign how far the chain has come, without asking whether the actor may."""
    app = actor.app
    first = app.store.audit_name()
    with app.store.unit_of_work() as unit:
        event = actor.note(unit, AuditKind.CHECKPOINTED, "audit", {"key": app.signer.key})
        head = Head(number=event.number, hash=event.hash)
        taken = checkpoint(first or event.hash, head, app.clock.now(), app.signer)
        unit.keep_checkpoint(taken)
    return taken


def told_events(
    app: App,
    subject: str | None = None,
    kinds: frozenset[AuditKind] = frozenset(),
    since: date | None = None,
    until: date | None = None,
) -> tuple[Told, ...]:
    """Return what happened, oldest first: of a subject, of some kinds, in a period.

    Raises Refused for whoever may not read the audit, NotFound for an unknown subject.
    """
    actor = Actor.of(app)
    actor.demand(Action.READ_AUDIT, _AUDIT)
    events = app.store.audit_of(subject) if subject else app.store.audit_events()
    is_open = _is_open_to(actor.view, app, subject)
    events = tuple(event for event in events if is_open(event.subject))
    if subject and not events:
        raise NotFound("record", subject)
    names = _names(actor)
    return tuple(
        _told(event, names)
        for event in events
        if (not kinds or event.kind in kinds)
        and (since is None or event.at.date() >= since)
        and (until is None or event.at.date() <= until)
    )


def forget_person(app: App, person: str) -> None:
    """Erase whom a pseudonym stands for, and what they asked; what they did stays, the chain holds.

    Raises NotFound for somebody the audit knows nothing of.
    """
    actor = Actor.of(app)
    actor.demand(Action.CHANGE_ROLES, _AUDIT)
    if person not in app.store.pseudonyms():
        raise NotFound("person", person)
    with app.store.unit_of_work() as unit:
        unit.forget(person)
        unit.forget_threads(person)
        actor.note(unit, AuditKind.FORGOTTEN, "audit", {})


def read_kinds(words: Iterable[str]) -> frozenset[AuditKind]:
    """Return the kinds of event of some names; BadInput lists them all."""
    return frozenset(choice_named(AuditKind, word) for word in words)


def _is_open_to(view: View, app: App, subject: str | None) -> Callable[[str], bool]:
    """Return whether the asker may know of what an event is about: proposals, and given roles.

    `subject` is the only one that is asked about, or None for all.
    """
    closed = set(view.full.frame(Project)["key"]) - view.visible_projects()
    if not closed:
        return lambda _: True
    asked = app.store.proposals() if subject is None else _proposal(app, subject)
    hidden = {each.id for each in asked if not is_seen(each.effect, view.seen)}
    areas = tuple(f"-of-{key.replace(' ', '-')}" for key in sorted(closed))
    return lambda about: about not in hidden and not about.endswith(areas)


def _proposal(app: App, subject: str) -> tuple[Proposal, ...]:
    try:
        return (app.store.proposal(subject),)
    except NotFound:
        return ()


def _names(actor: Actor) -> dict[str, str]:
    people = {person.key: person.name for person in actor.view.full.all(Person)}
    known = actor.app.store.pseudonyms()
    return {pseudonym: people.get(key, key) for key, pseudonym in known.items()}


def _told(event: AuditEvent, names: Mapping[str, str]) -> Told:
    return Told(
        number=event.number,
        at=event.at,
        actor=names.get(
            event.actor, "itself" if event.actor == BY_ITSELF else "somebody forgotten"
        ),
        kind=event.kind,
        subject=event.subject,
        facts={name: _named(value, names) for name, value in event.facts.items()},
    )


def _named(value: JsonValue, names: Mapping[str, str]) -> JsonValue:
    return names.get(value, value) if isinstance(value, str) else value
