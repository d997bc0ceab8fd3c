"""Puts an exact effect to whoever decides: one transaction, with its entry in the audit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from pydantic import JsonValue

from assistant.governance import proposal as steps
from assistant.governance.audit.event import AuditKind
from assistant.governance.audit.pack import said_bytes
from assistant.governance.effects import Effect, SetAgreedOrder, effect_hash
from assistant.governance.proposal import Line, Proposal, ProposalState
from assistant.governance.review import Review
from assistant.governance.rights import Action
from assistant.governance.weighing import Weighing
from assistant.policy import Policy
from assistant.ports.store import UnitOfWork
from assistant.usecases.acting import Actor
from assistant.usecases.effect_words import effect_words
from assistant.usecases.governed import resource_of
from assistant.usecases.policy_in_force import keep_policy_in_force

OPEN = (ProposalState.DRAFT, ProposalState.PENDING)
"""States of what is not decided yet."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal, and whether it was waiting already."""

    proposal: Proposal
    is_new: bool


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A proposal that a new one takes the place of, and who is an author of the new one."""

    of: Proposal
    authors: frozenset[str]
    wording_only: bool

    @property
    def told(self) -> dict[str, JsonValue]:
        """What the audit keeps of it."""
        return {"of": self.of.id, "wording only": self.wording_only}


Along = Callable[[UnitOfWork, Proposal], Mapping[str, str]]
"""Writes what belongs to a new proposal; returns what more the audit binds it to."""


def nothing_more(_unit: UnitOfWork, _proposal: Proposal) -> Mapping[str, str]:
    """Write nothing beside a proposal."""
    return {}


def put_forward(  # noqa: PLR0913 - all keyword-only but three
    actor: Actor,
    effect: Effect,
    lines: Sequence[Line] = (),
    *,
    weighing: Weighing | None = None,
    reviews: Sequence[Review] = (),
    along: Along = nothing_more,
    on_schedule: bool = False,
    answering: str | None = None,
    rewriting: Rewriting | None = None,
) -> Proposed:
    """Propose an effect; what waits already for the same is returned, an older order gives way.

    What is drafted on schedule has no human author, so everybody entitled may decide on it; what
    follows from somebody's answer has them as its author. `along` writes in the same transaction.
    What is `rewriting` another proposal takes its place, with the authors that it says.

    Refused where the asker may not propose it; NotFound where they cannot see what it is about.
    """
    app, full = actor.app, actor.view.full
    author = answering
    if author is None and not on_schedule:
        author = actor.demand(Action.PROPOSE, resource_of(effect, actor.view))
    waiting = app.store.proposals(*OPEN)
    same = next((each for each in waiting if each.effect == effect), None)
    if same is not None:
        return Proposed(same, is_new=False)
    keep_policy_in_force(app)
    now = app.clock.now()
    with app.store.unit_of_work() as unit:
        draft = Proposal(
            id=unit.new_proposal_id(),
            effect=effect,
            words=effect_words(effect, full),
            lines=tuple(lines),
            weighing=weighing,
            reviews=tuple(reviews),
            revision=full.revision,
            policy_hash=app.policy.hash,
            authors=_authors(author, rewriting),
            made_at=now,
            expires_at=now + expires_after(app.policy),
        )
        for older in waiting:
            if _gives_way(older, effect, rewriting):
                unit.keep_proposal(steps.supersede(unit.proposal(older.id), draft.id, now))
                actor.note(unit, AuditKind.SUPERSEDED, older.id, {"by": draft.id})
        pending = steps.submit(draft, author, now)
        unit.keep_proposal(pending)
        more = along(unit, pending)
        actor.note(unit, AuditKind.PROPOSED, draft.id, {**bound_to(draft), **more})
        if rewriting is not None:
            actor.note(unit, AuditKind.EDITED, draft.id, rewriting.told)
        for review in reviews:
            actor.note(unit, AuditKind.REVIEWED, draft.id, review.told)
    return Proposed(pending, is_new=True)


def _authors(author: str | None, rewriting: Rewriting | None) -> frozenset[str]:
    if rewriting is not None:
        return rewriting.authors
    return frozenset({author} if author is not None else ())


def _gives_way(older: Proposal, effect: Effect, rewriting: Rewriting | None) -> bool:
    """Say whether a waiting proposal gives way to a new one: an older order, or one rewritten."""
    if rewriting is not None:
        return older.id == rewriting.of.id
    return isinstance(effect, SetAgreedOrder) and older.effect.kind is effect.kind


def expires_after(policy: Policy) -> timedelta:
    """Return how long a proposal waits for a decision before it lapses."""
    return timedelta(days=int(policy.limit("proposal_expires_days")))


def bound_to(proposal: Proposal) -> dict[str, str]:
    """Return what a proposal is bound to, for the audit: effect, data and policy by their hashes."""
    return {
        "kind": proposal.effect.kind.value,
        "effect": effect_hash(proposal.effect),
        "words": hashlib.sha256(said_bytes(proposal)).hexdigest(),
        "revision": proposal.revision,
        "policy": proposal.policy_hash,
    }
