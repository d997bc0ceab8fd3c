"""The known word that a mistyped one most likely means."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

_CLOSE = 70
"""Ratio of equal letters (of 100) from which a word is worth proposing."""

_LONGEST = 200


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like this one, or None where none is close."""
    found = process.extractOne(
        word[:_LONGEST], list(known), scorer=fuzz.ratio, processor=str.lower, score_cutoff=_CLOSE
    )
    return found[0] if found else None
