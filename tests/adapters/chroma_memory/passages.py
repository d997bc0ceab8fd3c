"""Passages to remember, and ways of asking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.adapters.embedding import HashingEmbedder, Vectors
from assistant.ports.memory import Memory, MemoryKind, Passage, Wanted
from assistant.values import Source

DAY = date(2026, 11, 16)


def passage(key: str, text: str, project: str | None = None, **given: Any) -> Passage:
    day = given.pop("day", DAY)
    return Passage(
        key=key,
        subject=f"status_updates:{key}",
        field="text",
        kind=given.pop("kind", MemoryKind.UPDATE),
        about=given.pop("about", project or ""),
        text=text,
        day=day,
        shelf=(f"projects:{project}",) if project else (),
        is_confidential=given.pop("confidential", False),
        source=Source(source="code", file="updates.csv", row=2, as_of=DAY),
    )


def found(memory: Memory, text: str, *hidden: str, **given: Any) -> list[str]:
    """Return the keys of what is found by somebody who may not see some projects."""
    names = frozenset(f"projects:{each}" for each in hidden)
    recall = memory.search(Wanted(text=text, hidden=names, **given))
    return [each.key for each in recall.found]


class Counting(HashingEmbedder):
    """Counts the texts it is given, and breaks off at one of them."""

    def __init__(self, breaks_at: str | None = None) -> None:
        self.texts: list[str] = []
        self._breaks_at = breaks_at

    def embed(self, texts: Sequence[str]) -> Vectors:
        for text in texts:
            if self._breaks_at is not None and self._breaks_at in text:
                raise KeyboardInterrupt
        self.texts += texts
        return super().embed(texts)
