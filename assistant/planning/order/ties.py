"""Items that are level on today's data: whichever comes first is a matter of taste.

First version: neighbours in the order whose index differs by less than the stated input error,
and that neither a dependency, a pin nor a tier tells apart. What lacks data is level only with
what lacks the same and has nothing else to be told apart by.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.planning.inputs.backlog import Candidate
from assistant.planning.order.plan import Plan


def tie_bands(plan: Plan, input_error_percent: Decimal) -> dict[int, int]:
    """Return the number of each item's band, counted from 1 down the order."""
    error = float(input_error_percent) / 100
    bands: dict[int, int] = {}
    band: list[int] = []
    number = 0
    for item in plan.order:
        if not (band and _is_level(item, band, plan, error)):
            number += 1
            band = []
        band.append(item)
        bands[item] = number
    return bands


def _is_level(item: int, band: Sequence[int], plan: Plan, error: float) -> bool:
    own, first = plan.backlog.candidates[item], plan.backlog.candidates[band[0]]
    fixed = own.is_started or first.is_started or own.place or first.place
    if fixed or own.tier is not first.tier or not _is_comparable(own, first):
        return False
    low, high = sorted((plan.index[item], plan.index[band[0]]))
    tied = not set(band).isdisjoint(plan.backlog.links[item])
    return low >= high * (1 - error) and not tied


def _is_comparable(own: Candidate, other: Candidate) -> bool:
    if own.rate and own.size and other.rate and other.size:
        return True
    lack = [(each.rate is None, each.size is None) for each in (own, other)]
    return lack[0] == lack[1] and own.standby[:-1] == other.standby[:-1]
