"""What a proposed order was weighed on when it was put forward, and how it differs from earlier ones.

It is kept with the proposal, so that the next one can say what has changed since.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from assistant.values import Value


class InputKind(StrEnum):
    """What an order rests on, by what somebody who doubts it would want to see changed."""

    VALUE = "value"
    SIZE = "size"
    DATE = "date"
    PIN = "pin"
    DEPENDENCY = "dependency"
    STATUS = "status"
    TIME = "people's time"
    RISK = "risk"


class Input(Value):
    """One thing an order rests on, as it was said: a cell, or the days that somebody has.

    `item` is the item by which it matters: whoever cannot see that is not told of it.
    """

    kind: InputKind
    item: str
    table: str
    key: str
    field: str
    said: str | None

    @property
    def place(self) -> tuple[str, str, str]:
        """Which cell it is."""
        return self.table, self.key, self.field


class InputChange(Value):
    """An input that is said otherwise now; None where it was not said, or is no longer."""

    input: Input
    now: str | None


class OwnInput(Value):
    """An input that whoever gains by it raised without evidence, and the order without that."""

    key: str = Field(description="of the value input")
    item: str
    before: str
    after: str
    stated_on: date | None
    order: tuple[str, ...] = Field(description="what waits to be started, as it is proposed")
    without: tuple[str, ...] = Field(description="the same, had the input stayed as it was")


class Answer(Value):
    """What is different from a proposal that was turned down."""

    to: str = Field(description="the id of that proposal")
    changes: tuple[InputChange, ...] = ()
    needs: tuple[str, ...] = Field(default=(), description="what was not broken then, and is now")
    gain_then: Decimal | None = None
    gain_now: Decimal | None = None
    is_another: bool = Field(
        default=False,
        description="the order turned down would cost more today, or break something",
    )


class Weighing(Value):
    """Why a change of the agreed order is worth asking people for."""

    since: date = Field(description="the day it was weighed on")
    gain_percent: Decimal | None = Field(
        description="of the cost of waiting that it saves; None where nothing was agreed before"
    )
    needs: tuple[str, ...] = Field(
        default=(), description="what the agreed order breaks or lacks, each by kind and item"
    )
    inputs: tuple[Input, ...] = ()
    answers: tuple[Answer, ...] = ()
    own_inputs: tuple[OwnInput, ...] = ()
