"""Judges orders that were proposed here: by what they would cost on today's data."""

from __future__ import annotations

from assistant.governance.effects import SetAgreedOrder
from assistant.governance.memory import decision_on
from assistant.governance.order_cost import held_against, percent_dearer
from assistant.governance.proposal import Proposal, ProposalState, Taken
from assistant.governance.scoreboard.decisions import Found, judged_words
from assistant.governance.scoreboard.scored import Scored, ScoredKind, Verdict
from assistant.planning.challenge.check import Record
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Unit, say

_DECIDED = (ProposalState.REJECTED, ProposalState.APPLIED)
"""States of an order that people said something about."""


def scored_order(proposal: Proposal, record: Record, seen: Snapshot) -> Scored | None:
    """Return what came of a proposed order; None for what is no order, or not decided.

    Both orders, the proposed one and the one it would have replaced, are costed on today's data
    for the whole portfolio, so that every reader is told the same verdict.
    """
    effect = proposal.effect
    if not isinstance(effect, SetAgreedOrder) or proposal.state not in _DECIDED:
        return None
    if not effect.before:
        return None  # there was nothing it could be better than
    decided = decision_on(proposal)
    taken = proposal.state is ProposalState.APPLIED
    facts = Facts(seen)
    subject = f"proposals:{proposal.id}"
    known = frozenset(seen.frame(WorkItem)["key"])
    return Scored(
        subject=subject,
        kind=ScoredKind.ORDER,
        taken=taken,
        decided_on=decided.at.date(),
        verdict=(found := _judged(effect, decided, record, taken=taken)).verdict,
        advised=say(
            "The order of {total} [item|items] in {which}: {state} by {who} on {day}.",
            total=facts.of(
                subject, "items", sum(key in known for key in effect.after), Unit.COUNT
            ),
            which=facts.of(subject, "id", proposal.id, Unit.NAME),
            state=facts.of(subject, "state", "agreed" if taken else "rejected", Unit.STATUS),
            who=facts.name(Person, decided.by or "nobody"),
            day=facts.of(subject, "decided on", decided.at.date(), Unit.DATE),
        ),
        judged=judged_words(facts, subject, found),
    )


def _judged(effect: SetAgreedOrder, decided: Taken, record: Record, *, taken: bool) -> Found:
    policy = record.policy
    if (record.full.as_of - decided.at.date()).days < policy.limit("scoreboard_wait_days"):
        return Found(Verdict.TOO_EARLY, "it is too short a time since")
    still_open = {item.key for item in record.ranking.items}
    if still_open.isdisjoint(effect.after):
        return Found(Verdict.CANNOT_BE_TOLD, "nothing of it is open any longer")
    before, after = (held_against(keys, record) for keys in (effect.before, effect.after))
    share = percent_dearer(before.cost, after.cost)
    if abs(share) <= policy.limit("worthwhile_move_percent"):
        return Found(Verdict.CANNOT_BE_TOLD, "the orders are level on today's data")
    verdict = Verdict.HELD if share > 0 else Verdict.DID_NOT_HOLD
    return Found(verdict, _WHY[taken, verdict])


_WHY = {
    (True, Verdict.HELD): "on today's data it still costs less than what it replaced",
    (True, Verdict.DID_NOT_HOLD): "my order was wrong: on today's data it costs more",
    (False, Verdict.HELD): "a good order was lost: on today's data it would cost less",
    (False, Verdict.DID_NOT_HOLD): "my order was wrong: on today's data it would cost more",
}
