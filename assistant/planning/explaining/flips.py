"""Flip distances: from which worth, or below which size, an item stands higher than it does.

Where the order is proven best, the point is found by bisection on the order itself: a hundredth
less does not move the item, a hundredth more does. Where it is not, the point comes from the
trials of the order as it stands and is told as “at least”, once a replay just short of it has
left the item where it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal

from assistant.planning.explaining.explanation import Flip
from assistant.planning.explaining.replay import Replay
from assistant.planning.inputs.backlog import WEIGHT_GRAIN, Candidate
from assistant.planning.inputs.scoring import Rate
from assistant.planning.item_names import ItemNames
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.noun import Noun
from assistant.portfolio.work import Factor, ValueInput, WorkItem
from assistant.values import Effort, Fact, Money, Statement, Unit, say
from assistant.values.effort import MINUTES_PER_DAY

_NEAR = 1.002
"""How close the two ends of a bisection come: closer than a hundredth, by far."""

_FARTHEST = 64
"""Times its worth, or parts of its size, beyond which nobody would believe a change."""

_SHORT = 0.99
_MOST_FIGURES = 12

Between = tuple[float, float]
"""Two factors: at the first the item stays where it is, at the second it has moved."""


class Flips:
    """Finds the flip distances of one item; `replay` finds the order with changed rows."""

    def __init__(self, replay: Replay, candidate: Candidate, place: int, facts: Facts) -> None:
        self._replay = replay
        self._candidate = candidate
        self._place = place
        self._facts = facts
        self._names = ItemNames(facts)
        self._subject = f"work_items:{candidate.key}"

    def exact(self) -> tuple[Flip, ...]:
        """Return from which worth and size it stands one place higher, and first."""
        targets = sorted({self._place - 1, 1} - {0, self._place}, reverse=True)
        flips: list[Flip] = []
        for target in targets:
            more = self._bisected(target, self.worth_times) if self._rate else None
            less = self._bisected(target, self.size_over) if self._candidate.size else None
            flip = self._flip(target, more, less, is_exact=True)
            if flip is not None and not _says_same(flip, flips):
                flips.append(flip)
        return tuple(flips)

    def at_least(self, weight: int) -> Flip | None:
        """Return the least worth by which it may come first, of which a replay just short agrees.

        `weight` is what the order as it stands says. None where the replay does not agree.
        """
        if self._rate is None or weight <= self._candidate.weight:
            return None
        factor = weight / self._candidate.weight if self._candidate.weight else 0.0
        if not factor or self._stands(self.worth_times(factor * _SHORT)) <= 1:
            return None
        return self._flip(1, (factor * _SHORT, factor), None, is_exact=False)

    @property
    def _rate(self) -> Rate | None:
        rate = self._candidate.rate
        return rate if rate is not None and rate.points else None

    def worth_times(self, factor: float) -> Sequence[Noun]:
        """Return the row that makes an item worth so many times what it is."""
        rate = self._candidate.rate
        money = rate.money if rate else None
        now = money.amount if money else (rate.points if rate else Decimal(0))
        key = self._candidate.key
        return [
            ValueInput(
                key=f"{key}/{Factor.COST_OF_DELAY.value}",
                item=key,
                factor=Factor.COST_OF_DELAY,
                value=now * Decimal(repr(factor)),
                currency=money.currency if money else None,
                stated_on=self._facts.snapshot.as_of,
            )
        ]

    def size_over(self, factor: float) -> Sequence[Noun]:
        """Return the row that makes an item so many times smaller."""
        item = self._candidate.item
        parts = tuple(
            part.model_copy(update={"effort": _divided(part.effort, factor)})
            for part in item.estimate
        )
        left = _divided(item.remaining, factor) if item.remaining else None
        return [item.model_copy(update={"estimate": parts, "remaining": left})]

    def _stands(self, rows: Sequence[Noun]) -> int:
        return self._replay.supposing(rows).places[self._candidate.key]

    def _bisected(self, target: int, rows: Callable[[float], Sequence[Noun]]) -> Between | None:
        """Return the factors between which the item comes to a place; None if it never does."""
        low, high = 1.0, 2.0
        while self._stands(rows(high)) > target:
            low, high = high, high * 2
            if high > _FARTHEST:
                return None
        while high / low > _NEAR:
            middle = math.sqrt(low * high)
            low, high = (low, middle) if self._stands(rows(middle)) <= target else (middle, high)
        return low, high

    def _flip(
        self, target: int, more: Between | None, less: Between | None, *, is_exact: bool
    ) -> Flip | None:
        worth = self._worth(target, more) if more else None
        size = self._size(target, less) if less else None
        if worth is None and size is None:
            return None
        return Flip(
            start_place=target,
            worth=worth,
            size=size,
            is_exact=is_exact,
            statement=self._statement(target, worth, size, is_exact=is_exact),
        )

    def _statement(
        self, target: int, worth: Fact | None, size: Fact | None, *, is_exact: bool
    ) -> Statement:
        item = self._names.one(self._candidate.key)
        slots: dict[str, Fact | Statement] = {"item": item, "where": self._where(target)}
        ways = []
        if worth is not None:
            points = "" if worth.unit is Unit.MONEY else " points"
            least = "" if is_exact else "at least "
            slots |= {"worth": worth, "now": self._worth(0, (1.0, 1.0))}
            ways.append(
                f"if it were worth more than {least}{{worth}}{points} a week (now {{now}})"
            )
        if size is not None:
            slots |= {"size": size}
            ways.append("if it were smaller than {size}")
        return say(f"{{item}} would come {{where}} {', or '.join(ways)}.", **slots)

    def _where(self, target: int) -> Statement:
        if target == 1:
            return Statement(text="first")
        place = self._facts.of(self._subject, f"place {target}", target, Unit.COUNT)
        return say("to place {place}", place=place)

    def _worth(self, target: int, between: Between) -> Fact:
        rate = self._candidate.rate
        money = rate.money if rate else None
        points = Decimal(self._candidate.weight) / WEIGHT_GRAIN
        now = money.amount if money else (rate.points if rate else points)
        told = simplest(*(now * Decimal(repr(factor)) for factor in between))
        value = Money(amount=told, currency=money.currency) if money else told
        cells: list[Cell] = [
            (ValueInput, row.key)
            for row in (rate.inputs if rate else ())
            if self._facts.snapshot.get(ValueInput, row.key)
        ]
        measure = f"worth to stand at place {target}" if target else "worth now"
        unit = Unit.MONEY if money else Unit.SCORE
        return self._facts.of(self._subject, measure, value, unit, cells=cells)

    def _size(self, target: int, between: Between) -> Fact:
        low, high = between
        work = Decimal(self._candidate.work) / MINUTES_PER_DAY
        days = simplest(work / Decimal(repr(high)), work / Decimal(repr(low)))
        cells: list[Cell] = [(WorkItem, self._candidate.key)]
        measure = f"size to stand at place {target}"
        return self._facts.of(
            self._subject, measure, Effort.of_days(days), Unit.EFFORT, cells=cells
        )


def _divided(effort: Effort, factor: float) -> Effort:
    return effort.model_copy(update={"minutes": max(round(effort.minutes / factor), 1)})


def simplest(low: Decimal, high: Decimal) -> Decimal:
    """Return the number of the fewest figures between two others, ends included."""
    middle = (low + high) / 2
    for figures in range(1, _MOST_FIGURES):
        grain = Decimal(1).scaleb(middle.adjusted() - figures + 1)
        near = middle.quantize(grain)
        if low <= near <= high:
            return Decimal(f"{near.normalize():f}") + 0
    return middle


def _says_same(flip: Flip, others: Sequence[Flip]) -> bool:
    """Say whether a higher place is reached by the same change as a lower one."""
    return any(
        (flip.worth and flip.worth.value) == (other.worth and other.worth.value)
        and (flip.size and flip.size.value) == (other.size and other.size.value)
        for other in others
    )
