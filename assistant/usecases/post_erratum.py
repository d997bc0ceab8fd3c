"""Proposes errata: where a figure was published that turned out different, once for each place.

An erratum goes the way of what it corrects: the rules, somebody's approval, the outbox. Both
versions are kept, and name each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from assistant.briefing.brief import Audience, Brief, DocumentKind
from assistant.briefing.draft import Draft
from assistant.briefing.grounding import Evidence, Refusal, check
from assistant.briefing.json import to_json
from assistant.briefing.kept import kept_brief
from assistant.briefing.wording import exact_words
from assistant.errors import BadInput, PmoError, Refused
from assistant.governance.audit.event import AuditKind
from assistant.governance.dispute import Dispute, DisputeState, answered
from assistant.governance.effects import PostErratum
from assistant.governance.proposal import Proposal, ProposalState
from assistant.governance.publication import Publication
from assistant.governance.review import Moment
from assistant.portfolio.facts import Facts
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.registry import BY_TABLE
from assistant.portfolio.snapshot import Snapshot
from assistant.ports.store import StoredBrief, UnitOfWork
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.figure_now import Corrected, figure_now
from assistant.usecases.outbox import text_for, text_hash
from assistant.usecases.publish_brief import keeping
from assistant.usecases.published import said_in
from assistant.usecases.put_forward import put_forward
from assistant.usecases.review_publication import refuse_blocked, review
from assistant.values import Fact, Statement, Unit, say

_GIVEN_UP = (
    ProposalState.REJECTED,
    ProposalState.WITHDRAWN,
    ProposalState.EXPIRED,
    ProposalState.SUPERSEDED,
)


class _ThereAlready(Exception):
    """An erratum to the same figure of the same publication is on its way, or arrived."""


def notice_corrections(app: App) -> tuple[str, ...]:
    """Propose errata for disputed figures that are different by now; return the disputes closed.

    A dispute is looked at again only after something was imported or decided since.
    """
    waiting = app.store.disputes(DisputeState.OPEN)
    newest = newest_import(app) if waiting else ""
    closed: list[str] = []
    for dispute in waiting:
        if dispute.looked_at == newest:
            continue
        try:
            if close_corrected(Actor.of(app.asked_by(None)), dispute, confirmed=False):
                closed.append(dispute.id)
                continue
        except PmoError as error:
            app.log.event("no erratum proposed", dispute=dispute.id, why=str(error))
        with app.store.unit_of_work() as unit:
            current = unit.dispute(dispute.id)
            if current.state is DisputeState.OPEN:
                unit.keep_dispute(current.model_copy(update={"looked_at": newest}))
    return tuple(closed)


def refuse_outdated(app: App, proposal: Proposal, full: Snapshot) -> None:
    """Raise Refused where a figure that an erratum corrects has changed once more."""
    effect = proposal.effect
    if not isinstance(effect, PostErratum):
        return
    target = app.store.publication(effect.corrects)
    fact = kept_brief(target.body).facts[effect.fact]
    for confirmed in (False, True):
        found = figure_now(app, target, fact, full, confirmed=confirmed)
        if found is not None and _told(found) == effect.now:
            return
    raise Refused(
        f"By now the figure is another one than {proposal.id} says.",
        remedy="Reject it; the figure can be disputed again.",
    )


def _told(found: Corrected) -> str | None:
    return exact_words(found.fact) if found.fact else None


def newest_import(app: App) -> str:
    """Return what tells whether anything was read or decided since."""
    return str(max((state.number for state in app.store.imports()), default=0))


def close_corrected(
    actor: Actor, dispute: Dispute, *, confirmed: bool, by: str | None = None
) -> bool:
    """Propose errata wherever a disputed figure was published, and close the dispute.

    Return whether the figure is different. The dispute is closed last: a crash in between leaves
    it open, and what was proposed is not proposed again.
    """
    app = actor.app
    published = app.store.publication(dispute.publication)
    found = figure_now(app, published, dispute.fact, actor.view.full, confirmed=confirmed)
    if found is None:
        return False
    for target in _same_brief(app, published):
        _propose(actor, target, dispute, found, by)
    with app.store.unit_of_work() as unit:
        current = unit.dispute(dispute.id)
        if current.state is not DisputeState.OPEN and by is None:
            return True
        now = app.clock.now()
        unit.keep_dispute(answered(current, DisputeState.CORRECTED, by, now, None))
        told = {"dispute": dispute.id, "answer": DisputeState.CORRECTED.value}
        actor.note(unit, AuditKind.ANSWERED, published.proposal, told)
    return True


def _same_brief(app: App, published: Publication) -> list[Publication]:
    """Return everything that brought the same document to anybody."""
    known = app.store.publications(published.brief)
    return [each for each in known if each.delivered_at is not None]


def _propose(
    actor: Actor, target: Publication, dispute: Dispute, found: Corrected, by: str | None
) -> None:
    app, full = actor.app, actor.view.full
    document = _document(target, dispute, found, full, app.policy.hash)
    brief = _kept(app, document, target)
    effect = _effect(app, brief, target, dispute.fact, found, full)
    verdict = review(app, document, effect, full, Moment.PROPOSED)
    refuse_blocked(verdict, full)
    keep = keeping(app, effect, brief)

    def along(unit: UnitOfWork, proposal: Proposal) -> Mapping[str, str]:
        _refuse_a_second(unit, target, dispute.fact)
        return {**keep(unit, proposal), "corrects": target.id, "dispute": dispute.id}

    try:
        put_forward(
            actor, effect, reviews=(verdict,), along=along, on_schedule=by is None, answering=by
        )
    except _ThereAlready:
        app.log.event("an erratum is there already", publication=target.id)


def _refuse_a_second(unit: UnitOfWork, target: Publication, fact: Fact) -> None:
    """Stop where an erratum to the same figure waits, or was let go: asked in the transaction."""
    for erratum in unit.errata_of(target.id):
        state = unit.proposal(erratum.proposal).state
        if erratum.fact == fact.id and state not in _GIVEN_UP:
            raise _ThereAlready


def _document(
    target: Publication, dispute: Dispute, found: Corrected, full: Snapshot, policy: str
) -> Brief:
    """Return the erratum as a grounded document: every word of it opens its row."""
    facts = Facts(full)
    organisation = facts.name(Organisation, full.organisation.key)
    said = tuple(_said(target, dispute, found, facts))
    draft = Draft(
        kind=DocumentKind.ERRATUM,
        audience=Audience(target.audience),
        as_of=full.as_of,
        revision=full.revision,
        policy_hash=policy,
        organisation=organisation,
        title=say("Erratum to {publication}", publication=_name(facts, target)),
        dateline=say(
            "{organisation}, {day}",
            organisation=organisation,
            day=facts.of("portfolio", "as_of", full.as_of, Unit.DATE),
        ),
        lead=said,
        sections=(),
    )
    checked = check(draft, Evidence(views=frozenset(_views(said, full))))
    if isinstance(checked, Refusal):
        raise Refused(f"The erratum could not be traced to the data: {checked}")
    return checked


def _views(said: tuple[Statement, ...], full: Snapshot) -> Iterator[tuple[str, date]]:
    yield full.revision, full.as_of
    for statement in said:
        yield from ((fact.revision, fact.as_of) for fact in statement.facts.values())


def _said(
    target: Publication, dispute: Dispute, found: Corrected, facts: Facts
) -> Iterator[Statement]:
    subject = f"briefs:{target.brief}"
    slots = {
        "publication": _name(facts, target),
        "day": facts.of(subject, "published for", target.as_of, Unit.DATE),
        "figure": facts.of(subject, "figure", figure_name(dispute.fact, facts), Unit.TEXT),
        "said": dispute.fact,
        "since": facts.of(subject, "known since", found.known_since, Unit.DATE).model_copy(
            update={"sources": found.sources}
        ),
    }
    opening = "{publication} of {day} said: {figure}: {said}."
    if found.fact is None:
        yield say(f"{opening} That does not hold, as is known since {{since}}.", **slots)
    else:
        yield say(
            f"{opening} It is {{now}}, as is known since {{since}}.", **slots, now=found.fact
        )
    sentence = said_in(target)[dispute.sentence - 1].text
    yield say("It stood in: “{text}”", text=facts.of(subject, "sentence", sentence, Unit.TEXT))
    rows = [
        facts.of(subject, f"row {place}", row, Unit.TEXT)
        for place, row in enumerate(_places(found), start=1)
    ]
    yield say("It is read in {rows}.", rows=rows)


def figure_name(fact: Fact, facts: Facts) -> str:
    """Return what was measured of what, as people call it."""
    table, _, key = fact.subject.partition(":")
    noun = BY_TABLE.get(table)
    measure = fact.measure.replace("_", " ")
    return measure if noun is None else f"{measure}, {facts.name(noun, key).value}"


def _name(facts: Facts, target: Publication) -> Fact:
    return facts.of(f"briefs:{target.brief}", "publication", target.id, Unit.NAME)


def _places(found: Corrected) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{source.source}: {source}" for source in found.sources))


def _kept(app: App, document: Brief, target: Publication) -> StoredBrief:
    """Return the document as a brief is kept; it is seen by whoever sees what it corrects."""
    body = to_json(document)
    return StoredBrief(
        id=kept_brief(body).id,
        audience=target.audience,
        as_of=document.as_of,
        since=None,
        revision=document.revision,
        policy_hash=document.policy_hash,
        viewer=target.viewer,
        written_at=app.clock.now(),
        body=body,
    )


def _effect(
    app: App,
    brief: StoredBrief,
    target: Publication,
    fact: Fact,
    found: Corrected,
    full: Snapshot,
) -> PostErratum:
    title = f"{target.as_of.isoformat()}-{target.brief}-erratum-{fact.id}"
    place = _place(app, target, title)
    return PostErratum(
        brief=brief.id,
        audience=brief.audience,
        as_of=brief.as_of,
        text_hash=text_hash(text_for(brief, place)),
        to=place,
        shows=target.shows,
        corrects=target.id,
        fact=fact.id,
        figure=figure_name(fact, Facts(full)),
        said=exact_words(fact),
        now=_told(found),
        known_since=found.known_since,
        rows=_places(found),
    )


def _place(app: App, target: Publication, title: str) -> str:
    """Return where whoever has the publication will find the erratum."""
    try:
        return app.outside.publishers.beside(target.to, title)
    except BadInput as error:
        raise Refused(
            f"The erratum to {target.id} finds no place: {error.message}", remedy=error.remedy
        ) from error
