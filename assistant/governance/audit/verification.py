"""Checks a chain: every event against its hash, and the whole against checkpoints from outside."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import polars as pl

from assistant.governance.audit.checkpoint import Checkpoint, Head, Signer
from assistant.governance.audit.event import GENESIS, chained
from assistant.values import Value

EVENTS_SCHEMA = {
    "number": pl.Int64(),
    "at": pl.Datetime("us", "UTC"),
    "actor": pl.String(),
    "kind": pl.String(),
    "subject": pl.String(),
    "facts": pl.String(),
    "hash": pl.String(),
}
"""The columns of a frame of events, in the order in which they are hashed; `facts` is JSON."""

_TEXTS = ("actor", "kind", "subject", "facts")

_CHUNK = 100_000


class Fault(StrEnum):
    """What can be wrong with a chain."""

    MISSING = "an event is missing"
    CHANGED = "an event is not what was written"
    SHORTER = "the chain is shorter than the checkpoint"
    ANOTHER = "the chain is not the one that the checkpoint was taken of"
    FORGED = "the checkpoint's signature does not hold"
    FOREIGN = "the checkpoint is of another store"
    UNTRUSTED = "the checkpoint was signed with another key"


class Found(Value):
    """One thing that is wrong, at the event where it shows."""

    fault: Fault
    number: int


class Verified(Value):
    """What a verification came to.

    `vouched` is how far an outside checkpoint vouches; events after it are only consistent in
    themselves, which whoever holds the store and the key could have arranged.
    """

    events: int
    head: Head
    vouched: int
    found: tuple[Found, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.found


def verify(
    events: pl.DataFrame,
    checkpoints: Sequence[Checkpoint],
    signer: Signer,
    trusted: frozenset[str] = frozenset(),
) -> Verified:
    """Check events, sorted by number, and what checkpoints from outside say of them.

    `trusted` are public keys to accept beside the signer's own: keys of earlier days.
    """
    hashes, found = _followed(events)
    vouched = 0
    for each in sorted(checkpoints, key=lambda each: each.head.number):
        fault = _fault(each, hashes, signer, trusted)
        if fault is not None:
            found.append(Found(fault=fault, number=each.head.number))
        elif not found:
            vouched = each.head.number
    head = Head(number=len(hashes), hash=hashes[-1]) if hashes else Head()
    return Verified(events=events.height, head=head, vouched=vouched, found=tuple(found))


def _followed(events: pl.DataFrame) -> tuple[list[str], list[Found]]:
    """Return the hash of every event up to the first that is wrong, and what is wrong with it."""
    previous, hashes = GENESIS, list[str]()
    for start in range(0, events.height, _CHUNK):
        part = events.slice(start, _CHUNK)
        contents = part.select(event_contents()).to_series().to_list()
        numbers, kept_hashes = part["number"].to_list(), part["hash"].to_list()
        for number, content, kept in zip(numbers, contents, kept_hashes, strict=True):
            if number != len(hashes) + 1:
                return hashes, [Found(fault=Fault.MISSING, number=len(hashes) + 1)]
            previous = chained(previous, content)
            if previous != kept:
                return hashes, [Found(fault=Fault.CHANGED, number=number)]
            hashes.append(previous)
    return hashes, []


def event_contents() -> pl.Expr:
    """Return what of each event is hashed; see `event.content_of`, which says the same of one."""
    at = pl.col("at").dt.strftime("%Y-%m-%dT%H:%M:%S%.6fZ")
    cells = [pl.col("number").cast(pl.String), at, *map(pl.col, _TEXTS)]
    return pl.concat_str(cells, separator="\n").fill_null("").alias("content")


def _fault(
    each: Checkpoint, hashes: Sequence[str], signer: Signer, trusted: frozenset[str]
) -> Fault | None:
    if hashes and each.store != hashes[0]:
        return Fault.FOREIGN
    if each.key not in trusted | {signer.key}:
        return Fault.UNTRUSTED
    if not signer.holds(each.key, each.signature, each.signed):
        return Fault.FORGED
    if each.head.number > len(hashes):
        return Fault.SHORTER
    kept = hashes[each.head.number - 1] if each.head.number else GENESIS
    return None if kept == each.head.hash else Fault.ANOTHER
