"""Roles from lists: what a list would change is shown first, and exactly that is applied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import BadInput, NotFound, Refused
from assistant.governance.audit.event import AuditKind
from assistant.governance.role_list import (
    GroupRole,
    RoleDifference,
    demand_an_admin,
    difference_code,
)
from assistant.governance.roles import ROLE_LIST, Grant
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.ports.group_source import GroupSource, Member
from assistant.ports.source import NumberedRow
from assistant.ports.store import UnitOfWork
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.manage_roles import area_is_seen, demand_role_change, note_role
from assistant.usecases.named import person_at
from assistant.usecases.read_role_list import RoleList, read_role_list
from assistant.values import Value


class RoleChanges(Value):
    """What lists would change, or changed.

    `code` names exactly this change. `strangers` are in a group and not in the portfolio, so they
    get nothing. `names` is what people are called.
    """

    difference: RoleDifference
    code: str
    strangers: tuple[Member, ...]
    names: Mapping[str, str]
    is_nothing: bool


@dataclass(frozen=True, slots=True)
class _Files:
    """What was read before the store is held: the role list, and who is in which group."""

    name: str
    rows: tuple[NumberedRow, ...] | None
    groups: GroupSource | None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What lists ask for: roles of people, roles of groups, and who is nobody here."""

    grants: tuple[Grant, ...]
    groups: tuple[GroupRole, ...]
    strangers: tuple[Member, ...]


def compare_roles(app: App, roles: Path | None, members: Path | None) -> RoleChanges:
    """Return what a role list, or new members of groups, would change; nothing is changed.

    It takes an admin. BadInput names each row that cannot be used.
    """
    actor = Actor.of(app)
    demand_role_change(actor)
    seen = actor.view.seen
    files = _read(app, roles, members)
    known = app.store.grants(), app.store.group_roles()
    return _changes(_wanted(seen, files, known), known, seen)


def import_roles(app: App, roles: Path | None, members: Path | None, code: str) -> RoleChanges:
    """Change what `compare_roles` has shown under this code, all of it or nothing.

    Refused where it would be something else by now, or nobody would be an admin any more.
    """
    actor = Actor.of(app)
    demand_role_change(actor)
    seen = actor.view.seen
    files = _read(app, roles, members)
    with app.store.unit_of_work() as unit:
        known = unit.grants(), unit.group_roles()
        wanted = _wanted(seen, files, known)
        changes = _changes(wanted, known, seen)
        if changes.code != code.strip().casefold():
            raise Refused(
                "What would change is not what was shown.",
                remedy="Look at it again: pmo users import, without --apply.",
            )
        hidden = tuple(each for each in known[1] if not area_is_seen(seen, each.of))
        unit.keep_group_roles((*hidden, *wanted.groups))
        _apply(actor, unit, changes.difference)
        demand_an_admin(known[0], unit.grants())
    return changes


def _apply(actor: Actor, unit: UnitOfWork, difference: RoleDifference) -> None:
    for grant in difference.ended:
        unit.end_grant(grant)
        note_role(actor, unit, AuditKind.ROLE_REVOKED, grant)
    for grant in (*difference.given, *(each.after for each in difference.changed)):
        unit.keep_grant(grant)
        note_role(actor, unit, AuditKind.ROLE_GRANTED, grant)


def _changes(
    wanted: _Wanted, known: tuple[Sequence[Grant], Sequence[GroupRole]], seen: Snapshot
) -> RoleChanges:
    """Compare what is asked for with what lists gave, as far as the asker may know of it."""
    by_list = [g for g in known[0] if g.listed is not None and area_is_seen(seen, g.of)]
    groups = [each for each in known[1] if area_is_seen(seen, each.of)]
    difference = RoleDifference.between(by_list, wanted.grants)
    return RoleChanges(
        difference=difference,
        code=difference_code(difference, wanted.groups),
        strangers=wanted.strangers,
        names={person.key: person.name for person in seen.all(Person)},
        is_nothing=difference.is_empty and set(groups) == set(wanted.groups),
    )


def _read(app: App, roles: Path | None, members: Path | None) -> _Files:
    if roles is None and members is None:
        raise BadInput("There is no list to read.", remedy="Name a file, or --members FILE.")
    return _Files(
        name=roles.name if roles is not None else "",
        rows=app.sources.numbered_rows(roles) if roles is not None else None,
        groups=app.sources.groups(members) if members is not None else None,
    )


def _wanted(
    seen: Snapshot, files: _Files, known: tuple[Sequence[Grant], Sequence[GroupRole]]
) -> _Wanted:
    """Return what the files ask for; what a file is not given for stays as it is."""
    if files.rows is not None:
        said = read_role_list(seen, files.name, files.rows)
    else:
        said = RoleList(
            people=tuple(
                g for g in known[0] if g.listed == ROLE_LIST and area_is_seen(seen, g.of)
            ),
            groups=tuple(each for each in known[1] if area_is_seen(seen, each.of)),
        )
    strangers: dict[Member, None] = {}
    grants = {grant.place: grant for grant in said.people}
    for grant in _of_groups(seen, said.groups, files.groups, strangers):
        grants[grant.place] = grant
    groups = sorted(said.groups, key=lambda each: (each.group, each.role.value, each.of or ""))
    return _Wanted(tuple(grants.values()), tuple(groups), tuple(strangers))


def _of_groups(
    seen: Snapshot,
    groups: Iterable[GroupRole],
    source: GroupSource | None,
    strangers: dict[Member, None],
) -> Iterator[Grant]:
    """Yield the roles that members of groups have; who is nobody here is put to the strangers."""
    for each in groups:
        members = source.members(each.group) if source is not None else None
        if members is None:
            raise BadInput(
                f"Nothing says who is in the group “{each.group}”.",
                remedy="Name a file with the columns group and email: --members FILE.",
            )
        for member in members:
            try:
                person = person_at(seen, member.email)
            except NotFound:
                strangers[member] = None
                continue
            yield Grant(
                person=person,
                role=each.role,
                of=each.of,
                since=seen.as_of,
                until=each.until,
                listed=each.group,
            )
