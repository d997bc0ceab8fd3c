"""Approve, reject, withdraw, comment: one transaction each, with its entry in the audit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from pydantic import Field

from assistant import __version__
from assistant.errors import StoreFault
from assistant.governance import proposal as steps
from assistant.governance.audit.event import AuditKind
from assistant.governance.effects import (
    PublishBrief,
    SetAgreedOrder,
)
from assistant.governance.proposal import Proposal, ProposalState, RejectReason
from assistant.governance.review import Moment, Review
from assistant.governance.rights import Action, EffectKind
from assistant.portfolio.work import WorkItem
from assistant.ports.store import UnitOfWork
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.apply_decisions import accepted_order, apply_decisions
from assistant.usecases.assessment import Assessment
from assistant.usecases.choice_words import effect_details
from assistant.usecases.choose_lines import chosen_lines, lines_seen
from assistant.usecases.deadlines import ACTED, reminder
from assistant.usecases.effect_words import effect_words
from assistant.usecases.governed import as_seen, is_seen, known_proposal, put_resource
from assistant.usecases.named import choice_named, people_names
from assistant.usecases.outbox import to_be_sent
from assistant.usecases.post_erratum import refuse_outdated
from assistant.usecases.put_forward import OPEN, bound_to
from assistant.usecases.review_publication import reviewed_again
from assistant.usecases.still_holds import still_holds
from assistant.usecases.typed_text import typed_text
from assistant.usecases.view import View
from assistant.usecases.weighing_words import differs_words, own_input_words
from assistant.values import Statement, Value


class Shown(Value):
    """A proposal as one reader may see it: words and lines speak of what they see only."""

    id: str
    as_of: date
    kind: EffectKind
    state: ProposalState
    words: Statement
    details: tuple[Statement, ...] = Field(
        description="what changes one by one, where words count"
    )
    lines: tuple[steps.Line, ...]
    authors: tuple[str, ...]
    history: tuple[steps.Taken, ...]
    comments: tuple[steps.Comment, ...]
    reviews: tuple[Review, ...] = Field(description="what governance tables said of it")
    reject_reason: RejectReason | None
    accepted: tuple[str, ...] | None = Field(
        default=None, description="the lines that were accepted, where not all of them were"
    )
    acted_alone: str | None
    ratify_until: datetime | None
    ratified_by: str | None
    expires_at: datetime | None
    reminder: Statement | None = Field(description="what is late about it, or soon will be")
    order: tuple[str, ...] = Field(description="the order it would set, of what the reader sees")
    differs: tuple[Statement, ...] = Field(
        default=(), description="how it differs from one that was turned down"
    )
    marks: tuple[Statement, ...] = Field(
        default=(), description="inputs that move it and that whoever gains by them raised"
    )


class Deciding(Value):
    """Who may decide on a proposal, and whether the asker is one of them."""

    you: bool
    people: tuple[str, ...] = Field(description="what they are called")


def list_proposals(app: App, *states: ProposalState) -> tuple[Shown, ...]:
    """Return the proposals in some states, oldest first, as the asker may see them."""
    view = Actor.of(app).view
    found = app.store.proposals(*states)
    return tuple(_shown(app, each, view) for each in found if is_seen(each.effect, view.seen))


def list_waiting(app: App) -> tuple[Shown, ...]:
    """Return what waits for somebody: for a decision, or to be ratified."""
    view = Actor.of(app).view
    alone = app.store.with_deadline(*ACTED, until=app.clock.now() + steps.RATIFY_WITHIN)
    waiting = {each.id: each for each in (*app.store.proposals(*OPEN), *alone)}
    return tuple(
        _shown(app, each, view)
        for each in sorted(waiting.values(), key=lambda each: int(each.id.removeprefix("P-")))
        if is_seen(each.effect, view.seen)
    )


def find_proposal(app: App, proposal_id: str) -> Shown:
    """Return a proposal by its id, in any case of letters; NotFound where there is none."""
    view = Actor.of(app).view
    return _shown(app, known_proposal(app, proposal_id, view), view)


def approve(
    assessment: Assessment,
    proposal_id: str,
    *,
    lines: Sequence[str] | None = None,
    alone: bool = False,
) -> Proposal:
    """Approve a proposal, or some of its lines, and do what it says.

    Refused where the asker may not, where the portfolio has changed so that the effect no longer
    holds, or where the chosen lines alone would break something, named one by one. `alone` acts
    without a second person, who then has two days to ratify it. What was approved, and not done
    because the store failed, is done.
    """
    app = assessment.app
    actor = Actor(app, assessment.view)
    known = known_proposal(app, proposal_id, actor.view)
    if known.state is ProposalState.PENDING:
        known = reviewed_again(app, known, actor.view.full, Moment.APPROVED)
        refuse_outdated(app, known, actor.view.full)
    person = actor.demand(
        Action.BREAK_GLASS if alone else Action.DECIDE, put_resource(known, actor.view)
    )
    if known.state is ProposalState.APPROVED and not isinstance(known.effect, PublishBrief):
        return apply_decisions(actor, known.id)
    chosen = None if lines is None else chosen_lines(known, lines, actor.view)
    still_holds(assessment, known, chosen)
    now = app.clock.now()
    sending = (
        to_be_sent(app, known, known.effect) if isinstance(known.effect, PublishBrief) else None
    )
    with app.store.unit_of_work() as unit:
        approved = steps.approve(
            unit.proposal(known.id),
            person,
            now,
            lines=chosen,
            alone=alone,
            day=actor.view.full.as_of,
        )
        for found in known.reviews[len(approved.reviews) :]:
            approved = steps.reviewed(approved, found)
            actor.note(unit, AuditKind.REVIEWED, known.id, found.told)
        unit.keep_proposal(approved)
        facts = bound_to(approved) | {"engine": __version__}
        if approved.accepted is not None:
            facts["lines"] = _hash(" ".join(sorted(approved.accepted)))
        if sending is not None:
            unit.keep_delivery(sending)
            facts["text"] = sending.message.text_hash
        actor.note(unit, AuditKind.BROKE_GLASS if alone else AuditKind.APPROVED, known.id, facts)
    return _carried_out(actor, known.id)


def _carried_out(actor: Actor, proposal_id: str) -> Proposal:
    """Do what was just approved; where the store fails, say that the approval is kept."""
    try:
        return apply_decisions(actor, proposal_id)
    except StoreFault as fault:
        raise StoreFault(
            f"{proposal_id} is approved, and not carried out yet. {fault.message}",
            remedy=f"{fault.remedy or 'See pmo doctor.'} Then: pmo approve {proposal_id}.",
        ) from fault


def reject(app: App, proposal_id: str, reason: RejectReason) -> Proposal:
    """Turn a proposal down, for a reason that the next one answers."""
    actor = Actor.of(app)
    known = known_proposal(app, proposal_id, actor.view)
    person = actor.demand(Action.DECIDE, put_resource(known, actor.view))
    with app.store.unit_of_work() as unit:
        turned_down = steps.reject(unit.proposal(known.id), person, app.clock.now(), reason)
        _keep(unit, actor, turned_down, AuditKind.REJECTED, {"reason": reason.value})
    return turned_down


def withdraw(app: App, proposal_id: str) -> Proposal:
    """Take one's own proposal back."""
    actor = Actor.of(app)
    known = known_proposal(app, proposal_id, actor.view)
    person = actor.demand(Action.WITHDRAW, put_resource(known, actor.view))
    with app.store.unit_of_work() as unit:
        taken_back = steps.withdraw(unit.proposal(known.id), person, app.clock.now())
        _keep(unit, actor, taken_back, AuditKind.WITHDRAWN, {})
    return taken_back


