"""What a scenario comes to, beside the plan it is compared with."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.values import Fact, Statement, Value


class Shift(Value):
    """An item that is finished on another day."""

    item: str
    days: Fact = Field(description="working days later; earlier where below zero")
    before: Fact | None = Field(description="None where it had no day")
    after: Fact | None
    cost: Fact = Field(description="of waiting, more than before")
    statement: Statement


class PromiseEffect(Value):
    """A promise that is affected, or late all the same."""

    milestone: str
    promised: Fact
    before: Fact | None
    after: Fact | None
    breaks: bool = Field(description="kept before, and late now or given up")
    is_kept: bool = Field(description="as far as the plan says")
    is_saved: bool = Field(description="late before, and kept now")
    days_late: Fact
    penalty: Fact | None = Field(description="for the days late, shared out by days")
    statement: Statement


class ScenarioOutcome(Value):
    """One scenario: what it supposes, what it changes, what it costs."""

    name: str
    supposes: tuple[Statement, ...]
    headline: Statement
    promises: tuple[PromiseEffect, ...]
    later: tuple[Shift, ...] = Field(description="what costs most first")
    earlier: tuple[Shift, ...]
    waiting: Fact = Field(description="what waiting costs more than before")
    money: tuple[Fact, ...] = Field(description="what the changes themselves cost, by currency")
    penalties: tuple[Fact, ...] = Field(description="of promises that are late, by currency")
    overloads: tuple[Statement, ...] = Field(description="only those that were not there before")
    binding: Statement | None = Field(description="what holds up the promise that is most late")
    notes: tuple[Statement, ...]
    is_reordered: bool = Field(description="the order had to change too to be worth it")


class Comparison(Value):
    """Scenarios side by side, compared with one plan."""

    as_of: date
    basis: Statement
    late_already: tuple[PromiseEffect, ...] = Field(
        description="promises that are late without any"
    )
    scenarios: tuple[ScenarioOutcome, ...]
    verdict: Statement | None = Field(description="which is best, where there are several")
