"""Checkpoints: how far the chain had come, signed, to be kept where the store's keeper is not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol

from pydantic import AwareDatetime, Field, ValidationError, field_validator

from assistant.errors import BadSource
from assistant.governance.audit.event import GENESIS, instant_text
from assistant.values import Value

_FORMAT = "pmo audit checkpoint 1"


class Head(Value):
    """The newest event's number and hash; zero where there is none yet."""

    number: int = Field(default=0, ge=0)
    hash: str = Field(default=GENESIS, pattern=r"^[0-9a-f]{64}$")


class Checkpoint(Value):
    """A head at a moment, signed with Ed25519 (RFC 8032); keys and signatures are in hex."""

    store: str = Field(pattern=r"^[0-9a-f]{64}$", description="the hash of the first event")
    head: Head
    at: AwareDatetime
    key: str = Field(pattern=r"^[0-9a-f]{64}$", description="the public key")
    signature: str = Field(pattern=r"^[0-9a-f]{128}$")

    @field_validator("at")
    @classmethod
    def _in_utc(cls, at: datetime) -> datetime:
        return at.astimezone(UTC)

    @property
    def signed(self) -> bytes:
        """The bytes that the signature is over."""
        return signed_bytes(self.store, self.head, self.at)


class Signer(Protocol):
    """Signs checkpoints with a key that is kept outside the store."""

    @property
    def key(self) -> str:
        """The public key, in hex."""
        ...

    def sign(self, message: bytes) -> str:
        """Return the signature of a message, in hex."""
        ...

    def holds(self, key: str, signature: str, message: bytes) -> bool:
        """Say whether a signature of a message was made with the key's private half."""
        ...


def signed_bytes(store: str, head: Head, at: datetime) -> bytes:
    """Return what is signed: one cell a line, so that it can be rebuilt without this program."""
    lines = (_FORMAT, store, str(head.number), head.hash, instant_text(at))
    return "\n".join(lines).encode()


def checkpoint(store: str, head: Head, at: datetime, signer: Signer) -> Checkpoint:
    """Sign a head as it is at a moment."""
    return Checkpoint(
        store=store,
        head=head,
        at=at,
        key=signer.key,
        signature=signer.sign(signed_bytes(store, head, at)),
    )


def read_checkpoint(text: str, file: str) -> Checkpoint:
    """Read an exported checkpoint; BadSource names the file and the field."""
    try:
        return Checkpoint.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise BadSource(
            f"this is no checkpoint: {first['msg']}.",
            file=file,
            column=field or None,
            remedy="Name a file that pmo audit checkpoint wrote.",
        ) from error
