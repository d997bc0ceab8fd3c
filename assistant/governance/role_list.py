"""Roles by list: lines for people and for groups, and what a list would change of what there is.

A list is the whole of what lists give. Whoever is no longer in it, or no longer in the group that
has a role in it, loses that role; what was given by hand is no business of a list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Self

from pydantic import Field, TypeAdapter

from assistant.errors import Refused
from assistant.governance.roles import Grant, Role
from assistant.values import Value


class GroupRole(Value):
    """A role that everybody in a group has: a user group of a chat, or the readers of an address."""

    group: str = Field(min_length=1, description="as `group_key` writes it")
    role: Role
    of: str | None = Field(default=None, description="a project's or program's key; None: all")
    until: date | None = Field(default=None, description="the last day it holds")


class LaterEnd(Value):
    """A role that stays, with another last day."""

    before: Grant
    after: Grant


class RoleDifference(Value):
    """What a list would change: roles given, roles with another last day, and roles ended."""

    given: tuple[Grant, ...]
    changed: tuple[LaterEnd, ...]
    ended: tuple[Grant, ...]

    @classmethod
    def between(cls, known: Iterable[Grant], wanted: Iterable[Grant]) -> Self:
        """Compare roles by list; what stays keeps the day since when it holds."""
        before = {grant.place: grant for grant in known}
        after = {grant.place: grant for grant in wanted}
        both = sorted(before.keys() & after.keys())
        return cls(
            given=tuple(after[place] for place in sorted(after.keys() - before.keys())),
            changed=tuple(
                LaterEnd(
                    before=before[place],
                    after=before[place].model_copy(update={"until": after[place].until}),
                )
                for place in both
                if before[place].until != after[place].until
            ),
            ended=tuple(before[place] for place in sorted(before.keys() - after.keys())),
        )

    @property
    def is_empty(self) -> bool:
        """Say whether nothing would change."""
        return not (self.given or self.changed or self.ended)


def difference_code(difference: RoleDifference, groups: Iterable[GroupRole]) -> str:
    """Return a short name of exactly this change, so that what is applied is what was shown."""
    groups_bytes = _GROUPS.dump_json(tuple(groups))
    content = difference.model_dump_json().encode() + b"\n" + groups_bytes
    return hashlib.sha256(content).hexdigest()[:12]


_GROUPS: TypeAdapter[tuple[GroupRole, ...]] = TypeAdapter(tuple[GroupRole, ...])


def group_key(name: str) -> str:
    """Return a group's name as it is compared: in any case, a handle with or without its mark."""
    return " ".join(name.casefold().split()).removeprefix("@")


def is_lasting_admin(grant: Grant) -> bool:
    """Say whether a grant makes somebody an admin of everything with no end."""
    return grant.role is Role.ADMIN and grant.of is None and grant.until is None


def demand_an_admin(before: Iterable[Grant], after: Iterable[Grant]) -> None:
    """Raise Refused where the last admin without an end would go: nobody could give roles then."""
    if any(map(is_lasting_admin, before)) and not any(map(is_lasting_admin, after)):
        raise Refused(
            "Nobody would be an admin any more.", remedy="Make somebody else an admin first."
        )