def ratify(app: App, proposal_id: str) -> Proposal:
    """Stand behind what somebody did alone."""
    actor = Actor.of(app)
    known = known_proposal(app, proposal_id, actor.view)
    person = actor.demand(Action.RATIFY, put_resource(known, actor.view))
    with app.store.unit_of_work() as unit:
        ratified = steps.ratify(unit.proposal(known.id), person)
        _keep(unit, actor, ratified, AuditKind.RATIFIED, {})
    return ratified


def comment(app: App, proposal_id: str, text: str) -> Proposal:
    """Say something about a proposal; the audit keeps that it was said, not what."""
    actor = Actor.of(app)
    known = known_proposal(app, proposal_id, actor.view)
    person = actor.demand(Action.COMMENT, put_resource(known, actor.view))
    text = typed_text(text, "A comment says something.", most=steps.MOST_OF_A_COMMENT)
    with app.store.unit_of_work() as unit:
        said = steps.comment(unit.proposal(known.id), person, app.clock.now(), text)
        _keep(unit, actor, said, AuditKind.COMMENTED, {"text": _hash(text)})
    return said


def who_decides_on(app: App, proposal_id: str) -> Deciding:
    """Return who may decide on a proposal now; NotFound where there is none."""
    actor = Actor.of(app)
    known = known_proposal(app, proposal_id, actor.view)
    allowed = actor.who_can(Action.DECIDE, put_resource(known, actor.view))
    names = people_names(actor.view.full)
    return Deciding(you=actor.user.person in allowed, people=tuple(names[key] for key in allowed))


