"""Load against capacity, as it is reported: who has how much time, and what is asked of them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from assistant.planning.capacity.mode import CapacityMode
from assistant.values import Fact, Period, Statement, Value, Week


class LoadKind(StrEnum):
    """Whose load it is."""

    PERSON = "person"
    TEAM = "team"
    SKILL = "skill"
    ROLE = "role"


class LoadPart(Value):
    """What one assignment contributes to a load; a hidden one has neither project nor names."""

    assignment: str | None
    project: str | None
    item: str | None
    claimed_by: str | None
    days: Fact


class Load(Value):
    """What is asked of a person, team or skill in a period, and what there is.

    `asked` is what assignments ask. A person of whom no assignment is known has no load, which is
    not a load of zero.
    """

    kind: LoadKind
    key: str = Field(description="of the person or team; the name of the skill or role")
    team: str | None
    period: Period
    available: Fact = Field(description="days for change work")
    asked: Fact | None = Field(description="days; None where no assignment is known")
    parts: tuple[LoadPart, ...] = ()


class Stretch(Value):
    """Weeks in a row in which more is asked than there is, or almost nothing is."""

    load: Load
    gap: Fact = Field(description="days too much, or days left")
    headline: Statement


class CapacityReport(Value):
    """Load against capacity over the coming weeks."""

    as_of: date
    revision: str
    policy_hash: str
    mode: CapacityMode
    assumptions: tuple[Statement, ...]
    weeks: tuple[Week, ...]
    loads: tuple[Load, ...] = Field(description="a row for each person, team, skill and week")
    over: tuple[Stretch, ...] = Field(description="most days too much first")
    under: tuple[Stretch, ...] = Field(description="people with time left, most days first")
    months: tuple[Load, ...] = Field(
        default=(), description="by month, for teams of which nobody's skills are known"
    )
    items: tuple[Load, ...] = Field(
        description="by skill, over all weeks: work left in items in progress or due by then; "
        "kept apart from assignments, which may be for the same work"
    )

    def of(self, kind: LoadKind, key: str) -> tuple[Load, ...]:
        """Return the weeks of one person, team or skill."""
        return tuple(load for load in self.loads if load.kind is kind and load.key == key)
