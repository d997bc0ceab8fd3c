"""Puts the computed order to whoever decides, as an exact change of the agreed one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.errors import Refused
from assistant.governance.effects import SetAgreedOrder
from assistant.governance.lines import moved_items, needs_of, order_with
from assistant.governance.memory import decision_on
from assistant.governance.proposal import Line, Proposal, ProposalState
from assistant.governance.rights import Action
from assistant.governance.weighing import Weighing
from assistant.planning.challenge.check import Record, check_order
from assistant.planning.challenge.given_order import GivenOrder
from assistant.planning.inputs.backlog import read_backlog
from assistant.planning.order.ranking import Ranking
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import AgreedRank, WorkItem
from assistant.usecases.acting import Actor
from assistant.usecases.assessment import Assessment
from assistant.usecases.governed import resource_of
from assistant.usecases.own_inputs import own_inputs
from assistant.usecases.put_forward import Proposed, put_forward
from assistant.usecases.still_holds import still_holds
from assistant.usecases.weigh_order import Weighed, weigh_order
from assistant.values import Statement, Unit, say

_WEIGHED = 40
"""Most moves that people accept or reject one by one."""


def propose_order(assessment: Assessment, *, anyway: bool = False) -> Proposed:
    """Propose to agree on the computed order.

    Refused where nothing would change, where it saves too little to ask for, where the same was
    turned down and nothing has changed that answers why (unless it is to be proposed `anyway`), or
    where the asker may not propose it.
    """
    full = assessment.view.full
    record = Record(full, assessment.app.policy, assessment.whole_ranking)
    effect = agreed_change(full, assessment.whole_ranking)
    actor = Actor(assessment.app, assessment.view)
    actor.demand(Action.PROPOSE, resource_of(effect, assessment.view))
    if effect.before == effect.after:
        raise Refused("The computed order is the agreed one, so there is nothing to decide.")
    weighed = weigh_order(assessment.app, effect, record)
    against = why_not(weighed, full)
    if against is not None and not anyway:
        raise Refused(against, remedy="To ask all the same: pmo propose order --anyway.")
    return put_forward(
        actor, effect, _lines(effect, record), weighing=_marked(assessment, weighed)
    )


def propose_order_if_due(assessment: Assessment) -> Proposed | str:
    """Propose the computed order on schedule, where that is worth asking for; else say why not.

    What waits already and could be approved as it is, goes on waiting. It has no human author.
    """
    app, full = assessment.app, assessment.view.full
    record = Record(full, app.policy, assessment.whole_ranking)
    effect = agreed_change(full, assessment.whole_ranking)
    if effect.before == effect.after:
        return "the computed order is the agreed one"
    for waiting in app.store.proposals(ProposalState.PENDING):
        if isinstance(waiting.effect, SetAgreedOrder) and _could_be_approved(assessment, waiting):
            return f"{waiting.id} waits for a decision and still holds"
    weighed = weigh_order(app, effect, record)
    if not weighed.is_worthwhile:
        return "a change would save too little to ask for it"
    if weighed.unanswered is not None:
        return f"nothing has changed that answers why {weighed.unanswered.id} was turned down"
    actor = Actor(app, assessment.view)
    lines = _lines(effect, record)
    marked = _marked(assessment, weighed)
    return put_forward(actor, effect, lines, weighing=marked, on_schedule=True)


def _marked(assessment: Assessment, weighed: Weighed) -> Weighing:
    """Return the weighing with the inputs in it that whoever gains by them raised."""
    return weighed.weighing.model_copy(update={"own_inputs": own_inputs(assessment)})


def _could_be_approved(assessment: Assessment, waiting: Proposal) -> bool:
    try:
        still_holds(assessment, waiting, None)
    except Refused:
        return False
    return True


def why_not(weighed: Weighed, full: Snapshot) -> str | None:
    """Say what speaks against asking for an order; None where nothing does."""
    if not weighed.is_worthwhile:
        return "A change would save less than policy asks for before an agreed order is changed."
    refused = weighed.unanswered
    if refused is None:
        return None
    person = full.get(Person, decision_on(refused).by)
    name = person.name if person else "Somebody"
    if refused.reject_reason is None:
        return f"{name} accepted a part of {refused.id} only, and nothing of it has changed since."
    reason = refused.reject_reason.value
    return f"{name} rejected {refused.id}: “{reason}”. Nothing that answers it has changed since."


def agreed_change(full: Snapshot, ranking: Ranking) -> SetAgreedOrder:
    """Return the change from the agreed order, of what is still open, to the computed one."""
    computed = tuple(item.key for item in ranking.items)
    rows = sorted(full.all(AgreedRank), key=lambda row: (row.place, row.item))
    agreed = dict.fromkeys(row.item for row in rows if row.item in set(computed))
    return SetAgreedOrder(before=tuple(agreed), after=computed)


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
