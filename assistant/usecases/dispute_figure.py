"""Says of a figure in a published sentence that it is wrong, and asks whoever owns it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import Field

from assistant.errors import BadInput, NotFound, Refused
from assistant.governance.audit.event import AuditKind
from assistant.governance.dispute import Addressee, Dispute, DisputeState, answered
from assistant.governance.rights import Action, EffectKind, Resource
from assistant.portfolio.control import Decision
from assistant.portfolio.people import Person
from assistant.portfolio.project import Program, Project
from assistant.portfolio.registry import BY_TABLE
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.governed import project_of
from assistant.usecases.post_erratum import close_corrected, newest_import
from assistant.usecases.published import Said, may_read, said_in, sees, sentence_at
from assistant.usecases.typed_text import typed_text
from assistant.values import Fact, Unit, Value

_NO_FIGURES = (Unit.NAME,)


@dataclass(frozen=True, slots=True)
class Disputed:
    """A dispute, and whether it was open already."""

    dispute: Dispute
    is_new: bool


class ShownDispute(Value):
    """A dispute as one reader may see it."""

    id: str
    address: str
    as_of: date
    fact: Fact
    sentence: str | None = Field(description="None for whoever may not read all of what was sent")
    why: str
    by: str
    at: datetime
    project: str | None = Field(description="the project's name")
    asks: str = Field(description="the name of whoever is asked; the role where nobody is known")
    asked_as: Addressee
    is_yours: bool = Field(description="whether the reader may answer it")
    state: DisputeState
    reason: str | None
    errata: tuple[str, ...] = Field(description="proposals of errata to that figure")


def dispute_figure(app: App, address: str, why: str, which: str | None = None) -> Disputed:
    """Dispute a figure of a published sentence; the same figure that is disputed already is told.

    NotFound where there is no such sentence that the asker may read, BadInput where a sentence has
    several figures and none of them was named, or no reason is given.
    """
    actor = Actor.of(app)
    publication, number, said = sentence_at(app, address, actor.view)
    person = actor.demand(Action.COMMENT, Resource())
    why = typed_text(why, "A dispute says why.")
    fact = _figure(said, which)
    owner = _owner(fact, actor.view.full)
    with app.store.unit_of_work() as unit:
        for known in unit.disputes_of(publication.id):
            if known.state is DisputeState.OPEN and known.fact.id == fact.id:
                return Disputed(known, is_new=False)
        dispute = Dispute(
            id=unit.new_dispute_id(),
            publication=publication.id,
            sentence=number,
            fact=fact,
            why=why,
            by=person,
            at=app.clock.now(),
            looked_at=newest_import(app),
            project=owner.project,
            program=owner.program,
            addressed_to=owner.person,
            addressed_as=owner.asked_as,
        )
        unit.keep_dispute(dispute)
        told = {
            "dispute": dispute.id,
            "sentence": dispute.address,
            "fact": fact.id,
            "why": hashlib.sha256(dispute.why.encode()).hexdigest(),
        }
        actor.note(unit, AuditKind.DISPUTED, publication.proposal, told)
    return Disputed(dispute, is_new=True)


def list_disputes(app: App, *, every: bool = False) -> tuple[ShownDispute, ...]:
    """Return what is disputed and open, or all that ever was, as far as the asker may know of it."""
    actor = Actor.of(app)
    states = () if every else (DisputeState.OPEN,)
    found = [each for each in app.store.disputes(*states) if _is_visible(each, actor)]
    return tuple(_shown(each, actor) for each in found)


def find_dispute(app: App, which: str) -> ShownDispute:
    """Return a dispute by its id; unknown and hidden look the same: NotFound."""
    actor = Actor.of(app)
    return _shown(_known(actor, which), actor)


def let_stand(app: App, which: str, reason: str) -> Dispute:
    """Answer that a figure is right as it is, and why; for whoever owns it or leads above."""
    actor = Actor.of(app)
    known = _known(actor, which)
    person = _demand(actor, known)
    reason = typed_text(reason, "That a figure stands has a reason.")
    with app.store.unit_of_work() as unit:
        now, current = app.clock.now(), unit.dispute(known.id)
        closed = answered(current, DisputeState.STANDS, person, now, reason)
        unit.keep_dispute(closed)
        told = {
            "dispute": known.id,
            "answer": DisputeState.STANDS.value,
            "reason": hashlib.sha256(reason.encode()).hexdigest(),
        }
        proposal = unit.publication(known.publication).proposal
        actor.note(unit, AuditKind.ANSWERED, proposal, told)
    return closed


def say_corrected(app: App, which: str) -> Dispute:
    """Answer that the rows were corrected: errata are proposed wherever the figure was published.

    Refused where the rows still say what was published.
    """
    actor = Actor.of(app)
    known = _known(actor, which)
    person = _demand(actor, known)
    if known.state is not DisputeState.OPEN:
        raise Refused(f"{known.id} was answered already: {known.state.value}.")
    if not close_corrected(actor, known, confirmed=True, by=person):
        raise Refused(
            "By its rows the figure is still what was published.",
            remedy="Import the corrected source, or see pmo propose correction; then answer.",
        )
    return app.store.dispute(known.id)


def _figure(said: Said, which: str | None) -> Fact:
    """Return the figure that was meant; names are found by their id only."""
    if which is not None:
        wanted = " ".join(which.casefold().replace("_", " ").split())
        found = [f for f in said.facts if wanted in (f.id, f.measure.replace("_", " ").casefold())]
    else:
        found = [fact for fact in said.facts if fact.unit not in _NO_FIGURES]
    if len({fact.id for fact in found}) == 1:
        return found[0]
    known = ", ".join(f"{fact.measure.replace('_', ' ')} ({fact.id})" for fact in said.facts)
    if not known:
        raise BadInput("Nothing in this sentence is read from the data.")
    raise BadInput("It is not clear which figure is meant.", remedy=f"Name it: --fact … {known}.")


@dataclass(frozen=True, slots=True)
class _Owner:
    """Who is asked about a figure; nobody in person where nobody is known to own it."""

    project: str | None
    program: str | None
    person: str | None
    asked_as: Addressee


def _owner(fact: Fact, full: Snapshot) -> _Owner:
    """Return who is asked: the project's owner, else who leads its program, else the PMO lead."""
    table, _, key = fact.subject.partition(":")
    noun = BY_TABLE.get(table)
    row = full.get(noun, key) if noun is not None else None
    several = row.projects if isinstance(row, Decision) else ()
    own = several[0] if len(several) == 1 else project_of(row, full)
    project = full.get(Project, own)
    program = full.get(Program, project.program) if project else None
    asked: tuple[str | None, Addressee] = (None, Addressee.PMO_LEAD)
    if program is not None and program.lead is not None:
        asked = (program.lead, Addressee.PROGRAM_LEAD)
    if project is not None and project.owner is not None:
        asked = (project.owner, Addressee.OWNER)
    return _Owner(
        project=project.key if project else None,
        program=program.key if program else None,
        person=asked[0],
        asked_as=asked[1],
    )


