"""A figure that was published and that somebody takes to be wrong.

It is open until whoever owns the figure answers: right as it is, or corrected, and then an erratum
is proposed for wherever the figure was published.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime, Field

from assistant.errors import Refused
from assistant.values import Fact, Value

MOST_LETTERS = 500
"""How long a reason may be."""


class DisputeState(StrEnum):
    """Where a dispute stands."""

    OPEN = "open"
    STANDS = "right as it is"
    CORRECTED = "corrected"


class Addressee(StrEnum):
    """In which capacity somebody is asked."""

    OWNER = "owner of the project"
    PROGRAM_LEAD = "lead of the program"
    PMO_LEAD = "PMO lead"


class Dispute(Value):
    """A figure of a publication that somebody takes to be wrong."""

    id: str = Field(pattern=r"^Q-[1-9][0-9]*$")
    publication: str
    sentence: int = Field(ge=1, description="the sentence's number in the publication")
    fact: Fact = Field(description="the figure as it was published, with its rows")
    why: str = Field(min_length=1, max_length=MOST_LETTERS)
    by: str
    at: AwareDatetime
    project: str | None = Field(description="whose figure it is; None: the portfolio's")
    program: str | None = None
    addressed_to: str | None = Field(description="a person's key; None: whoever leads the PMO")
    addressed_as: Addressee
    looked_at: str = Field(description="the store's newest import when it was compared last")
    state: DisputeState = DisputeState.OPEN
    answered_by: str | None = Field(default=None, description="None where the rows answered")
    answered_at: AwareDatetime | None = None
    reason: str | None = None

    @property
    def address(self) -> str:
        """The sentence it is about, such as B-3.2."""
        return f"{self.publication}.{self.sentence}"


def answered(
    dispute: Dispute, state: DisputeState, by: str | None, at: AwareDatetime, reason: str | None
) -> Dispute:
    """Close a dispute, once."""
    if dispute.state is not DisputeState.OPEN:
        raise Refused(f"{dispute.id} was answered already: {dispute.state.value}.")
    return dispute.model_copy(
        update={"state": state, "answered_by": by, "answered_at": at, "reason": reason}
    )
