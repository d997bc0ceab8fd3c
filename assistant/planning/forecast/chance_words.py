"""How chances, days and counts of a forecast become facts and phrases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from assistant.planning.forecast.outlook import EVEN, SURE
from assistant.portfolio.facts import Cell, Facts
from assistant.values import Fact, Statement, Unit, say

HUNDRED = 100

_ROWS = 100
"""Rows that a day or a chance names; all of them stand with the count of open items."""


class ChanceWords:
    """Writes about one subject; every fact has the rows it rests on."""

    def __init__(self, facts: Facts, subject: str, cells: Iterable[Cell] = ()) -> None:
        self.facts = facts
        self._subject = subject
        self._cells = tuple(cells)[:_ROWS]

    def day(self, measure: str, day: date | None) -> Fact | None:
        """Return a day as a fact; None where there is none."""
        if day is None:
            return None
        return self.facts.of(self._subject, measure, day, Unit.DATE, cells=self._cells)

    def count(self, measure: str, count: int) -> Fact:
        """Return a count as a fact."""
        return self.facts.of(self._subject, measure, count, Unit.COUNT, cells=self._cells)

    def chance(self, measure: str, percent: Decimal, runs: int) -> Fact:
        """Return a chance in percent as a fact."""
        return self.facts.of(
            self._subject,
            measure,
            percent,
            Unit.PERCENT,
            cells=self._cells,
            arithmetic=f"share of {runs} runs of the plan",
        )

    def odds(self, percent: int) -> Statement:
        """Return “85 in 100”."""
        return say(
            "{chance} in {hundred}",
            chance=self.facts.of("policy", f"chance {percent}", percent, Unit.COUNT),
            hundred=self.facts.of("policy", "cases", HUNDRED, Unit.COUNT),
        )

    def by_days(self, even: Fact | None, sure: Fact | None, far: str) -> Statement:
        """Say by when it is at both chances; `far` says what holds where there is no day."""
        if even is None:
            return Statement(text=far)
        if sure is None:
            return say(
                f"{{odds}}: by {{even}}; at {{high}} {far}",
                odds=self.odds(EVEN),
                even=even,
                high=self.odds(SURE),
            )
        return say(
            "{high}: by {sure}; {odds}: by {even}",
            high=self.odds(SURE),
            sure=sure,
            odds=self.odds(EVEN),
            even=even,
        )

    def at_least(self, even: Fact, sure: Fact) -> Statement:
        """Say how many at both chances."""
        if not sure.value:
            return say(
                "{high}: none is sure; {odds}: {even} or more",
                high=self.odds(SURE),
                odds=self.odds(EVEN),
                even=even,
            )
        return say(
            "{high}: {sure} or more; {odds}: {even} or more",
            high=self.odds(SURE),
            sure=sure,
            odds=self.odds(EVEN),
            even=even,
        )
