"""What a decision table's input may hold, and how its literals are written in a cell.

Numbers that have a unit are written with it: "10 days", "5 %", "40000 EUR", "4d". A number
without its unit is refused, so that nobody reads weeks where days were meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assistant.values import Effort, EffortUnit, Money
from assistant.values.fact import FactValue

PolicyValue = FactValue
"""What can be given to a table: the same values that facts hold."""


class InputKind(StrEnum):
    """What an input holds. Names and texts can only be asked whether they are missing."""

    DAYS = "days"
    PERCENT = "percent"
    COUNT = "count"
    RATIO = "ratio"
    SCORE = "score"
    MONEY = "money"
    EFFORT = "effort"
    DATE = "date"
    CHOICE = "choice"
    BOOL = "bool"
    NAME = "name"

    @property
    def is_ordered(self) -> bool:
        """Say whether two values can be told apart as more and less."""
        return self not in {InputKind.CHOICE, InputKind.BOOL, InputKind.NAME}

    @property
    def example(self) -> str:
        """How a literal of this kind is written."""
        return _EXAMPLES[self]


_EXAMPLES = {
    InputKind.DAYS: "10 days",
    InputKind.PERCENT: "5 %",
    InputKind.COUNT: "3",
    InputKind.RATIO: "0.85",
    InputKind.SCORE: "2.5",
    InputKind.MONEY: "40000 EUR",
    InputKind.EFFORT: "4d",
    InputKind.DATE: "2026-12-31",
    InputKind.CHOICE: "one of the input's values",
    InputKind.BOOL: "yes",
    InputKind.NAME: "only “missing”",
}

_NUMBER = r"(-?\d+(?:\.\d+)?)"
_DAYS = re.compile(_NUMBER + r" ?days?")
_PERCENT = re.compile(_NUMBER + r" ?(?:%|percent)")
_PLAIN = re.compile(_NUMBER)
_COUNT = re.compile(r"(-?\d+)")
_MONEY = re.compile(_NUMBER + r" ?([A-Z]{3})")
_EFFORT = re.compile(_NUMBER + r" ?(min|h|d|w)")


def read_literal(kind: InputKind, text: str) -> PolicyValue:
    """Read a literal of that kind; ValueError where the text is none."""
    return _READERS[kind](text.strip())


def _number(pattern: re.Pattern[str]) -> Callable[[str], Decimal]:
    def read(text: str) -> Decimal:
        return Decimal(_match(pattern, text)[1])

    return read


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        msg = f"“{text}” is not written as expected"
        raise ValueError(msg)
    return found


def _money(text: str) -> Money:
    found = _match(_MONEY, text)
    return Money(amount=Decimal(found[1]), currency=found[2])


def _effort(text: str) -> Effort:
    found = _match(_EFFORT, text)
    return Effort.of(found[1], EffortUnit(found[2]))


def _bool(text: str) -> bool:
    return {"yes": True, "no": False}[text]


def _name(text: str) -> str:
    msg = f"“{text}” cannot be compared with a name"
    raise ValueError(msg)


_READERS: dict[InputKind, Callable[[str], PolicyValue]] = {
    InputKind.DAYS: _number(_DAYS),
    InputKind.PERCENT: _number(_PERCENT),
    InputKind.COUNT: _number(_COUNT),
    InputKind.RATIO: _number(_PLAIN),
    InputKind.SCORE: _number(_PLAIN),
    InputKind.MONEY: _money,
    InputKind.EFFORT: _effort,
    InputKind.DATE: date.fromisoformat,
    InputKind.CHOICE: str,
    InputKind.BOOL: _bool,
    InputKind.NAME: _name,
}


Comparison = Callable[[Any, Any], bool | None]
"""Compares two values of one kind; None where they cannot be compared."""


def comparison(kind: InputKind, compare: Callable[[Any, Any], bool]) -> Comparison:
    """Return how two values of a kind are compared. Two currencies never are."""
    if kind is InputKind.MONEY:
        return lambda left, right: (
            compare(left.amount, right.amount) if left.currency == right.currency else None
        )
    if kind is InputKind.EFFORT:
        return lambda left, right: compare(left.minutes, right.minutes)
    return compare
