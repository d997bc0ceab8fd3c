"""Items that are finished earlier or later than before, with what that costs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from assistant.planning.figures import rounded
from assistant.planning.item_names import ItemNames
from assistant.planning.order.waiting_cost import WaitingCost
from assistant.planning.scenarios.planned import PlannedWorld
from assistant.planning.scenarios.result import Shift
from assistant.portfolio.facts import Facts
from assistant.values import Fact, FactValue, Unit, say

_LEAST = 1e-6
"""Working days that are no difference."""


def days_later(
    before: PlannedWorld, after: PlannedWorld, visible: Iterable[str]
) -> dict[str, float]:
    """Return how many working days later each visible item is that both plans finish."""
    old, new = before.finishes(), after.finishes()
    both = sorted(key for key in visible if key in old and key in new)
    return {
        key: new[key] - old[key]
        for key in both
        if math.isfinite(old[key]) and math.isfinite(new[key])
    }


class ShiftWords:
    """Tells one reader which items move, within one scenario."""

    def __init__(
        self, before: PlannedWorld, after: PlannedWorld, facts: Facts, scenario: str
    ) -> None:
        self._before = before
        self._after = after
        self._facts = facts
        self._scenario = scenario
        self._names = ItemNames(facts)
        self._cost = WaitingCost(after.plan.backlog, facts)

    def of(self, days: Mapping[str, float]) -> tuple[tuple[Shift, ...], tuple[Shift, ...]]:
        """Return the items that come later, and those that come earlier, by what it costs.

        What stays on its day is not told, or where no day is known what stays at its time.
        """
        moved = [key for key, each in days.items() if abs(each) > _LEAST and self._is_seen(key)]
        by_cost = sorted(moved, key=lambda key: (-abs(self._cost.points({key: days[key]})), key))
        shifts = [self._shift(key, days[key]) for key in by_cost]
        sign = {key: days[key] > 0 for key in by_cost}
        later = tuple(shift for shift in shifts if sign[shift.item])
        return later, tuple(shift for shift in shifts if not sign[shift.item])

    def waiting(self, days: Mapping[str, float]) -> Fact:
        """Return what waiting costs more in all."""
        return self._cost.fact("what-if", f"cost of waiting ({self._scenario})", days)

    def _is_seen(self, key: str) -> bool:
        before, after = self._before.finish(key), self._after.finish(key)
        return before != after or not self._after.plan.has_times

    def _shift(self, key: str, days: float) -> Shift:
        subject = f"work_items:{key}"
        cost = self._cost.fact(subject, f"cost of the move ({self._scenario})", {key: days})
        signed = self._fact(key, "days later", rounded(days), Unit.DAYS)
        amount = self._fact(key, "days moved", rounded(abs(days)), Unit.DAYS)
        before, after = (
            self._day(key, self._before, "before"),
            self._day(key, self._after, "after"),
        )
        item = self._names.one(key)
        text = "{item} comes {days} " + ("later" if days > 0 else "earlier")
        said = say(text + ".", item=item, days=amount)
        if before is not None and after is not None:
            text += ": {after}, before {before}."
            said = say(text, item=item, days=amount, after=after, before=before)
        return Shift(item=key, days=signed, before=before, after=after, cost=cost, statement=said)

    def _day(self, key: str, planned: PlannedWorld, when: str) -> Fact | None:
        day = planned.finish(key)
        return None if day is None else self._fact(key, f"finish {when}", day, Unit.DATE)

    def _fact(self, key: str, measure: str, value: FactValue, unit: Unit) -> Fact:
        return self._facts.of(f"work_items:{key}", f"{measure} ({self._scenario})", value, unit)
