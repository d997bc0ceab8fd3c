"""What can be started, as a person may read it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from assistant.planning.capacity.mode import CapacityMode
from assistant.values import Fact, Period, Statement, Value


class Hold(StrEnum):
    """Why an item cannot start."""

    BLOCKED = "blocked"
    STOPPED = "paused or to be stopped"
    GATE = "gate"
    NO_SKILL = "skill nobody has"
    NOBODY_FREE = "nobody free"
    HAS_PEOPLE = "has people of its own"
    TEAM_FULL = "team has enough under way"
    PEOPLE_GIVEN = "people given to other work"


class SkillRoom(Value):
    """The people of a team with the same skills: what is asked of them in a period, and left."""

    team: str | None
    skills: tuple[str, ...]
    people: Fact = Field(description="how many there are")
    free: Fact = Field(description="how many of them can start something")
    available: Fact = Field(description="days for change work")
    asked: Fact = Field(description="days, by assignments")
    left: Fact = Field(description="days without an assignment")
    free_from: date | None = Field(description="the first of them is free from then on")
    named: tuple[str, ...] = Field(
        default=(), description="keys of those who are free, where the reader may see their load"
    )
    asked_for: tuple[str, ...] = Field(
        default=(), description="keys of the items, else projects, that ask for them"
    )
    start: tuple[str, ...] = Field(default=(), description="keys of the items they can start")
    statement: Statement


class CanStart(Value):
    """An item that can start: whose skills, from when, and what of it fits."""

    key: str
    project: str | None
    team: str | None
    skills: tuple[str, ...]
    start: date
    finish: date | None = Field(description="None where not all of it fits")
    live: date | None = Field(default=None, description="after the freeze it would fall into")
    waiting_cost: Fact | None = Field(description="points a week, of itself; None where unknown")
    named: tuple[str, ...] = Field(
        default=(), description="keys of who would do it, where the reader may see their load"
    )
    statement: Statement


class CannotStart(Value):
    """An item that cannot start, and why."""

    key: str
    project: str | None
    team: str | None
    why: Hold
    by: tuple[str, ...] = Field(default=(), description="keys of items or gates, or skills")
    statement: Statement


class Startable(Value):
    """What the free people of a period can start, and why the rest of the open work cannot."""

    as_of: date
    revision: str
    policy_hash: str
    mode: CapacityMode
    period: Period
    team: str | None
    skill: str | None
    item: str | None
    assumptions: tuple[Statement, ...]
    headline: tuple[Statement, ...]
    rooms: tuple[SkillRoom, ...]
    start: tuple[CanStart, ...] = Field(description="mandatory first, then costliest to leave")
    held: tuple[CannotStart, ...] = Field(description="in the order of the ranking")
