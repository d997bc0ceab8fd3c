"""Who is in a group: a user group of a chat, a distribution list, a list in a file."""

from __future__ import annotations

from typing import Protocol

from assistant.values import Value


class Member(Value):
    """Somebody in a group; `where` says for people where that stands."""

    email: str
    where: str


class GroupSource(Protocol):
    """Groups that are kept elsewhere."""

    def members(self, group: str) -> tuple[Member, ...] | None:
        """Return who is in a group, named as `group_key` writes it; None where there is no such."""
        ...
