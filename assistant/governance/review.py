"""What a governance table said of something about to be done, as it is kept with the proposal."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import StrEnum

from pydantic import AwareDatetime, Field

from assistant.governance.roles import Role
from assistant.policy.effects import PolicyEffect
from assistant.values import Statement, Value


class Moment(StrEnum):
    """When a table was asked."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    SENT = "sent"


class Review(Value):
    """One verdict: what followed, who has to agree, why, and what it was given."""

    table: str
    rule: str
    effect: PolicyEffect
    by: Role | None = Field(description="the lowest role that has to agree")
    because: Statement
    remedy: Statement
    given: Mapping[str, str]
    missing: tuple[str, ...] = ()
    policy_hash: str
    moment: Moment
    at: AwareDatetime

    @property
    def told(self) -> dict[str, str]:
        """What the audit keeps of it."""
        asked = {"by": self.by.value} if self.by else {}
        return asked | {
            "table": self.table,
            "rule": self.rule,
            "follows": self.effect.value,
            "moment": self.moment.value,
            "rules": self.policy_hash,
            "verdict": hashlib.sha256(review_bytes(self)).hexdigest(),
        }

    def says_the_same(self, other: Review) -> bool:
        """Say whether another verdict comes to the same by the same rule."""
        return (self.rule, self.effect, self.by) == (other.rule, other.effect, other.by)


def review_bytes(review: Review) -> bytes:
    """Return a verdict as the bytes that are hashed."""
    return review.model_dump_json().encode()
