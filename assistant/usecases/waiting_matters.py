"""Which proposals somebody has to hear of today: the table of escalation is asked about each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from assistant.governance.proposal import RATIFY_WITHIN, Proposal, ProposalState
from assistant.governance.roles import Role
from assistant.usecases.app import App
from assistant.usecases.deadlines import ACTED, wants_ratification

TABLE = "escalation"
_TOLD_FOR = timedelta(days=7)
"""How long after it lapsed a proposal is still spoken of, where a worker was away."""


class WaitingMatter(NamedTuple):
    """A proposal, the rule that speaks of it, and the role that hears of it besides deciders."""

    proposal: Proposal
    rule: str
    role: Role | None


def waiting_matters(app: App) -> Iterator[WaitingMatter]:
    """Yield what is late or soon will be, oldest first: undecided, lapsed, or done alone."""
    now = app.clock.now()
    store = app.store
    lapsed = store.with_deadline(ProposalState.EXPIRED, after=now - _TOLD_FOR, until=now)
    alone = store.with_deadline(*ACTED, until=now + RATIFY_WITHIN)
    found = (*store.proposals(ProposalState.PENDING), *lapsed, *alone)
    for proposal in sorted(found, key=lambda each: int(each.id.removeprefix("P-"))):
        matter = _matter(app, proposal, now)
        if matter is not None:
            yield matter


def _matter(app: App, proposal: Proposal, now: datetime) -> WaitingMatter | None:
    if proposal.deadline is None:
        return None
    given = {
        "what": proposal.id,
        "matter": "acted alone" if wants_ratification(proposal) else "proposal",
        "overdue": (now - proposal.deadline).days,
        "age": (now - proposal.made_at).days,
        "age_allowed": int(app.policy.limit("proposal_reminder_days")),
    }
    verdict = app.policy.decide(TABLE, given)
    if verdict["effect"] == "allow":
        return None
    escalated = verdict["by"] if verdict["effect"] == "escalate" else None
    role = next((each for each in Role if each.value == escalated), None)
    return WaitingMatter(proposal, verdict.rule, role)
