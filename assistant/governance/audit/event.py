"""One event of the audit: who did what to which subject, with the facts it rested on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum

from pydantic import AwareDatetime, Field, JsonValue, field_validator

from assistant.values import Value

GENESIS = "0" * 64
"""What the first event follows."""


class AuditKind(StrEnum):
    """What can happen. A subject's chain runs from a request to a delivery."""

    REQUESTED = "requested"
    PROPOSED = "proposed"
    REVIEWED = "reviewed"
    COMMENTED = "commented"
    EDITED = "edited"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    APPLIED = "applied"
    FAILED = "failed"
    DELIVERED = "delivered"
    DISPUTED = "disputed"
    ANSWERED = "answered"
    DECIDED = "decided"
    CONFIRMED = "confirmed"
    BROKE_GLASS = "broke glass"
    RATIFIED = "ratified"
    REMINDED = "reminded"
    ESCALATED = "escalated"
    OVERRIDDEN = "overridden"
    POLICY_CHANGED = "policy changed"
    ROLE_GRANTED = "role granted"
    ROLE_REVOKED = "role revoked"
    DELEGATED = "delegated"
    IMPORTED = "imported"
    CHECKPOINTED = "checkpointed"
    FORGOTTEN = "forgotten"


class AuditEntry(Value):
    """An event before it has its place in the chain.

    `actor` is a pseudonym, or what acted by itself, such as “schedule”; `facts` hold ids, hashes
    and figures, never names or free text, which could not be erased from a chain.
    """

    at: AwareDatetime
    actor: str = Field(pattern=r"^[a-z0-9][a-z0-9 .:-]*$", max_length=80)
    kind: AuditKind
    subject: str = Field(pattern=r"^[^\s\x00-\x1f\x7f]+$", max_length=200)
    facts: Mapping[str, JsonValue] = Field(default_factory=dict)

    @field_validator("at")
    @classmethod
    def _in_utc(cls, at: datetime) -> datetime:
        return at.astimezone(UTC)

    @field_validator("facts")
    @classmethod
    def _no_fractions(cls, facts: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
        if _holds_fraction(dict(facts)):
            raise ValueError("write figures with a fraction as text: a float has no one spelling")
        return facts


class AuditEvent(AuditEntry):
    """An event in its place: numbered from one, without gaps."""

    number: int = Field(ge=1)
    hash: str = Field(pattern=r"^[0-9a-f]{64}$", description="of the event and the hash before it")

    @classmethod
    def after(cls, entry: AuditEntry, number: int, previous: str) -> AuditEvent:
        """Give an entry the place behind the event whose hash is `previous`."""
        content = content_of(number, entry)
        return cls(**dict(entry), number=number, hash=chained(previous, content))


def content_of(number: int, entry: AuditEntry) -> str:
    """Return what of an event is hashed: its cells, one a line, as they stand in the store."""
    at, facts = instant_text(entry.at), facts_text(entry.facts)
    return "\n".join((str(number), at, entry.actor, entry.kind, entry.subject, facts))


def chained(previous: str, content: str) -> str:
    """Return the hash of an event: sha256 over the hash before it and the sha256 of its content.

    Of an event that is nobody's business its content's hash is enough to follow the chain.
    """
    digest = hashlib.sha256(content.encode()).hexdigest()
    return hashlib.sha256(f"{previous}\n{digest}".encode()).hexdigest()


def instant_text(at: datetime) -> str:
    """Return an instant in UTC, to the microsecond: one spelling for one moment."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def facts_text(facts: Mapping[str, JsonValue]) -> str:
    """Return facts in one spelling: JSON without spaces, sorted by key, no floats, ASCII only."""
    return json.dumps(dict(facts), sort_keys=True, separators=(",", ":"), allow_nan=False)


def _holds_fraction(value: JsonValue) -> bool:
    if isinstance(value, dict):
        return any(_holds_fraction(each) for each in value.values())
    if isinstance(value, list):
        return any(_holds_fraction(each) for each in value)
    return isinstance(value, float)
