"""What a batch holds, ready to be stored, and the hash that tells equal readings."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import polars as pl

from assistant.portfolio.batch import Batch
from assistant.portfolio.frames import frame_schema, sorted_hashes
from assistant.portfolio.noun import Noun
from assistant.portfolio.registry import NOUNS


def checked_frames(batch: Batch) -> dict[type[Noun], pl.DataFrame]:
    """Return the batch's frames with exactly the columns of their nouns.

    Raises ValueError where a key or hash is absent or a key is not unique: the source that made
    the batch is wrong.
    """
    frames = {}
    for noun, frame in batch.frames.items():
        schema = pl.Schema(frame_schema(noun))
        typed = frame.select(schema.names()).cast(schema)
        bad = typed["key"].has_nulls() or typed["_hash"].has_nulls()
        if bad or typed["key"].n_unique() < typed.height:
            msg = f"{batch.source}: {noun.table} needs a hash and a key of its own in every row"
            raise ValueError(msg)
        frames[noun] = typed
    return frames


def content_of(batch: Batch, frames: Mapping[type[Noun], pl.DataFrame]) -> str:
    """Return the hash of all that a reading said; the order of rows does not count."""
    digest = hashlib.blake2b(b"complete" if batch.complete else b"partial", digest_size=16)
    digest.update((batch.shortfall or "").encode())
    for noun in NOUNS:
        if noun in frames and not frames[noun].is_empty():
            digest.update(noun.table.encode())
            digest.update(sorted_hashes(frames[noun]))
    unusable = [f"{noun.table} {key}" for noun, keys in batch.refused_keys.items() for key in keys]
    for refused in sorted([*map(str, batch.refused), *unusable]):
        digest.update(refused.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
