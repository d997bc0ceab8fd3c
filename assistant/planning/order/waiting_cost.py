"""What it costs that items are finished later, in the money or the points their worth is stated in."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.planning.capacity.working_days import DAYS_PER_WEEK
from assistant.planning.figures import rounded
from assistant.planning.inputs.backlog import WEIGHT_GRAIN, Backlog
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.work import ValueInput
from assistant.values import Fact, Money, Statement, Unit, say

_LEAST = 1e-6
"""Working days that are no difference."""
_ROWS_NAMED = 20
"""Value inputs that a sum names as its rows."""


class WaitingCost:
    """Costs days of waiting of one backlog's items.

    A sum is money where the worth of everything in it is stated in one currency, else points: the
    two are never added up.
    """

    def __init__(self, backlog: Backlog, facts: Facts) -> None:
        self._backlog = backlog
        self._facts = facts

    def points(self, days: Mapping[str, float]) -> float:
        """Return what it costs in points that items are finished so many working days later."""
        candidates, number = self._backlog.candidates, self._backlog.number
        total = sum(candidates[number[key]].weight * each for key, each in days.items())
        return total / WEIGHT_GRAIN / DAYS_PER_WEEK

    def fact(self, subject: str, measure: str, days: Mapping[str, float]) -> Fact:
        """Return the same as a fact; `days` are working days by the item's key."""
        moved = {key: each for key, each in days.items() if abs(each) > _LEAST}
        value = self._money(moved) or rounded(self.points(moved))
        unit = Unit.MONEY if isinstance(value, Money) else Unit.SCORE
        return self._facts.of(subject, measure, value, unit, cells=self._cells(moved))

    def _money(self, days: Mapping[str, float]) -> Money | None:
        candidates, number = self._backlog.candidates, self._backlog.number
        rates = {key: candidates[number[key]].rate for key in days}
        stated = {key: rate.money for key, rate in rates.items() if rate and rate.money}
        currencies = {money.currency for money in stated.values()}
        if len(stated) < len(days) or len(currencies) != 1:
            return None
        total = sum(float(money.amount) * days[key] for key, money in stated.items())
        return Money(amount=rounded(total / DAYS_PER_WEEK), currency=currencies.pop())

    def _cells(self, days: Mapping[str, float]) -> list[Cell]:
        candidates, number = self._backlog.candidates, self._backlog.number
        rates = [candidates[number[key]].rate for key in sorted(days)]
        rows = [row.key for rate in rates if rate for row in rate.inputs]
        seen = self._facts.snapshot
        return [(ValueInput, key) for key in rows if seen.get(ValueInput, key)][:_ROWS_NAMED]


def cost_words(cost: Fact) -> Statement:
    """Return a cost with the unit that has to be said: money says its own."""
    return say("{cost}" if cost.unit is Unit.MONEY else "{cost} points", cost=cost)
