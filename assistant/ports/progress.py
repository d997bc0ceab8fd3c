"""How long work says how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Shown by a bar in a terminal, a status in Slack, or nothing at all."""

    def step(self, what: str, done: int, total: int | None) -> None:
        """Say what is being done and how far it is; `total` is None where it is not known."""
        ...


class Silent:
    """Shows nothing: for machines and tests."""

    def step(self, what: str, done: int, total: int | None) -> None:
        """Show nothing."""
