"""The part of the store that tells of proposals: by where they stand, what they change, and when."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from assistant.governance.proposal import Proposal, ProposalState
from assistant.governance.rights import EffectKind


class ProposalWriter(Protocol):
    """What a unit of work can do with proposals."""

    def new_proposal_id(self) -> str:
        """Return the id that the next proposal is kept under."""
        ...

    def proposal(self, proposal_id: str) -> Proposal:
        """Return a proposal as this unit of work finds it; NotFound where there is none."""
        ...

    def keep_proposal(self, proposal: Proposal) -> None:
        """Keep a proposal as it is now, instead of as it was."""
        ...


class ProposalReader(Protocol):
    """What a store tells of proposals."""

    def proposals(self, *states: ProposalState) -> tuple[Proposal, ...]:
        """Return the proposals in some states, in any where none is named; oldest first."""
        ...

    def proposal(self, proposal_id: str) -> Proposal:
        """Return a proposal by its id; NotFound where there is none."""
        ...

    def proposals_of(self, *kinds: EffectKind) -> tuple[Proposal, ...]:
        """Return the proposals of some kinds of effect, oldest first."""
        ...

    def proposals_on(self, table: str, key: str) -> tuple[Proposal, ...]:
        """Return the proposals that would change a row, or did; oldest first."""
        ...

    def with_deadline(
        self, *states: ProposalState, after: datetime | None = None, until: datetime
    ) -> tuple[Proposal, ...]:
        """Return the proposals in some states whose deadline lies in a time, oldest first.

        The time goes from after `after`, or ever, up to `until`; fractions of a second are cut.
        """
        ...
