"""Does what was approved, once: the same effect applied twice changes nothing the second time."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from assistant.governance import proposal as steps
from assistant.governance.audit.event import AuditKind
from assistant.governance.effects import SetAgreedOrder
from assistant.governance.lines import order_with
from assistant.governance.proposal import Proposal, ProposalState, Step
from assistant.portfolio.batch import Batch
from assistant.portfolio.frames import to_frame
from assistant.portfolio.several_sources import SameAs
from assistant.portfolio.work import AgreedRank
from assistant.ports.progress import Silent
from assistant.usecases.acting import Actor

AGREED_HERE = "agreed-here"
"""The source that says what was agreed by approving a proposal."""


def apply_decisions(actor: Actor, wanted: str | None = None) -> Proposal:
    """Do everything that was approved and not done yet, oldest first; return the wanted proposal.

    A crash in between leaves a proposal approved: the next call does it again, to the same end.
    """
    store = actor.app.store
    for approved in store.proposals(ProposalState.APPROVED):
        _apply(actor, approved)
        with store.unit_of_work() as unit:
            done = unit.proposal(approved.id)
            if done.state is ProposalState.APPROVED:
                unit.keep_proposal(steps.applied(done, actor.app.clock.now()))
                actor.note(unit, AuditKind.APPLIED, done.id, {})
    return next(each for each in store.proposals() if wanted in (None, each.id))


def accepted_order(proposal: Proposal) -> tuple[str, ...]:
    """Return the order that an approval sets: the whole new one, or what was accepted of it."""
    effect = proposal.effect
    if proposal.accepted is None:
        return effect.after
    return order_with(effect.before, effect.after, proposal.accepted)


def _apply(actor: Actor, proposal: Proposal) -> None:
    effect: SetAgreedOrder = proposal.effect
    decided = next(each for each in proposal.history if each.step is Step.APPROVE)
    today = actor.view.full.as_of
    rows = [
        AgreedRank(key=item, item=item, place=place, agreed_on=today, agreed_by=decided.by)
        for place, item in enumerate(accepted_order(proposal), start=1)
    ]
    batch = Batch(
        source=AGREED_HERE,
        location=f"{proposal.id}, {effect.kind.value}",
        as_of=today,
        complete=True,
        frames={AgreedRank: to_frame(AgreedRank, rows, file=proposal.id, as_of=today)},
    )
    store = actor.app.store
    store.import_batch(batch, actor.app.clock.now(), Silent())
    with store.unit_of_work() as unit:
        for link in _superseded(actor, {row.key for row in rows}):
            unit.link(link)


def _superseded(actor: Actor, keys: Collection[str]) -> Iterator[SameAs]:
    """Yield what other sources said of the same items: what is agreed here comes before it."""
    sources = {state.number: state.source for state in actor.app.store.imports()}
    known = actor.view.full.frame(AgreedRank).select("key", "_import").sort("key")
    for key, number in known.iter_rows():
        if key in keys and sources.get(number, AGREED_HERE) != AGREED_HERE:
            yield SameAs(
                table=AgreedRank.table,
                source=sources[number],
                key=key,
                primary_source=AGREED_HERE,
                primary_key=key,
            )
