"""Puts the computed order to whoever decides, as an exact change of the agreed one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.errors import Refused
from assistant.governance import proposal as steps
from assistant.governance.audit.event import AuditKind
from assistant.governance.effects import SetAgreedOrder, effect_hash
from assistant.governance.lines import moved_items, needs_of, order_with
from assistant.governance.proposal import Line, Proposal, ProposalState
from assistant.governance.rights import Action, EffectKind, Resource
from assistant.planning.challenge.check import Record, check_order
from assistant.planning.challenge.given_order import GivenOrder
from assistant.planning.inputs.backlog import read_backlog
from assistant.planning.order.ranking import Ranking
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import AgreedRank, WorkItem
from assistant.usecases.acting import Actor
from assistant.usecases.assessment import Assessment
from assistant.values import Statement, Unit, say

_WEIGHED = 40
"""Most moves that people accept or reject one by one."""

OPEN = (ProposalState.DRAFT, ProposalState.PENDING)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal, and whether it was waiting already."""

    proposal: Proposal
    is_new: bool


def propose_order(assessment: Assessment) -> Proposed:
    """Propose to agree on the computed order; what waits already for the same is returned.

    An older proposal of an order gives way. Refused where nothing would change, or the asker may
    not propose it.
    """
    app, full = assessment.app, assessment.view.full
    actor = Actor(app, assessment.view)
    author = actor.demand(Action.PROPOSE, Resource(effect=EffectKind.AGREED_ORDER))
    effect = agreed_change(full, assessment.whole_ranking)
    if effect.before == effect.after:
        raise Refused("The computed order is the agreed one, so there is nothing to decide.")
    waiting = app.store.proposals(*OPEN)
    same = next((each for each in waiting if each.effect == effect), None)
    if same is not None:
        return Proposed(same, is_new=False)
    now = app.clock.now()
    with app.store.unit_of_work() as unit:
        draft = Proposal(
            id=unit.new_proposal_id(),
            effect=effect,
            words=order_words(effect, full),
            lines=_lines(effect, Record(full, app.policy, assessment.whole_ranking)),
            revision=full.revision,
            policy_hash=app.policy.hash,
            authors=frozenset({author}),
            made_at=now,
        )
        for older in waiting:
            unit.keep_proposal(steps.supersede(unit.proposal(older.id), draft.id, now))
            actor.note(unit, AuditKind.SUPERSEDED, older.id, {"by": draft.id})
        unit.keep_proposal(steps.submit(draft, author, now))
        actor.note(unit, AuditKind.PROPOSED, draft.id, bound_to(draft))
    return Proposed(steps.submit(draft, author, now), is_new=True)


def bound_to(proposal: Proposal) -> dict[str, str]:
    """Return what a proposal is bound to, for the audit: effect, data and policy by their hashes."""
    return {
        "effect": effect_hash(proposal.effect),
        "revision": proposal.revision,
        "policy": proposal.policy_hash,
    }


def agreed_change(full: Snapshot, ranking: Ranking) -> SetAgreedOrder:
    """Return the change from the agreed order, of what is still open, to the computed one."""
    computed = tuple(item.key for item in ranking.items)
    rows = sorted(full.all(AgreedRank), key=lambda row: (row.place, row.item))
    agreed = dict.fromkeys(row.item for row in rows if row.item in set(computed))
    return SetAgreedOrder(before=tuple(agreed), after=computed)


def order_words(effect: SetAgreedOrder, snapshot: Snapshot) -> Statement:
    """Say what a new agreed order changes, counting what a snapshot shows."""
    facts = Facts(snapshot)
    known = set(snapshot.frame(WorkItem)["key"])
    shown = [key for key in effect.after if key in known]
    moved = [key for key in moved_items(effect.before, effect.after) if key in known]
    total = facts.of("portfolio", "items of a proposed order", len(shown), Unit.COUNT)
    if not effect.before:
        return say("Agree on an order for the first time: {total} [item|items].", total=total)
    moving = facts.of("portfolio", "items that would move", len(moved), Unit.COUNT)
    return say(
        "Set the agreed order of {total} open [item|items]: {moving} [moves|move].",
        total=total,
        moving=moving,
    )


def _lines(effect: SetAgreedOrder, record: Record) -> tuple[Line, ...]:
    """Return a line for each item that moves, with what goes together with it."""
    moving = moved_items(effect.before, effect.after)
    together = _together(effect, moving, record)
    reasons = {moved.item: moved.statement for moved in record.ranking.moves}
    facts = Facts(record.full)
    before = {key: place for place, key in enumerate(effect.before, start=1)}
    after = {key: place for place, key in enumerate(effect.after, start=1)}
    return tuple(
        Line(
            id=key,
            statement=reasons.get(key) or _moves(key, before[key], after[key], facts),
            needs=together[key],
        )
        for key in moving
    )


def _together(
    effect: SetAgreedOrder, moving: Sequence[str], record: Record
) -> Mapping[str, frozenset[str]]:
    """Return what has to move with each item so that the order that comes out holds.

    That is what it is tied to by dependencies, and what the order would break without. Where very
    many items move, they go together: nobody weighs them one by one.
    """
    if len(moving) > _WEIGHED:
        return {key: frozenset(moving) - {key} for key in moving}
    graph = read_backlog(record.full, record.policy).graph
    tied = needs_of(moving, graph.predecessors, graph.successors)
    return {
        key: _mended(frozenset({key}) | tied[key], effect, tied, record) - {key} for key in moving
    }


def _mended(
    chosen: frozenset[str],
    effect: SetAgreedOrder,
    tied: Mapping[str, frozenset[str]],
    record: Record,
) -> frozenset[str]:
    """Add to some moves, until the order that comes out of them holds, those it breaks without."""
    while len(chosen) < len(tied):
        order = order_with(effect.before, effect.after, chosen)
        breaks = check_order(GivenOrder(keys=order), record, record.full).breaks
        if not breaks:
            break
        culprits = {item for each in breaks for item in each.items if item in tied} - chosen
        added = culprits or tied.keys() - chosen
        chosen = chosen.union(added, *(tied[item] for item in added))
    return chosen


def _moves(key: str, before: int, after: int, facts: Facts) -> Statement:
    subject = f"work_items:{key}"
    return say(
        "{name} ({key}) moves from place {before} to {after}.",
        name=facts.name(WorkItem, key),
        key=facts.key(WorkItem, key),
        before=facts.of(subject, "agreed place", before, Unit.COUNT),
        after=facts.of(subject, "proposed place", after, Unit.COUNT),
    )
