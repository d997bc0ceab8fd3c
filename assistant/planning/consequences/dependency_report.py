"""Chains, blockers and circles of waiting, as they are reported."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.planning.capacity.mode import CapacityMode
from assistant.values import Fact, Statement, Value


class ChainStep(Value):
    """An item of a chain; one its reader may not see has neither key nor owner nor dates."""

    key: str | None
    project: str | None
    owner: Fact | None
    finish: date | None
    float_days: Fact | None = Field(description="working days it may slip; below zero is too late")
    waits_for_people: bool = Field(description="its people are busy longer than links hold it")
    busy_with: str | None = Field(description="what they do until then, where that is visible")


class ReportedChain(Value):
    """A chain to a day, first to last, with the room it has."""

    basis: str = Field(description="the plan, or links alone")
    float_days: Fact = Field(
        description="working days until the day is missed; below zero is late"
    )
    steps: tuple[ChainStep, ...]
    near: tuple[ChainStep, ...] = Field(description="other items with hardly more room")
    statement: Statement


class DatedReport(Value):
    """A day that has to hold, and the chains that decide it."""

    key: str
    name: Fact
    day: Fact
    headline: Statement
    planned: ReportedChain | None
    by_links: ReportedChain | None


class Blocker(Value):
    """Open work that something waits for."""

    key: str
    project: str | None
    owner: Fact | None
    planned: date | None
    due: date | None
    direct: bool
    through: str | None = Field(description="what waits for it directly, on the way")


class DependencyReport(Value):
    """What waits for what: toward days that have to hold, and before one thing."""

    as_of: date
    revision: str
    policy_hash: str
    mode: CapacityMode
    about: Statement | None = Field(description="what was asked about; None for everything")
    blockers: tuple[Blocker, ...]
    statements: tuple[Statement, ...]
    dates: tuple[DatedReport, ...]
    left_out: int = Field(description="later days that are not worked out here")
    circles: tuple[Statement, ...] = Field(description="what waits for itself, and the link cut")
    assumptions: tuple[Statement, ...]
