"""What other places of an item would cost, in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from assistant.planning.explaining.explanation import Move
from assistant.planning.figures import rounded
from assistant.planning.inputs.backlog import WEIGHT_GRAIN
from assistant.planning.inputs.scoring import Rate
from assistant.planning.inputs.sizes import Measure
from assistant.planning.item_names import ItemNames
from assistant.planning.sequencing.trials import Trial, Trials
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.work import ValueInput
from assistant.values import Fact, Money, Unit, say

_MOST_TRIED = 30
"""Places tried for what would bring an item first; further down the answer says nothing."""


class Moves:
    """Tells what trials of one item show.

    Costs are told only where somebody stated worth, and sizes in days: else they would be
    figures made of assumptions.
    """

    def __init__(self, trials: Trials, item: int, facts: Facts) -> None:
        self._trials = trials
        self._item = item
        self._facts = facts
        self._names = ItemNames(facts)
        self._candidate = trials.backlog.candidates[item]
        self._subject = f"work_items:{self._candidate.key}"

    def told(self) -> tuple[Move, ...]:
        """Return what one place up and the first place would cost, or what they would break.

        Where a place would break a dependency, the highest that holds is told too.
        """
        place, highest = self._trials.place(self._item), self._trials.highest(self._item)
        holding = sorted({1, highest, place - 1}, reverse=True) if self.is_measured else []
        told = [self._possible(target) for target in holding if highest <= target < place]
        if highest > 1:
            told.append(self._impossible(min(place - 1, highest - 1)))
        return tuple(told)

    def weight_to_be_first(self) -> int | None:
        """Return the weight above which the item would come first as the order stands.

        None where it is first, waits for something, or stands too far down to say.
        """
        place = self._trials.place(self._item)
        waits = self._trials.highest(self._item) > 1
        if waits or not self.is_measured or not 1 < place <= _MOST_TRIED:
            return None
        return self._trials.weight_to_be_first(self._item)

    @property
    def is_measured(self) -> bool:
        """Whether somebody stated worth, and sizes in days."""
        backlog = self._trials.backlog
        in_days = backlog.measure is Measure.WORK and any(c.size for c in backlog.candidates)
        return in_days and any(candidate.rate for candidate in backlog.candidates)

    def _possible(self, target: int) -> Move:
        trial = self._trials.at(self._item, target)
        cost = self._cost(target, trial)
        item, place = self._names.one(self._candidate.key), self._place(target)
        amount = cost.value.amount if isinstance(cost.value, Money) else cost.value
        if amount == 0:
            said = say("{item} at place {place} would cost nothing more.", item=item, place=place)
        elif isinstance(amount, Decimal) and amount < 0:
            text = (
                "{item} at place {place} would change the cost of waiting by {cost}; that is too "
            )
            text += "little to leave the order by worth for, or more than the search tried."
            said = say(text, item=item, place=place, cost=cost)
        else:
            text = (
                f"{{item}} at place {{place}} would cost {{cost}}{_points(cost)} more in waiting"
            )
            text += ", and miss a day that must hold." if trial.misses_more else "."
            said = say(text, item=item, place=place, cost=cost)
        return Move(start_place=target, cost=cost, statement=said)

    def _impossible(self, target: int) -> Move:
        before = self._trials.before(self._item)
        below = [n for n in before if self._trials.place(n) >= target]
        keys = self._trials.backlog.keys(below)
        said = say(
            "{item} cannot stand at place {place}: {names} must come before it.",
            item=self._names.one(self._candidate.key),
            place=self._place(target),
            names=self._names.some(keys, f"more before {self._candidate.key}"),
        )
        return Move(start_place=target, cost=None, statement=said)

    def _cost(self, target: int, trial: Trial) -> Fact:
        """Return the difference in money where all that moves is stated in one currency."""
        candidates = self._trials.backlog.candidates
        rates = {n: candidates[n].rate for n in trial.weeks}
        points = sum(candidates[n].weight * weeks for n, weeks in trial.weeks.items())
        value = _in_money(rates, trial.weeks) or rounded(points / WEIGHT_GRAIN)
        cells: list[Cell] = [
            (ValueInput, row.key) for rate in rates.values() if rate for row in rate.inputs
        ]
        unit = Unit.MONEY if isinstance(value, Money) else Unit.SCORE
        return self._facts.of(self._subject, f"cost of place {target}", value, unit, cells=cells)

    def _place(self, target: int) -> Fact:
        return self._facts.of(self._subject, f"place {target}", target, Unit.COUNT)


def _points(cost: Fact) -> str:
    """Return the unit that has to be said: money says its own."""
    return "" if cost.unit is Unit.MONEY else " points"


def _in_money(rates: Mapping[int, Rate | None], weeks: Mapping[int, float]) -> Money | None:
    amounts = {n: rate.money for n, rate in rates.items() if rate is not None and rate.money}
    currencies = {amount.currency for amount in amounts.values()}
    if len(amounts) < len(weeks) or len(currencies) != 1:
        return None
    total = sum(float(amount.amount) * weeks[n] for n, amount in amounts.items())
    return Money(amount=rounded(total), currency=currencies.pop())
