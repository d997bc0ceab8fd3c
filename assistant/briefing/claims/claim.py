"""What a text claims: stretches that a fact has to stand behind, and how each is compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class ClaimKind(StrEnum):
    """What sort of claim a stretch of text makes, as its reader is told."""

    NUMBER = "a number"
    ORDINAL = "a place in a row"
    PERCENT = "a percentage"
    MONEY = "an amount of money"
    DURATION = "a length of time"
    DATE = "a date"
    NAME = "a name"
    STATUS = "a status"
    COMPARISON = "a comparison"
    SUPERLATIVE = "a superlative"
    QUANTIFIER = "a quantity of all"
    NEGATION = "a denial"
    DIRECTION = "a direction of change"
    CAUSE = "a cause"
    UNSEEN = "a character that cannot be seen"
    WORD = "a word"


VALUES = frozenset(
    {
        ClaimKind.NUMBER,
        ClaimKind.ORDINAL,
        ClaimKind.PERCENT,
        ClaimKind.MONEY,
        ClaimKind.DURATION,
        ClaimKind.DATE,
    }
)
"""Kinds that are compared by what they amount to, not by their words."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as stated: every value from `low` to `high` would be written so.

    `unit` is a currency for money and the noun that is counted for a number; a length of time is
    in days.
    """

    low: Decimal
    high: Decimal
    unit: str | None = None

    def holds(self, value: Decimal) -> bool:
        """Say whether a value, rounded as far as this is, is this."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Days:
    """A date as stated: one of the days from `first` to `last`, on a weekday where that is said.

    `yearless` says that the year was left to the reader.
    """

    first: date
    last: date
    yearless: bool = False
    weekday: int | None = None

    def holds(self, day: date) -> bool:
        """Say whether a day would be called so; a year left out is one less than half a year off."""
        if self.weekday is not None and day.weekday() != self.weekday:
            return False
        if self.first <= day <= self.last:
            return True
        if not self.yearless:
            return False
        within = (self.first.month, self.first.day) <= (day.month, day.day)
        within = within and (day.month, day.day) <= (self.last.month, self.last.day)
        return within and abs((day - self.first).days) <= 366  # noqa: PLR2004 - the year beside


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a sentence that means something: a claim, or a word that tells what it is about.

    `meaning` is what two marks share that say the same: a concept, a stem, the subjects of a name.
    """

    kind: ClaimKind
    start: int
    end: int
    meaning: str
    denied: bool = False
    amount: Amount | None = None
    days: Days | None = None
    names: frozenset[str] = frozenset()
    before: str = ""
    """The word before it, which tells what part it plays: from, to, by."""
    follows: str = ""
    """What the mark before it means: promised for, planned for."""
    joined: str = ""
    """The comma or conjunction between the mark before and this one."""

    @property
    def claims(self) -> bool:
        """Whether a fact has to stand behind it."""
        return self.kind is not ClaimKind.WORD or self.denied
