"""What a value input says, as a fact in its own unit."""

from __future__ import annotations

import re

from assistant.portfolio.facts import Facts
from assistant.portfolio.work import ValueInput
from assistant.values import Fact, FactValue, Money, Unit

_CODE = re.compile(r"[A-Z]{3}")


def stated(facts: Facts, given: ValueInput) -> Fact:
    """Return a value input as money where it names a currency, else as relative points.

    A currency that is no ISO code makes no money of it: the figure stands as it was given.
    """
    value: FactValue = given.value
    unit = Unit.SCORE
    if given.currency and _CODE.fullmatch(given.currency):
        value, unit = Money(amount=given.value, currency=given.currency), Unit.MONEY
    cells = [(ValueInput, given.key, "value")]
    return facts.of(f"{ValueInput.table}:{given.key}", "value", value, unit, cells=cells)
