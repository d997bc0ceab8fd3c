"""Teams, people, and the time they have."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from assistant.portfolio.noun import Noun, Ref
from assistant.values import Effort, Money


class ReserveKind(StrEnum):
    """What capacity is kept for besides change work. Absence is availability and has no type."""

    BAU = "bau"
    ON_CALL = "on-call"
    TRAINING = "training"
    UNPLANNED = "unplanned"


class Team(Noun):
    """People who work together."""

    table = "teams"
    title = "Team"

    name: str
    lead: Annotated[str | None, Ref("people")] = None
    program: Annotated[str | None, Ref("programs")] = None
    change_work_percent: Annotated[
        Decimal | None, Field(ge=0, le=100, description="share declared for change work")
    ] = None
    wip_limit: Annotated[int | None, Field(ge=1)] = None


class Person(Noun):
    """Someone who works on the portfolio or decides about it."""

    table = "people"
    title = "Person"

    name: str
    email: str | None = None
    team: Annotated[str | None, Ref("teams")] = None
    role: Annotated[str | None, Field(description="what they are, such as CIO or DBA")] = None
    skills: tuple[str, ...] = ()
    part_time_percent: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(100)
    change_work_percent: Annotated[
        Decimal | None, Field(ge=0, le=100, description="their own share, before the team's")
    ] = None
    start: Annotated[date | None, Field(description="first day")] = None
    end: Annotated[date | None, Field(description="last day; left after it")] = None


class Availability(Noun):
    """Days on which someone works less or not at all. Why is never stored."""

    table = "availability"
    title = "Availability"
    identity = ("person", "start")

    person: Annotated[str, Ref("people")]
    start: date
    end: date
    available_percent: Annotated[
        Decimal, Field(ge=0, le=100, description="share of their time that is left")
    ] = Decimal(0)


class Reserve(Noun):
    """Capacity kept for something other than change work."""

    table = "reserves"
    title = "Reserve"
    identity = ("team", "person", "kind", "start")

    kind: ReserveKind
    team: Annotated[str | None, Ref("teams")] = None
    person: Annotated[str | None, Ref("people")] = None
    start: date | None = None
    end: date | None = None
    effort: Annotated[Effort | None, Field(description="so much work in that time")] = None
    percent: Annotated[
        Decimal | None, Field(ge=0, le=100, description="or a share of the time")
    ] = None
    measured: Annotated[bool, Field(description="measured after the fact, not planned")] = False


class Assignment(Noun):
    """Someone, or a share of a team, is asked for by a project or an item."""

    table = "assignments"
    title = "Assignment"

    project: Annotated[str | None, Ref("projects")] = None
    item: Annotated[str | None, Ref("work_items")] = None
    person: Annotated[str | None, Ref("people")] = None
    team: Annotated[str | None, Ref("teams")] = None
    skill: str | None = None
    start: date
    end: date
    effort: Annotated[Effort | None, Field(description="work asked for in that time")] = None
    percent: Annotated[Decimal | None, Field(ge=0, description="or a share of the time")] = None
    claimed_by: Annotated[str | None, Ref("people")] = None


class Contractor(Noun):
    """Someone who can be hired."""

    table = "contractors"
    title = "Contractor"

    name: str
    skills: tuple[str, ...] = ()
    day_rate: Money | None = None
    available_from: date | None = None
    lead_time_days: Annotated[int | None, Field(ge=0, description="calendar days")] = None
