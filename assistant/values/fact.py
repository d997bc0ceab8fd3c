"""A fact: one computed or read value, with the rows it came from.

Whatever a person reads as a figure, date, name or status is the rendering of a fact, so every
word of a brief that claims something can be opened down to file, row and column.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from pydantic import Field, computed_field, model_validator

from assistant.values.base import Value
from assistant.values.effort import Effort
from assistant.values.money import Money
from assistant.values.period import Period

ID_LENGTH = 12


class Source(Value):
    """Where a value was read: a cell or a row of a named source, as a person finds it."""

    source: str = Field(description="name of the registered source")
    file: str = Field(description="path within the source")
    row: int | None = Field(default=None, description="1-based, the header is row 1")
    column: str | None = Field(default=None, description="header of the column")
    as_of: date = Field(description="the day the source speaks of")

    def __str__(self) -> str:
        """Return “file, row, column” as a person would look it up."""
        place = self.file
        if self.row is not None:
            place += f" row {self.row}"
        if self.column is not None:
            place += f" “{self.column}”"
        return place


class Unit(StrEnum):
    """What kind of value a fact holds; decides how it is written."""

    COUNT = "count"
    PERCENT = "percent"
    RATIO = "ratio"
    SCORE = "score"
    MONEY = "money"
    EFFORT = "effort"
    DAYS = "days"
    WEEKS = "weeks"
    DATE = "date"
    NAME = "name"
    STATUS = "status"
    TEXT = "text"


_FIGURES = (Unit.COUNT, Unit.PERCENT, Unit.RATIO, Unit.SCORE, Unit.DAYS, Unit.WEEKS)
_READ: dict[str, Callable[[str], Decimal | date]] = {
    **{unit.value: Decimal for unit in _FIGURES},
    Unit.DATE.value: date.fromisoformat,
}

FactValue = Money | Effort | bool | int | Decimal | date | str
"""`str` holds a name, a status word or a short quoted text; a percentage is a Decimal of 100."""


class Fact(Value):
    """One value about one subject, as of a day, with its rows and its arithmetic."""

    subject: str = Field(description="what it is about, such as project:ATLAS")
    measure: str = Field(description="what was measured, such as cost_variance")
    value: FactValue
    unit: Unit
    as_of: date
    revision: str = Field(description="the snapshot it was computed from")
    period: Period | None = None
    sources: tuple[Source, ...] = ()
    arithmetic: str | None = Field(default=None, description="how it was computed, in figures")

    @model_validator(mode="before")
    @classmethod
    def _as_it_was_written(cls, given: Any) -> Any:
        """Read a fact that was kept as JSON: figures and dates are texts there, by their unit."""
        if not isinstance(given, dict) or "id" not in given:
            return given
        value, unit = given.get("value"), given.get("unit")
        if isinstance(value, str) and unit in _READ:
            value = _READ[unit](value)
        return {name: each for name, each in given.items() if name != "id"} | {"value": value}

    @computed_field  # type: ignore[prop-decorator]  # mypy knows no decorated properties
    @cached_property
    def id(self) -> str:
        """The hash of subject, measure, period and revision: same question, same id."""
        named = "\x1f".join(
            (
                self.subject,
                self.measure,
                f"{self.period.start}/{self.period.end}" if self.period else "",
                self.revision,
            )
        )
        return "f" + hashlib.sha256(named.encode()).hexdigest()[:ID_LENGTH]