def _known(actor: Actor, which: str) -> Dispute:
    try:
        found = actor.app.store.dispute(which.strip().upper())
    except NotFound:
        found = None
    if found is None or not _is_visible(found, actor):
        raise NotFound("dispute", which)
    return found


def _is_visible(dispute: Dispute, actor: Actor) -> bool:
    """Say whether somebody may know of a dispute: they may read it all, or are asked about theirs."""
    if may_read(actor.app.store.publication(dispute.publication), actor.view):
        return True
    return _is_addressee(dispute, actor) and sees(dispute.fact, actor.view)


def _is_addressee(dispute: Dispute, actor: Actor) -> bool:
    return dispute.addressed_to is not None and dispute.addressed_to == actor.user.person


def _resource(dispute: Dispute) -> Resource:
    return Resource(
        effect=EffectKind.PUBLISH_BRIEF, project=dispute.project, program=dispute.program
    )


def _demand(actor: Actor, dispute: Dispute) -> str:
    if _is_addressee(dispute, actor) and dispute.addressed_to is not None:
        return dispute.addressed_to
    return actor.demand(Action.PROPOSE, _resource(dispute))


def _shown(dispute: Dispute, actor: Actor) -> ShownDispute:
    seen, store = actor.view.seen, actor.app.store
    publication = store.publication(dispute.publication)
    asked, project = seen.get(Person, dispute.addressed_to), seen.get(Project, dispute.project)
    allowed = actor.decision(Action.PROPOSE, _resource(dispute)).allowed
    whole = may_read(publication, actor.view)
    errata = [e for e in store.errata_of(publication.id) if e.fact == dispute.fact.id]
    return ShownDispute(
        id=dispute.id,
        address=dispute.address,
        as_of=seen.as_of,
        fact=dispute.fact,
        sentence=said_in(publication)[dispute.sentence - 1].text if whole else None,
        why=dispute.why,
        by=_name(seen, dispute.by),
        at=dispute.at,
        project=project.name if project else None,
        asks=asked.name if asked else dispute.addressed_as.value,
        asked_as=dispute.addressed_as,
        is_yours=allowed or _is_addressee(dispute, actor),
        state=dispute.state,
        reason=dispute.reason,
        errata=tuple(each.proposal for each in errata) if whole else (),
    )


def _name(seen: Snapshot, person: str) -> str:
    found = seen.get(Person, person)
    return found.name if found else person
