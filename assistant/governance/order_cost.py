"""What an order costs beside another, on today's data and on the whole portfolio."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from assistant.planning.challenge.check import Record, check_order
from assistant.planning.challenge.checked_order import CheckedOrder
from assistant.planning.challenge.given_order import GivenOrder
from assistant.values import Fact, Money


def held_against(keys: Iterable[str], record: Record) -> CheckedOrder:
    """Hold an order, as far as its items are still open, against the computed one."""
    known = {item.key for item in record.ranking.items}
    given = GivenOrder(keys=tuple(key for key in keys if key in known))
    return check_order(given, record, record.full)


def percent_dearer(cost: Fact, than: Fact) -> Decimal:
    """Return how much more something costs than another, in percent of that; nothing of nothing."""
    dear, cheap = _amount(cost), _amount(than)
    return ((dear - cheap) / cheap * 100).quantize(Decimal("0.01")) if cheap else Decimal(0)


def _amount(fact: Fact) -> Decimal:
    value = fact.value
    return value.amount if isinstance(value, Money) else Decimal(str(value))
