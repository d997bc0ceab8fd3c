"""How far sizes are off: from finished work where there is enough of it, else as declared.

A tracker seldom says what work really took, only when it began and ended. How long an item was
under way for each day of its estimate mixes two things: how busy its people were, which moves all
items alike, and how far the estimate was off, which differs from item to item. So the middle is
taken out, and what spreads around it counts as error of the estimate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

import numpy as np

from assistant.planning.capacity.working_days import DAYS_PER_WEEK
from assistant.planning.forecast.draws import one_sigma
from assistant.policy import Policy
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Scope

ENOUGH = 20
"""Finished items with a size and both days, below which the declared spread is used."""

_LEAST, _MOST = 0.1, 1.0
"""No history makes sizes surer, or vaguer, than this."""

_DAYS_IN_WEEK = 7
_ONE_SIGMA = (16, 84)
"""The percentiles one standard deviation below and above the middle."""


@dataclass(frozen=True, slots=True)
class EstimateError:
    """The standard deviation of the logarithm of true size over stated size.

    `items` is how many finished items it was read from; none where it is the declared one.
    """

    sigma: float
    items: int


def estimate_error(snapshot: Snapshot, policy: Policy) -> EstimateError:
    """Return the error of sizes; confidential work is left out, so that it is everybody's same."""
    public = snapshot.scoped(Scope.public())
    ratios = [log(ratio) for ratio in _ratios(public)]
    if len(ratios) < ENOUGH:
        return EstimateError(one_sigma(float(policy.limit("estimate_spread_percent"))), 0)
    low, high = np.percentile(ratios, _ONE_SIGMA)
    return EstimateError(float(np.clip((high - low) / 2, _LEAST, _MOST)), len(ratios))


def _ratios(snapshot: Snapshot) -> Iterator[float]:
    """Yield for each finished item the working days it was under way per day of its estimate."""
    for item in snapshot.all(WorkItem):
        started, finished = item.started, item.finished
        size = sum(part.effort.days for part in item.estimate)
        if item.category is not StatusCategory.DONE or started is None or finished is None:
            continue
        if size > 0 and finished >= started:
            days = ((finished - started).days + 1) * DAYS_PER_WEEK / _DAYS_IN_WEEK
            yield days / float(size)
