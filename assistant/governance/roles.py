"""Roles, who holds them of what, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from assistant.portfolio.project import Program, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Value


class Role(StrEnum):
    """What somebody is to the portfolio."""

    VIEWER = "viewer"
    PROJECT_MANAGER = "project manager"
    PROGRAM_LEAD = "program lead"
    PMO_LEAD = "PMO lead"
    EXECUTIVE = "executive"
    AUDITOR = "auditor"
    ADMIN = "admin"


ROLE_LIST = "role list"
"""What a role is `listed` under that somebody has by a line of their own in the role list."""

DECIDERS = (Role.PROJECT_MANAGER, Role.PROGRAM_LEAD, Role.PMO_LEAD, Role.EXECUTIVE)
"""The roles that decide, each also what the ones before it may."""


def outranks(role: Role | None, other: Role | None) -> bool:
    """Say whether a role that decides, decides more than another; nobody decides least."""
    ranks = {each: place for place, each in enumerate(DECIDERS, start=1)}
    return (ranks.get(role, 0) if role else 0) > (ranks.get(other, 0) if other else 0)


class Grant(Value):
    """A role that somebody was given, of one project or program, or of the whole portfolio.

    Given by hand and by lists it stands once for each: what one of them takes away stays by others.
    """

    person: str
    role: Role
    of: str | None = Field(default=None, description="a project's or program's key; None: all")
    since: date
    until: date | None = Field(default=None, description="the last day it holds")
    listed: str | None = Field(
        default=None, description="the group or list it comes from; None: given by hand"
    )

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What it is told apart by: person, role, area, and the list it comes from."""
        return self.person, self.role.value, self.of or "", self.listed or ""

    def holds_on(self, day: date) -> bool:
        """Say whether it holds on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Delegation(Value):
    """Somebody stands in for somebody else who is away; it ends by itself."""

    giver: str
    taker: str
    since: date
    until: date = Field(description="the last day it holds")

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.giver == self.taker:
            raise ValueError("nobody stands in for themselves")
        if self.until < self.since:
            raise ValueError("it ends before it begins")
        return self

    def holds_on(self, day: date) -> bool:
        """Say whether it holds on a day."""
        return self.since <= day <= self.until


class Standing(Value):
    """A role somebody holds today; `through` is whoever they stand in for."""

    role: Role
    of: str | None = None
    through: str | None = None

    def covers(self, project: str | None, program: str | None) -> bool:
        """Say whether it is a standing in a project; no project means the portfolio as a whole."""
        return self.of is None or (project is not None and self.of in {project, program})


class User(Value):
    """Whoever asks or acts; `verified` says whether a surface proved who they are."""

    person: str | None
    standings: tuple[Standing, ...] = ()
    verified: bool = False

    def holds(self, role: Role) -> bool:
        """Say whether they hold a role anywhere."""
        return any(standing.role is role for standing in self.standings)


def user_of(
    person: str | None,
    grants: Iterable[Grant],
    delegations: Iterable[Delegation],
    snapshot: Snapshot,
    *,
    verified: bool,
) -> User:
    """Return what somebody is today: by grant, by the portfolio's own word, and for whom else.

    Who stands in for somebody has what that person holds in their own right: a delegation cannot
    be passed on. Reading is never delegated: confidential work is visible to the named only.
    """
    if person is None:
        return User(person=None, verified=False)
    held = _own(person, grants, snapshot)
    for delegation in delegations:
        if delegation.taker == person and delegation.holds_on(snapshot.as_of):
            lent = _own(delegation.giver, grants, snapshot)
            held += [
                standing.model_copy(update={"through": delegation.giver})
                for standing in lent
                if standing.role in DECIDERS
            ]
    unique = dict.fromkeys(held)
    return User(person=person, standings=tuple(sorted(unique, key=_place)), verified=verified)


def _own(person: str, grants: Iterable[Grant], snapshot: Snapshot) -> list[Standing]:
    """Return what somebody holds in their own right."""
    granted = [
        Standing(role=grant.role, of=grant.of)
        for grant in grants
        if grant.person == person and grant.holds_on(snapshot.as_of)
    ]
    manages = [
        Standing(role=Role.PROJECT_MANAGER, of=project.key)
        for project in snapshot.all(Project)
        if project.owner == person
    ]
    leads = [
        Standing(role=Role.PROGRAM_LEAD, of=program.key)
        for program in snapshot.all(Program)
        if program.lead == person
    ]
    return [Standing(role=Role.VIEWER), *granted, *manages, *leads]


def _place(standing: Standing) -> tuple[str, str, str]:
    return standing.role.value, standing.of or "", standing.through or ""
