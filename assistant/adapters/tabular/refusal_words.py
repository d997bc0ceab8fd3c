"""How refusals call things and quote cells."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.portfolio.batch import RefusedRow
from assistant.portfolio.noun import Noun

SHOWN = 60
"""Characters of a refused cell that a person is shown."""


def shortened(text: str) -> str:
    """Return the beginning of a text, at most 60 characters."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def in_order(refused: Iterable[RefusedRow]) -> tuple[RefusedRow, ...]:
    """Return refusals as a person goes through the files: row by row."""
    return tuple(sorted(refused, key=lambda each: (each.file, each.row or 0)))


def called(noun: type[Noun]) -> str:
    """Return what one thing of a kind is called within a sentence: “work item”, “RAID entry”."""
    first, *_ = noun.title.split()
    return noun.title if first.isupper() else noun.title.lower()
