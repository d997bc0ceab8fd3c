"""What a forecast says: dates and counts with their chances, each with what it rests on."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from assistant.values import Fact, Statement, Value

EVEN = 50
SURE = 85
"""The chances, of a hundred, that forecasts are given at."""


class Basis(StrEnum):
    """What a forecast rests on."""

    PACE = "pace"
    PACE_WITH_GROWTH = "pace with growth"
    PLAN = "plan"
    AGE = "age"


class DateForecast(Value):
    """When something is done. A high percentile of days: later is safer."""

    basis: Basis
    open: Fact = Field(description="how many items it is about")
    even: Fact | None = Field(description="the day reached in 50 of 100 cases; None if too far")
    sure: Fact | None = Field(description="the day reached in 85 of 100 cases; None if too far")
    statement: Statement


class CountForecast(Value):
    """How many items are done by a day. A low percentile of counts: fewer is safer."""

    basis: Basis
    by: Fact
    open: Fact = Field(description="how many items there are to do")
    even: Fact = Field(description="so many or more in 50 of 100 cases")
    sure: Fact = Field(description="so many or more in 85 of 100 cases")
    statement: Statement


class CommitmentForecast(Value):
    """How likely a promised or required day is, of a milestone or of an item."""

    subject: str = Field(description="like milestones:SENTINEL-LIVE or work_items:KEY-3")
    project: str | None
    promised: Fact
    mandatory: bool
    chance: Fact | None = Field(description="percent; None where no open work is tied to it")
    even: Fact | None = None
    sure: Fact | None = None
    penalty: Fact | None = None
    decided_by: tuple[str, ...] = Field(
        default=(), description="the items whose size decides most, of those its reader may see"
    )
    statement: Statement


class ProjectForecast(Value):
    """When a project's open work is done, and how likely its agreed end is."""

    project: str
    open: Fact
    even: Fact | None
    sure: Fact | None
    end: Fact | None = Field(description="the agreed end")
    delivery_confidence: Fact | None = Field(
        description="percent: the chance that all open work is done by the agreed end; "
        "a forecast, not the RAG, which is a variance"
    )


class Forecast(Value):
    """When, how many and how likely, for one subject or for everything its reader may see."""

    as_of: date
    revision: str
    policy_hash: str
    seed: int
    runs: int = Field(description="how often the plan was run; zero where there is none")
    subject: str = Field(description="like projects:CASCADE; portfolio for everything")
    headline: Statement
    dates: tuple[DateForecast, ...]
    counts: tuple[CountForecast, ...] = ()
    commitments: tuple[CommitmentForecast, ...] = Field(
        default=(), description="promised and required days, the least likely first"
    )
    projects: tuple[ProjectForecast, ...] = ()
    notes: tuple[Statement, ...] = Field(
        default=(), description="growth, disagreement, and what is missing"
    )
    record: tuple[Statement, ...] = Field(
        default=(), description="how often such forecasts held, over everything its reader sees"
    )
    assumptions: tuple[Statement, ...] = ()


class Tried(StrEnum):
    """Which forecasts were held against what came: tried again on the past, or noted then."""

    DATES = "dates"
    COUNTS = "counts"
    NOTED = "noted"


class HitRate(Value):
    """How many forecasts at one chance came true."""

    at: int = Field(description="the chance they were given at, of a hundred")
    what: Tried
    hits: Fact
    trials: Fact
    low: Fact = Field(description="percent: lower bound of the true rate, 95 in 100")
    high: Fact = Field(description="percent: upper bound of the true rate")
    enough: bool
    statement: Statement


class ForecastRecord(Value):
    """The record of forecasts about a subject."""

    as_of: date
    revision: str
    subject: str
    headline: Statement
    noted: tuple[Statement, ...] = Field(description="forecasts that were given, and outcomes")
    rates: tuple[HitRate, ...]
    baseline: Statement | None = Field(description="how the plain mean would have done")
    assumptions: tuple[Statement, ...]