def read_reason(text: str) -> RejectReason:
    """Return the reason of that name; BadInput lists them."""
    return choice_named(RejectReason, text)


def _keep(
    unit: UnitOfWork, actor: Actor, proposal: Proposal, kind: AuditKind, facts: dict[str, str]
) -> None:
    unit.keep_proposal(proposal)
    actor.note(unit, kind, proposal.id, facts)


def _accepted_seen(proposal: Proposal, lines: Sequence[steps.Line]) -> tuple[str, ...] | None:
    if proposal.accepted is None:
        return None
    return tuple(line.id for line in lines if line.id in proposal.accepted)


def _shown(app: App, proposal: Proposal, view: View) -> Shown:
    known = set(view.seen.frame(WorkItem)["key"])
    lines = lines_seen(proposal, view)
    if not isinstance(proposal.effect, SetAgreedOrder):
        known = {line.id for line in proposal.lines}
    return Shown(
        id=proposal.id,
        as_of=view.seen.as_of,
        kind=proposal.effect.kind,
        state=proposal.state,
        words=effect_words(as_seen(proposal, view), view.seen),
        details=effect_details(proposal.effect, view.seen),
        lines=tuple(line.model_copy(update={"needs": line.needs & known}) for line in lines),
        authors=tuple(sorted(proposal.authors)),
        history=proposal.history,
        comments=proposal.comments,
        reviews=proposal.reviews,
        reject_reason=proposal.reject_reason,
        accepted=_accepted_seen(proposal, lines),
        acted_alone=proposal.acted_alone,
        ratify_until=proposal.ratify_until,
        ratified_by=proposal.ratified_by,
        expires_at=proposal.expires_at,
        reminder=reminder(app, proposal, view.seen),
        order=tuple(item for item in accepted_order(proposal) if item in known),
        differs=tuple(_differs(app, proposal, view)),
        marks=tuple(_marks(proposal, view)),
    )


def _differs(app: App, proposal: Proposal, view: View) -> Iterator[Statement]:
    for answer in proposal.weighing.answers if proposal.weighing else ():
        yield differs_words(answer, app.store.proposal(answer.to), view.seen)


def _marks(proposal: Proposal, view: View) -> Iterator[Statement]:
    for own in proposal.weighing.own_inputs if proposal.weighing else ():
        if (said := own_input_words(own, view.seen)) is not None:
            yield said


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
