"""What time does to proposals: they lapse, and what one person did alone wants a second."""

from __future__ import annotations

from datetime import datetime, timedelta

from assistant.governance import proposal as steps
from assistant.governance.audit.event import AuditEntry, AuditKind
from assistant.governance.proposal import Proposal, ProposalState
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.acting import BY_ITSELF
from assistant.usecases.app import App
from assistant.values import Fact, Statement, Unit, say

ACTED = (ProposalState.APPROVED, ProposalState.APPLIED, ProposalState.FAILED)
"""States of what somebody may have done alone."""

_OVERDUE = {"overdue": "ratification"}


def keep_deadlines(app: App) -> None:
    """Let lapse what nobody decided in time, and escalate what nobody ratified; each once."""
    now = app.clock.now()
    for waiting in app.store.with_deadline(ProposalState.PENDING, until=now):
        if waiting.expires_at is not None and waiting.expires_at <= now:
            _expire(app, waiting.id, now)
    for done in app.store.with_deadline(*ACTED, until=now):
        if not is_overdue(done, now):
            continue
        told = (each.facts.get("overdue") for each in app.store.audit_of(done.id))
        if _OVERDUE["overdue"] not in told:
            _escalate(app, done.id, now)


def wants_ratification(proposal: Proposal) -> bool:
    """Say whether one person did it alone and nobody stands behind it yet."""
    return proposal.acted_alone is not None and proposal.ratified_by is None


def is_overdue(proposal: Proposal, now: datetime) -> bool:
    """Say whether somebody acted alone and the time for a second person is over."""
    until = proposal.ratify_until
    return wants_ratification(proposal) and until is not None and until <= now


def reminder(app: App, proposal: Proposal, snapshot: Snapshot) -> Statement | None:
    """Say what is late about a proposal, or soon will be; None where nothing is."""
    now = app.clock.now()
    patience = timedelta(days=int(app.policy.limit("proposal_reminder_days")))
    late = proposal.state is ProposalState.PENDING and now - proposal.made_at >= patience
    if late or wants_ratification(proposal):
        return deadline_words(proposal, now, snapshot)
    return None


def deadline_words(proposal: Proposal, now: datetime, snapshot: Snapshot) -> Statement | None:
    """Say until when somebody has to do something about a proposal, or had to; None for never."""
    facts = Facts(snapshot)

    def day(measure: str, moment: datetime) -> Fact:
        return facts.of(f"proposals:{proposal.id}", measure, moment.date(), Unit.DATE)

    if proposal.deadline is None:
        return None
    if wants_ratification(proposal):
        until = day("ratify until", proposal.deadline)
        if is_overdue(proposal, now):
            return say("Done by one person alone, and nobody ratified it by {day}.", day=until)
        return say("Done by one person alone; somebody else ratifies it by {day}.", day=until)
    until = day("expires on", proposal.deadline)
    if proposal.state is ProposalState.EXPIRED:
        return say("Nobody decided on it by {until}, so it lapsed.", until=until)
    since = day("made on", proposal.made_at)
    return say("It waits since {since}, and lapses on {until}.", since=since, until=until)


def _expire(app: App, proposal_id: str, now: datetime) -> None:
    with app.store.unit_of_work() as unit:
        current = unit.proposal(proposal_id)
        if current.state is ProposalState.PENDING:
            unit.keep_proposal(steps.expire(current, now))
            unit.append_audit(
                AuditEntry(at=now, actor=BY_ITSELF, kind=AuditKind.EXPIRED, subject=proposal_id)
            )


def _escalate(app: App, proposal_id: str, now: datetime) -> None:
    with app.store.unit_of_work() as unit:
        unit.append_audit(
            AuditEntry(
                at=now,
                actor=BY_ITSELF,
                kind=AuditKind.ESCALATED,
                subject=proposal_id,
                facts=dict(_OVERDUE),
            )
        )
