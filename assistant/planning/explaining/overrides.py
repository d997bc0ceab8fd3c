"""Pins as what they are: an order somebody overrode, until when, for what reason and price."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.planning.explaining.replay import Replay
from assistant.planning.inputs.backlog import Backlog
from assistant.planning.inputs.deadlines import pins_in_force
from assistant.planning.item_names import ItemNames
from assistant.planning.order.waiting_cost import WaitingCost, cost_words
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Pin
from assistant.values import Fact, Money, Statement, Unit, say

_LEAST = 0.005
"""What is written as nothing."""


class Overrides:
    """Tells the pins of one portfolio, with the facts of what their reader sees."""

    def __init__(self, seen: Snapshot, backlog: Backlog, replay: Replay) -> None:
        self._replay = replay
        self._facts = Facts(seen)
        self._names = ItemNames(self._facts)
        self._cost = WaitingCost(backlog, self._facts)
        self._pins: Mapping[str, Pin] = pins_in_force(seen)

    def told(self, key: str) -> Statement | None:
        """Say who pinned an item, until when, why, and at what price; None where nobody did."""
        pin = self._pins.get(key)
        if pin is None:
            return None
        return say(
            "{item} is pinned{where}{who}{until}{why}. {price}.",
            item=self._names.one(key),
            where=self._where(pin),
            who=self._who(pin),
            until=self._until(pin),
            why=self._why(pin),
            price=self._price(pin),
        )

    def _where(self, pin: Pin) -> Statement:
        if pin.place is not None:
            place = self._facts.cell(Pin, pin.key, "place", Unit.COUNT)
            return say(" to place {place}", place=place)
        if pin.not_after is not None:
            day = self._facts.cell(Pin, pin.key, "not_after", Unit.DATE)
            return say(" to be ready by {day}", day=day)
        return Statement(text="")

    def _who(self, pin: Pin) -> Statement:
        if pin.pinned_by is None:
            return Statement(text=" by nobody who is named")
        return say(" by {who}", who=self._facts.name(Person, pin.pinned_by))

    def _until(self, pin: Pin) -> Statement:
        if pin.until is None:
            return Statement(text=", without an end")
        return say(", until {day}", day=self._facts.cell(Pin, pin.key, "until", Unit.DATE))

    def _why(self, pin: Pin) -> Statement:
        if not pin.reason:
            return Statement(text=", and nobody says why")
        return say(": {why}", why=self._facts.cell(Pin, pin.key, "reason", Unit.TEXT))

    def _price(self, pin: Pin) -> Statement:
        """Say what waiting costs more with the pin than without it, over what is visible.

        An order that is found without the pin and costs more proves no price: the one with it
        can be kept without it.
        """
        free = self._replay.supposing([], [(Pin, pin.key)])
        later = self._replay.as_it_is.later_than(free)
        price = self._cost.fact(f"work_items:{pin.item}", "price of its pin", later)
        if _amount(price) < _LEAST:
            return Statement(text="No better order was found without it, so it costs nothing")
        return say("That costs {price} in waiting", price=cost_words(price))


def _amount(cost: Fact) -> float:
    value = cost.value
    return float(value.amount if isinstance(value, Money) else value)  # type: ignore[arg-type]  # a cost is money or a number
