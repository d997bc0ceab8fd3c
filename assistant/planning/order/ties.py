"""Items that are level on today's data: whichever comes first is a matter of taste.

The inputs are taken to be wrong by as much as the policy says (each value and each size by its own
draw), and the order by worth is made anew, many times. An item is level with the first of its band
where the two do not keep one order in nine of ten of these runs, and so are neighbouring bands
taken as wholes; a dependency, a pin or a tier tells items apart. What lacks data is level only with what lacks the same and has nothing
else to be told apart by.

Where a portfolio is too large for that many runs, two items are level whose index differs by less
than the stated error.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from assistant.planning.inputs.backlog import Backlog, Candidate
from assistant.planning.order.plan import Plan
from assistant.planning.sequencing.sidney import decompose

_RUNS = 40
_FEWEST_RUNS = 20
_KEPT = 0.9
"""Share of the runs in which two items keep one order that tells them apart."""


def tie_bands(plan: Plan, input_error_percent: Decimal, budget: int = 0) -> dict[int, int]:
    """Return the number of each item's band, counted from 1 down the order.

    `budget` counts placed items that the runs may cost.
    """
    error = float(input_error_percent) / 100
    runs = min(_RUNS, budget // max(len(plan.order), 1))
    if runs < _FEWEST_RUNS:
        bands = _grown(plan, lambda one, band: _is_near(plan, error, one, band))
    else:
        places = _places_in_runs(plan.backlog, error, runs)
        bands = _merged(
            _grown(plan, lambda one, band: _mixes(places, [one], band[:1])), plan, places
        )
    return {item: number for number, band in enumerate(bands, start=1) for item in band}


Levels = Callable[[int, Sequence[int]], bool]
"""Says of an item and a band whether worth leaves open which comes first."""


def _grown(plan: Plan, levels: Levels) -> list[list[int]]:
    """Return bands that grow down the order as long as items are level with their first."""
    bands: list[list[int]] = []
    for item in plan.order:
        if bands and _may_join([item], bands[-1], plan) and levels(item, bands[-1]):
            bands[-1].append(item)
        else:
            bands.append([item])
    return bands


def _merged(bands: list[list[int]], plan: Plan, places: NDArray[np.int64]) -> list[list[int]]:
    """Merge neighbours that, taken as wholes, do not keep one order, until all do."""
    at = 0
    while at + 1 < len(bands):
        one, other = bands[at], bands[at + 1]
        if _may_join(other, one, plan) and _mixes(places, one, other):
            bands[at : at + 2] = [one + other]
            at = max(at - 1, 0)
        else:
            at += 1
    return bands


def _mixes(places: NDArray[np.int64], one: Sequence[int], other: Sequence[int]) -> bool:
    """Say whether two groups' mean places keep one order in too few of the runs."""
    kept = float((places[:, one].mean(axis=1) < places[:, other].mean(axis=1)).mean())
    return max(kept, 1 - kept) < _KEPT


def _is_near(plan: Plan, error: float, item: int, band: Sequence[int]) -> bool:
    low, high = sorted((plan.index[item], plan.index[band[0]]))
    return low >= high * (1 - error)


def _may_join(items: Sequence[int], band: Sequence[int], plan: Plan) -> bool:
    """Say whether nothing but worth tells items apart from a band."""
    candidates = plan.backlog.candidates
    first = candidates[band[0]]
    free = all(
        not (each.is_started or each.place)
        and each.tier is first.tier
        and _is_comparable(each, first)
        for each in (*(candidates[item] for item in items), first)
    )
    return free and all(set(band).isdisjoint(plan.backlog.links[item]) for item in items)


def _is_comparable(own: Candidate, other: Candidate) -> bool:
    if own.rate and own.size and other.rate and other.size:
        return True
    lack = [(each.rate is None, each.size is None) for each in (own, other)]
    return lack[0] == lack[1] and own.standby[:-1] == other.standby[:-1]


def _places_in_runs(backlog: Backlog, error: float, runs: int) -> NDArray[np.int64]:
    """Return the place of each item (columns) in orders by worth on inputs that are off (rows)."""
    dice = random.Random(0)  # noqa: S311 - seeded to be repeatable, not to be secret
    items = backlog.preferred
    place = {item: n for n, item in enumerate(items)}
    links = [[place[before] for before in backlog.links[item]] for item in items]
    candidates = [backlog.candidates[item] for item in items]
    found = np.empty((runs, len(items)), dtype=np.int64)
    for run in range(runs):
        weights = [_off(each.weight, error, dice) for each in candidates]
        works = [max(_off(each.work, error, dice), 1) for each in candidates]
        order = decompose(weights, works, links).order
        found[run, [items[at] for at in order]] = np.arange(len(items))
    return found


def _off(value: int, error: float, dice: random.Random) -> int:
    return round(value * dice.uniform(1 - error, 1 + error))
