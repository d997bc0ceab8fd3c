"""What a viewer may see. Every read of the store names one."""

from __future__ import annotations

from typing import Self

from assistant.values.base import Value


class Scope(Value):
    """The confidential projects a viewer may see; everything not confidential is visible.

    `viewer` is a person's key, or None for someone unknown, who sees nothing confidential.
    `closed` names what is hidden even on days when it was not confidential yet.
    `everything` is for computing of record, whose results are projected before anyone sees them.
    """

    viewer: str | None = None
    confidential: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    everything: bool = False

    @classmethod
    def of_record(cls) -> Self:
        """Return the scope the engine computes in; never handed to a surface."""
        return cls(everything=True)

    @classmethod
    def public(cls) -> Self:
        """Return the scope of someone unknown: nothing confidential."""
        return cls()

    def allows(self, project: str) -> bool:
        """Say whether a confidential project's key is visible in this scope."""
        return self.everything or project in self.confidential
