"""A proposal: an exact effect put to people, and what became of it. Transitions return new values.

    draft → pending → approved → applied
                    ↘ rejected    ↘ failed → approved (tried again)
                    ↘ withdrawn, expired, superseded

Every step can be taken once: a second click, or two people at once, meet a proposal that is no
longer where they saw it. Whoever acts alone (break-glass) takes the step of an approval and leaves
a ratification open.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from pydantic import AwareDatetime, Field

from assistant.errors import Refused
from assistant.governance.effects import Effect
from assistant.governance.review import Review
from assistant.governance.weighing import Weighing
from assistant.values import Statement, Value

RATIFY_WITHIN = timedelta(hours=48)
MOST_OF_A_COMMENT = 2_000
"""How many letters a comment may have."""


class ProposalState(StrEnum):
    """Where a proposal stands."""

    DRAFT = "draft"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    APPLIED = "applied"
    FAILED = "failed"


class Step(StrEnum):
    """What can be done to a proposal; `done` says that it was."""

    SUBMIT = "submit"
    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    SUPERSEDE = "supersede"
    APPLY = "apply"
    FAIL = "fail"
    TRY_AGAIN = "try again"

    @property
    def done(self) -> str:
        """The step as something that happened."""
        return _DONE[self]


_DONE = {
    Step.SUBMIT: "proposed",
    Step.APPROVE: "approved",
    Step.REJECT: "rejected",
    Step.WITHDRAW: "withdrawn",
    Step.EXPIRE: "expired",
    Step.SUPERSEDE: "superseded",
    Step.APPLY: "applied",
    Step.FAIL: "failed",
    Step.TRY_AGAIN: "tried again",
}

_NEXT: dict[tuple[ProposalState, Step], ProposalState] = {
    (ProposalState.DRAFT, Step.SUBMIT): ProposalState.PENDING,
    (ProposalState.DRAFT, Step.WITHDRAW): ProposalState.WITHDRAWN,
    (ProposalState.DRAFT, Step.SUPERSEDE): ProposalState.SUPERSEDED,
    (ProposalState.PENDING, Step.APPROVE): ProposalState.APPROVED,
    (ProposalState.PENDING, Step.REJECT): ProposalState.REJECTED,
    (ProposalState.PENDING, Step.WITHDRAW): ProposalState.WITHDRAWN,
    (ProposalState.PENDING, Step.EXPIRE): ProposalState.EXPIRED,
    (ProposalState.PENDING, Step.SUPERSEDE): ProposalState.SUPERSEDED,
    (ProposalState.APPROVED, Step.APPLY): ProposalState.APPLIED,
    (ProposalState.APPROVED, Step.FAIL): ProposalState.FAILED,
    (ProposalState.FAILED, Step.TRY_AGAIN): ProposalState.APPROVED,
}

ENDED = frozenset(ProposalState) - {state for state, _ in _NEXT}
"""States that nothing follows."""


class RejectReason(StrEnum):
    """Why something was not approved, in one tap; the next proposal says what is different."""

    DATA_IS_WRONG = "the data is wrong"
    CAPACITY_IS_WRONG = "capacity is wrong"
    NOT_NOW = "not now"
    OTHER_PLANS = "there are other plans"
    TOO_COSTLY = "it costs too much"
    TOO_RISKY = "it is too risky"
    ALREADY_DONE = "it was done already"


class Line(Value):
    """A part of the effect that can be accepted or rejected on its own, or with those it `needs`."""

    id: str
    statement: Statement
    needs: frozenset[str] = frozenset()


class Comment(Value):
    """What somebody said about a proposal."""

    by: str
    at: AwareDatetime
    text: str = Field(min_length=1, max_length=MOST_OF_A_COMMENT)


class Taken(Value):
    """One step that was taken; `by` is None for what happens by itself."""

    step: Step
    by: str | None
    at: AwareDatetime


class Proposal(Value):
    """An exact effect, bound to the data and the policy it was computed from."""

    id: str = Field(pattern=r"^P-[1-9][0-9]*$")
    effect: Effect
    words: Statement = Field(description="what exactly happens when it is approved")
    lines: tuple[Line, ...] = ()
    revision: str = Field(description="of the store that it was computed from")
    policy_hash: str
    authors: frozenset[str] = Field(
        default=frozenset(), description="who wrote what it does; nobody for a scheduled draft"
    )
    made_at: AwareDatetime
    expires_at: AwareDatetime | None = None
    state: ProposalState = ProposalState.DRAFT
    history: tuple[Taken, ...] = ()
    comments: tuple[Comment, ...] = ()
    accepted: frozenset[str] | None = Field(
        default=None, description="ids of the accepted lines; None where all of it was, or nothing"
    )
    reject_reason: RejectReason | None = None
    weighing: Weighing | None = Field(
        default=None, description="of an order: why it is worth asking for"
    )
    reviews: tuple[Review, ...] = Field(
        default=(), description="what governance tables said of it, each time they were asked"
    )
    acted_alone: str | None = Field(default=None, description="who broke the glass for it")
    ratified_by: str | None = None
    superseded_by: str | None = None
    failure: str | None = None
    decided_on: date | None = Field(
        default=None, description="the portfolio's day on which it was approved"
    )

    @property
    def ratify_until(self) -> AwareDatetime | None:
        """Until when somebody else has to ratify it; None where nobody acted alone."""
        if self.acted_alone is None:
            return None
        approved = next(each.at for each in self.history if each.step is Step.APPROVE)
        return approved + RATIFY_WITHIN

    @property
    def deadline(self) -> AwareDatetime | None:
        """Until when somebody has to do something about it, or had to; None where nobody has."""
        if self.state in (ProposalState.PENDING, ProposalState.EXPIRED):
            return self.expires_at
        return self.ratify_until if self.ratified_by is None else None

    def closed(self, accepted: Iterable[str]) -> frozenset[str]:
        """Return some lines with all that they need, which go together."""
        known = {line.id: line for line in self.lines}
        chosen: set[str] = set()
        ahead = list(accepted)
        while ahead:
            line = known.get(ahead.pop())
            if line is None:
                raise Refused(
                    f"{self.id} has no such line.", remedy=f"Its lines: {', '.join(known)}."
                )
            if line.id not in chosen:
                chosen.add(line.id)
                ahead += line.needs
        return frozenset(chosen)


def reviewed(proposal: Proposal, review: Review) -> Proposal:
    """Keep one more verdict with it."""
    return proposal.model_copy(update={"reviews": (*proposal.reviews, review)})


def submit(proposal: Proposal, by: str | None, at: AwareDatetime) -> Proposal:
    """Put a draft to whoever decides."""
    return _taken(proposal, Step.SUBMIT, by, at)


def approve(
    proposal: Proposal,
    by: str,
    at: AwareDatetime,
    *,
    lines: Iterable[str] | None = None,
    alone: bool = False,
    day: date | None = None,
) -> Proposal:
    """Approve all of it, or some lines with what they need; whether `by` may is not asked here.

    `day` is the portfolio's today, which in a portfolio of the past is not the day of `at`.
    """
    if proposal.expires_at is not None and at >= proposal.expires_at:
        raise Refused(f"{proposal.id} expired before it was decided.", remedy="Propose it again.")
    accepted = None if lines is None else proposal.closed(lines)
    if accepted is not None and not accepted:
        raise Refused("No line was accepted.", remedy="Reject the proposal, or name a line.")
    if accepted == frozenset(line.id for line in proposal.lines):
        accepted = None
    decided: dict[str, object] = {"accepted": accepted, "decided_on": day}
    return _taken(proposal, Step.APPROVE, by, at, **decided, acted_alone=by if alone else None)


def reject(proposal: Proposal, by: str, at: AwareDatetime, reason: RejectReason) -> Proposal:
    """Turn it down, for a reason."""
    return _taken(proposal, Step.REJECT, by, at, reject_reason=reason)


def withdraw(proposal: Proposal, by: str, at: AwareDatetime) -> Proposal:
    """Take it back."""
    return _taken(proposal, Step.WITHDRAW, by, at)


def expire(proposal: Proposal, at: AwareDatetime) -> Proposal:
    """Let it lapse, once its time is over."""
    if proposal.expires_at is None or at < proposal.expires_at:
        raise Refused(f"{proposal.id} has not expired yet.")
    return _taken(proposal, Step.EXPIRE, None, at)


def supersede(proposal: Proposal, by_proposal: str, at: AwareDatetime) -> Proposal:
    """Put a newer proposal in its place."""
    return _taken(proposal, Step.SUPERSEDE, None, at, superseded_by=by_proposal)


def applied(proposal: Proposal, at: AwareDatetime) -> Proposal:
    """Note that what was approved has happened."""
    return _taken(proposal, Step.APPLY, None, at, failure=None)


def failed(proposal: Proposal, at: AwareDatetime, why: str) -> Proposal:
    """Note that what was approved could not be done."""
    return _taken(proposal, Step.FAIL, None, at, failure=why)


def try_again(proposal: Proposal, by: str | None, at: AwareDatetime) -> Proposal:
    """Do once more what was approved and failed; the approval stands."""
    return _taken(proposal, Step.TRY_AGAIN, by, at)


def ratify(proposal: Proposal, by: str) -> Proposal:
    """Let a second person stand behind what one did alone."""
    if proposal.acted_alone is None:
        raise Refused(f"Nobody acted alone on {proposal.id}.")
    if proposal.ratified_by is not None:
        raise Refused(f"{proposal.id} was ratified already.")
    return proposal.model_copy(update={"ratified_by": by})


def comment(proposal: Proposal, by: str, at: AwareDatetime, text: str) -> Proposal:
    """Add what somebody says about it; that is possible at any time."""
    said = Comment(by=by, at=at, text=text)
    return proposal.model_copy(update={"comments": (*proposal.comments, said)})


def _too_late(proposal: Proposal, step: Step) -> str:
    if step.done == proposal.state.value:
        return f"{proposal.id} is {step.done} already."
    return f"{proposal.id} is {proposal.state.value}, so it cannot be {step.done} any more."


def _taken(
    proposal: Proposal, step: Step, by: str | None, at: AwareDatetime, **changed: object
) -> Proposal:
    state = _NEXT.get((proposal.state, step))
    if state is None:
        raise Refused(
            _too_late(proposal, step),
            remedy=None if proposal.state in ENDED else f"See pmo proposals {proposal.id}.",
        )
    history = (*proposal.history, Taken(step=step, by=by, at=at))
    return proposal.model_copy(update={"state": state, "history": history, **changed})
