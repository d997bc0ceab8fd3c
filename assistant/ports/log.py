"""Where use cases say what they did, for operators."""

from __future__ import annotations

from typing import Protocol


class Log(Protocol):
    """Structured events; never a secret, never tracker text."""

    def event(self, name: str, **facts: object) -> None:
        """Log one event with its facts: ids, counts, hashes."""
        ...
