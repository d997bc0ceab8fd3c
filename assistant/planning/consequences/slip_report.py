"""What a slip comes to, as it is reported: promised days first, then items, each with its owner."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.consequences.impact import Fate
from assistant.values import Fact, Statement, Value


class ItemHit(Value):
    """An item that is finished later."""

    key: str
    project: str | None
    owner: Fact | None
    planned: date
    after: date
    late: Fact = Field(description="working days later")
    by_links: Fact = Field(description="of these, what links alone enforce")
    by_people: Fact = Field(description="of these, what comes of people being busy")


class PromiseHit(Value):
    """A milestone whose day moves, or can no longer hold."""

    key: str
    project: str
    fate: Fate
    promised: date | None
    stated: date | None = Field(description="the day it is expected on by whoever runs it")
    planned: date | None = Field(description="as planned now; None where no plan has dates")
    after: date | None = Field(description="as planned after the slip")
    certain: date | None = Field(description="no plan can reach it before, by links alone")
    freeze: Fact | None = Field(description="the freeze it falls into; the day is the first after")
    penalty: Fact | None = Field(description="what missing the promised day costs by then")
    penalty_before: Fact | None = Field(description="what the plan as it is costs already")
    statement: Statement


class SlipReport(Value):
    """Who is hit when something slips, when, by how much, and what it costs."""

    as_of: date
    revision: str
    policy_hash: str
    mode: CapacityMode
    slipped: tuple[str, ...]
    headline: Statement
    promises: tuple[PromiseHit, ...]
    items: tuple[ItemHit, ...]
    penalties: tuple[Fact, ...] = Field(description="more than the plan as it is, by currency")
    cost: Fact | None = Field(description="what all items that move cost by waiting, net")
    sooner: Fact | None = Field(description="items that are done sooner, since others wait")
    statements: tuple[Statement, ...] = Field(description="what is said beside the headline")
    assumptions: tuple[Statement, ...]
