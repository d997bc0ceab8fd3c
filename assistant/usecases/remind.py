"""Reminds people of what waits for them: one digest a person, and each matter once by each rule.

What was told stands in the audit, in the transaction that puts the digest into the outbox; a
digest that was lost does not count as told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from pydantic import JsonValue

from assistant.briefing.markdown import stored_markdown
from assistant.briefing.wording import render
from assistant.governance.audit.event import AuditEntry, AuditKind
from assistant.governance.delivery import Message
from assistant.governance.proposal import ProposalState
from assistant.governance.rights import Action
from assistant.governance.roles import user_of
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.ports.store import UnitOfWork
from assistant.usecases.acting import BY_ITSELF, Actor
from assistant.usecases.app import App
from assistant.usecases.deadlines import deadline_words, wants_ratification
from assistant.usecases.effect_words import effect_words
from assistant.usecases.governed import as_seen, is_seen, put_resource
from assistant.usecases.notices import LOST, notice_key, place_of, put_notice
from assistant.usecases.view import View, view
from assistant.usecases.waiting_matters import WaitingMatter, waiting_matters
from assistant.values import Statement, Unit, say

_TITLE = "Waiting for you"
_HOW = "Each is shown in full by pmo proposals and its number."


def remind(app: App) -> int:
    """Put everybody's digest of today into the outbox; return how many are told something.

    `app` is asked by nobody; each digest shows what its reader may see.
    """
    actor = Actor.of(app)
    told = _Told(app)
    waiting: dict[str, list[WaitingMatter]] = {}
    for matter in waiting_matters(app):
        for person in _readers(actor, matter):
            if not told.knows(person, matter):
                waiting.setdefault(person, []).append(matter)
    return sum(_tell(app, person, found) for person, found in sorted(waiting.items()))


class _Told:
    """What people were told already, by the audit."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._lost = {each.message.id for each in app.store.deliveries(*LOST)}
        self._pseudonyms = app.store.pseudonyms()
        self._known: dict[str, frozenset[tuple[JsonValue, JsonValue]]] = {}

    def knows(self, person: str, matter: WaitingMatter) -> bool:
        """Say whether a person was told of a matter by its rule."""
        subject = matter.proposal.id
        if subject not in self._known:
            events = self._app.store.audit_of(subject)
            self._known[subject] = frozenset(
                (each.facts["to"], each.facts["rule"])
                for each in events
                if each.kind is AuditKind.REMINDED and each.facts["message"] not in self._lost
            )
        return (self._pseudonyms.get(person), matter.rule) in self._known[subject]


def _readers(actor: Actor, matter: WaitingMatter) -> frozenset[str]:
    """Return whoever may do something about it, who proposed what lapsed, and the role named."""
    proposal = matter.proposal
    action = Action.RATIFY if wants_ratification(proposal) else Action.DECIDE
    resource = put_resource(proposal, actor.view).model_copy(update={"visible": True})
    readers = set(actor.who_can(action, resource))
    if proposal.state is ProposalState.EXPIRED:
        readers |= proposal.authors
    if matter.role is not None:
        readers |= {key for key in _present(actor) if _holds(actor, key, matter)}
    return frozenset(readers)


def _present(actor: Actor) -> Iterator[str]:
    today = actor.view.full.as_of
    people = actor.view.full.all(Person)
    return (each.key for each in people if each.end is None or each.end >= today)


def _holds(actor: Actor, person: str, matter: WaitingMatter) -> bool:
    grants, delegations = actor.app.store.grants(), actor.app.store.delegations()
    user = user_of(person, grants, delegations, actor.view.full, verified=True)
    return matter.role is not None and user.holds(matter.role)


def _tell(app: App, person: str, found: Sequence[WaitingMatter]) -> bool:
    """Put one person's digest into the outbox; False where they see nothing of it or had theirs."""
    own = view(app.asked_by(person))
    seen = [each for each in found if is_seen(each.proposal.effect, own.seen)]
    reader = own.full.get(Person, person)
    if not seen or reader is None:
        return False
    now = app.clock.now()
    today = now.date().isoformat()
    key = notice_key(app, "digest", person, today)
    place = place_of(app, reader, f"{today}-{key[:12]}.md")
    if place is None:
        app.log.event("nobody can be told", message=key, matters=len(seen))
        return False
    message = Message(id=key, to=place, text=_text(seen, own, now))
    with app.store.unit_of_work() as unit:
        if not put_notice(unit, message, now):
            return False
        pseudonym = unit.pseudonym(person, f"p-{app.tokens.token()}")
        for matter in seen:
            facts: dict[str, JsonValue] = {"rule": matter.rule, "to": pseudonym, "message": key}
            _note(unit, matter, facts, now)
    return True


def _note(
    unit: UnitOfWork, matter: WaitingMatter, facts: dict[str, JsonValue], now: datetime
) -> None:
    subject = matter.proposal.id
    unit.append_audit(
        AuditEntry(at=now, actor=BY_ITSELF, kind=AuditKind.REMINDED, subject=subject, facts=facts)
    )


def _text(found: Sequence[WaitingMatter], own: View, now: datetime) -> str:
    today = own.seen.as_of
    day = Facts(own.seen).of("portfolio", "day", today, Unit.DATE)

    def point(matter: WaitingMatter) -> dict[str, object]:
        proposal = matter.proposal
        words = effect_words(as_seen(proposal, own), own.seen)
        said: tuple[Statement | None, ...] = (words, deadline_words(proposal, now, own.seen))
        texts = [render(each, today=today) for each in said if each is not None]
        return {"sentences": [{"text": f"{proposal.id}: {texts[0]}"}, *_plain(texts[1:])]}

    return stored_markdown(
        {
            "title": _TITLE,
            "dateline": render(say("As of {day}.", day=day), today=None),
            "lead": [],
            "sections": [{"heading": "Decide", "points": [point(each) for each in found]}],
            "closing": _plain([_HOW]),
        }
    )


def _plain(texts: Sequence[str]) -> list[dict[str, str]]:
    return [{"text": text} for text in texts]
