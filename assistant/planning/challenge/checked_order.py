"""What is found about somebody's order."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from assistant.values import Fact, Statement, Value


class OrderVerdict(StrEnum):
    """How somebody's order stands beside the computed one."""

    BREAKS = "breaks"
    COSTS_MORE = "costs more"
    LEVEL = "level"
    BETTER = "better"


class BreakKind(StrEnum):
    """What an order breaks: a link, a pin, a date that must hold, or a rule of the house."""

    LINK = "link"
    PIN = "pin"
    DATE = "date"
    RULE = "rule"


class Break(Value):
    """One constraint that an order breaks."""

    kind: BreakKind
    items: tuple[str, ...] = Field(description="keys of the items it is about, the cause first")
    statement: Statement


class Difference(Value):
    """What one item's other time contributes to the difference in cost."""

    item: str
    days: Fact = Field(description="working days later, or earlier where below zero")
    cost: Fact
    statement: Statement


class CheckedOrder(Value):
    """Somebody's order beside the computed one, as far as its reader may see the items."""

    as_of: date
    verdict: OrderVerdict
    headline: Statement
    breaks: tuple[Break, ...]
    cost: Fact = Field(description="of waiting, in the given order, mended where it breaks links")
    our_cost: Fact
    difference: Fact = Field(description="theirs − ours")
    because: tuple[Difference, ...] = Field(description="what moves the cost most, first")
    notes: tuple[Statement, ...] = Field(description="what of the file was not used, or assumed")
    order: tuple[str, ...] = Field(description="the whole order that was checked, mended")
