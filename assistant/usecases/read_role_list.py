"""A role list as people keep it: a row for a person, by e-mail, or for everybody in a group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from assistant.errors import BadInput, BadSource, NotFound
from assistant.governance.role_list import GroupRole, group_key
from assistant.governance.roles import ROLE_LIST, Grant
from assistant.portfolio.snapshot import Snapshot
from assistant.ports.source import NumberedRow
from assistant.usecases.manage_roles import area_named, read_role
from assistant.usecases.named import person_at
from assistant.values import Value

_COLUMNS = ("email", "group", "role", "program", "project", "until")
_SHOWN = 10
"""Rows that are named one by one where a list cannot be used."""


class RoleList(Value):
    """What a list says: roles of people, and roles of groups."""

    people: tuple[Grant, ...]
    groups: tuple[GroupRole, ...]


def read_role_list(seen: Snapshot, file: str, rows: Iterable[NumberedRow]) -> RoleList:
    """Read a list; every row that cannot be used is named, and then nothing of it is.

    Raises BadSource for a column it does not know, BadInput for rows.
    """
    lines: dict[tuple[str, ...], int] = {}
    people: list[Grant] = []
    groups: list[GroupRole] = []
    wrong: list[str] = []
    for row in rows:
        cells = _cells(file, row)
        try:
            line = _line(seen, cells)
            _say_once(lines, line, row.number)
        except (BadInput, NotFound) as error:
            wrong.append(f"Row {row.number}: {error}")
        else:
            people += [line] if isinstance(line, Grant) else []
            groups += [line] if isinstance(line, GroupRole) else []
    if wrong:
        raise _unusable(file, wrong)
    return RoleList(people=tuple(people), groups=tuple(groups))


def _cells(file: str, row: NumberedRow) -> Mapping[str, str]:
    cells = {name.strip().casefold(): cell.strip() for name, cell in row.cells.items()}
    unknown = [name for name, cell in cells.items() if name not in _COLUMNS and cell]
    if unknown or "role" not in cells:
        raise BadSource(
            f"there is a column “{unknown[0]}”." if unknown else "there is no column “role”.",
            file=file,
            remedy=f"A role list has the columns {', '.join(_COLUMNS)}.",
        )
    return {name: cells.get(name, "") for name in _COLUMNS}


def _line(seen: Snapshot, cells: Mapping[str, str]) -> Grant | GroupRole:
    """Return what one row says; BadInput or NotFound where it says nothing that can be done."""
    if bool(cells["email"]) == bool(cells["group"]):
        raise BadInput("It takes an email or a group, and not both.")
    if cells["program"] and cells["project"]:
        raise BadInput("It takes a program or a project, and not both.")
    role = read_role(cells["role"])
    of = area_named(seen, cells["program"] or cells["project"] or None)
    until = _day(cells["until"], seen.as_of)
    if cells["group"]:
        return GroupRole(group=group_key(cells["group"]), role=role, of=of, until=until)
    person = person_at(seen, cells["email"])
    return Grant(person=person, role=role, of=of, since=seen.as_of, until=until, listed=ROLE_LIST)


def _day(text: str, today: date) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"“{text}” is no day.", remedy="Write it as 2026-12-31.") from error
    if day < today:
        raise BadInput(f"It ended on {text}, before today.")
    return day


def _say_once(lines: dict[tuple[str, ...], int], line: Grant | GroupRole, number: int) -> None:
    """Remember in which row a role is said; BadInput where another row said it."""
    said = lines.setdefault(_told_apart(line), number)
    if said != number:
        raise BadInput(f"It speaks of the same role as row {said}.")


def _told_apart(line: Grant | GroupRole) -> tuple[str, ...]:
    if isinstance(line, Grant):
        return ("person", *line.place)
    return "group", line.group, line.role.value, line.of or ""


def _unusable(file: str, wrong: list[str]) -> BadInput:
    more = len(wrong) - _SHOWN
    shown = [*wrong[:_SHOWN], *([f"And {more} more rows."] if more > 0 else [])]
    return BadInput(
        f"{file} cannot be used, so nothing was changed. {' '.join(shown)}",
        remedy="Correct these rows, and import it again.",
    )
