"""What an order costs: the one evaluator that search, proof and explanation share.

The cost of an order is Σ cost of delay per week × finish in weeks, in points; beside it stands
by how many days dates that must hold are missed. An order that misses fewer days is better,
whatever it costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.capacity.staffing import Staff
from assistant.planning.capacity.working_days import DAYS_PER_WEEK
from assistant.planning.inputs.backlog import WEIGHT_GRAIN, Backlog
from assistant.planning.sequencing.chains import Chains, read_chains
from assistant.planning.sequencing.schedule import Scheduler, Times
from assistant.values.effort import MINUTES_PER_DAY

Outcome = tuple[float, float]
"""Days by which dates are missed, and the cost; smaller is better."""

_SLIVER = 1e-9
_EXACT = 2**62
"""Sums below this fit into machine integers."""
_WEEK_GRAIN = WEIGHT_GRAIN * DAYS_PER_WEEK


class Evaluator:
    """Costs orders of items by number; an order may hold some of the items only."""

    def __init__(self, backlog: Backlog, staff: Staff) -> None:
        self.backlog = backlog
        self.staff = staff
        self._scheduler = Scheduler(backlog, staff)
        self.problem = self._scheduler.problem
        self._weights: Sequence[float] = self.problem.weight
        self._deadlines: dict[int, float] = {
            item: time for item, time in enumerate(self.problem.deadline) if time < float("inf")
        }
        self._queue = _Queue(backlog) if self._is_one_queue() else None

    def outcome(self, order: Sequence[int]) -> Outcome:
        """Return what an order misses and costs."""
        if self._queue is not None:
            return 0.0, self._queue.cost(order)
        return in_points(*self._scheduler.outcome(order))

    def outcome_of(self, times: Times) -> Outcome:
        """Return what planned times miss and cost."""
        late, cost = 0.0, 0.0
        for item, finish in times.finish.items():
            cost += self._weights[item] * finish
            if item in self._deadlines:
                late += max(0.0, finish - self._deadlines[item])
        return in_points(late, cost)

    def times(self, order: Sequence[int]) -> Times:
        """Return when each item of an order starts and finishes."""
        return self._scheduler.times(order)

    def planned(self, order: Sequence[int]) -> Times:
        """Return when each item of an order starts and finishes, and who does what of it."""
        return self._scheduler.times(order, with_work=True)

    def with_lags_first(self, order: Sequence[int]) -> Sequence[int]:
        """Return an order with what an item lags behind placed before it."""
        return self._scheduler.with_lags_first(order)

    @cached_property
    def chains(self) -> Chains:
        """How early each item could be if everybody had time at once."""
        return read_chains(self.problem, self.staff)

    @property
    def has_deadlines(self) -> bool:
        """Whether any date must hold that can be checked."""
        return bool(self._deadlines)

    def deadline(self, item: int) -> float:
        """Return the time by which an item must be finished; infinite where there is none."""
        return self._deadlines.get(item, float("inf"))

    def misses(self, item: int, finish: float) -> bool:
        """Say whether an item that finishes at a time misses a date that must hold."""
        return finish > self.deadline(item) + _SLIVER

    def _is_one_queue(self) -> bool:
        graph = self.backlog.graph
        waits = any(link.lag_days > 0 for link in graph.links) or bool(graph.time_lags)
        return self.staff.mode is CapacityMode.NONE and not waits


def in_points(late: float, cost: float) -> Outcome:
    """Return an outcome whose cost is stated as weight × days."""
    return (late if late > _SLIVER else 0.0), cost / _WEEK_GRAIN


class _Queue:
    """One thing after another, eight hours a day: whole numbers, so that orders compare exactly."""

    def __init__(self, backlog: Backlog) -> None:
        works = [candidate.work for candidate in backlog.candidates]
        weights = [candidate.weight for candidate in backlog.candidates]
        fits = sum(works) * sum(weights) < _EXACT
        self._works = np.array(works, dtype=np.int64 if fits else object)
        self._weights = np.array(weights, dtype=np.int64 if fits else object)

    def cost(self, order: Sequence[int]) -> float:
        places = np.array(order, dtype=np.intp)
        finish = np.cumsum(self._works[places])
        return int((finish * self._weights[places]).sum()) / MINUTES_PER_DAY / _WEEK_GRAIN
