"""Groups out of a file with a row for each membership: the columns group and email."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from assistant.errors import BadSource
from assistant.governance.role_list import group_key
from assistant.ports.group_source import Member
from assistant.ports.source import NumberedRow

_REMEDY = "Write the columns group and email, a row for each membership."


class ListedGroups:
    """The `GroupSource` port, by a list of memberships."""

    def __init__(self, members: Mapping[str, tuple[Member, ...]]) -> None:
        self._members = members

    @classmethod
    def read(cls, file: str, rows: Iterable[NumberedRow]) -> ListedGroups:
        """Read memberships; BadSource names the row that lacks one of its two cells."""
        found: dict[str, list[Member]] = defaultdict(list)
        for row in rows:
            cells = {name.strip().casefold(): cell.strip() for name, cell in row.cells.items()}
            for column in ("group", "email"):
                if not cells.get(column):
                    raise BadSource(
                        "there is nothing.",
                        file=file,
                        row=row.number,
                        column=column,
                        remedy=_REMEDY,
                    )
            where = f"{file}, row {row.number}"
            found[group_key(cells["group"])].append(Member(email=cells["email"], where=where))
        return cls({group: tuple(members) for group, members in found.items()})

    def members(self, group: str) -> tuple[Member, ...] | None:
        """Return who is in a group; None where the file names no such group."""
        return self._members.get(group)
