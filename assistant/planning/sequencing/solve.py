"""Finds an order and how good it is known to be.

Each cluster of items is ordered for itself: what one person does in sequence exactly where that
is possible, everything else from the best of a few starts by search. Then pins are put in place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.planning.capacity.staffing import Staff
from assistant.planning.inputs.backlog import Backlog
from assistant.planning.progress import ProgressStep
from assistant.planning.sequencing.bounds import Bounds
from assistant.planning.sequencing.branching import LARGEST as SMALL
from assistant.planning.sequencing.branching import best_of_all
from assistant.planning.sequencing.clusters import Cluster, clusters_of
from assistant.planning.sequencing.evaluation import Evaluator, Outcome
from assistant.planning.sequencing.exact import LARGEST, best_order
from assistant.planning.sequencing.impossible import Energy, smallest_conflict
from assistant.planning.sequencing.pins import place_pins
from assistant.planning.sequencing.schedule import PlannedPart, Times
from assistant.planning.sequencing.search import USUAL_BUDGET, improve
from assistant.planning.sequencing.starts import by_date, by_relaxation, by_worth, scarce_works
from assistant.planning.stopping import NEVER, Stop

_SETS_PER_UNIT = 16
"""Sets of items that the exact method looks at in the time of one placed item."""

_ALWAYS_EXACT = 128
"""Placed items that the exact method may always cost, however small the budget."""


_NEVER = float("inf")
_ANY_GAIN = 1e-9
"""Share of the cost above the noise of arithmetic."""


@dataclass(frozen=True, slots=True)
class Solution:
    """An order of all items by number, and what is known about it.

    `index` is each item's claim to come early: the worth per size of the group it comes with.
    `bound` is a cost that no order is below. `broken` are items whose pinned place cannot hold,
    `impossible` those that together cannot all meet their dates, which is proven.
    """

    order: tuple[int, ...]
    index: tuple[float, ...]
    times: Times
    outcome: Outcome
    bound: float
    broken: tuple[int, ...]
    impossible: tuple[int, ...]

    @property
    def work(self) -> tuple[PlannedPart, ...]:
        """Who does which part of what, and when."""
        return self.times.work


@dataclass(frozen=True, slots=True)
class _Ordered:
    """A cluster's order; `best_cost` is known where no order of it misses or costs less.

    `impossible` are items that together cannot all meet their dates.
    """

    order: tuple[int, ...]
    best_cost: float | None = None
    impossible: tuple[int, ...] = ()


class Solver:
    """Orders one backlog on one staff.

    Where people work side by side, the search leaves the order by worth only for moves that save
    `worthwhile` (a share of the cost): people can follow an order by worth. With a larger budget
    than usual they have to save less, in proportion. After `stop` it starts nothing more.
    """

    def __init__(
        self, backlog: Backlog, staff: Staff, worthwhile: float, stop: Stop = NEVER
    ) -> None:
        self._worthwhile = worthwhile
        self._stop = stop
        self.evaluator = Evaluator(backlog, staff)
        self._backlog = backlog
        self._staff = staff
        self._base = by_worth(backlog, [candidate.work for candidate in backlog.candidates])

    def first_plan(self) -> Times:
        """Return the order by worth on people's time, at once."""
        return self.evaluator.times(place_pins(self._base.order, self._backlog).order)

    @cached_property
    def _clusters(self) -> list[Cluster]:
        return clusters_of(self._backlog, self._staff)

    @cached_property
    def _home(self) -> dict[int, int]:
        """The number of each item's cluster."""
        return {
            item: number for number, cluster in enumerate(self._clusters) for item in cluster.items
        }

    @cached_property
    def _starts(self) -> list[list[tuple[int, ...]]]:
        """The orders that the search starts from, for each cluster."""
        starts = [self._base.order]
        if len(self._staff.timelines) > 1:
            starts.append(by_worth(self._backlog, scarce_works(self._staff)).order)
        if self.evaluator.has_deadlines:
            starts.append(by_date(self.evaluator, self._base.order))
        return [self._by_cluster(order) for order in starts]

    def solve(
        self, budget: int, seed: int, tell: ProgressStep, *, bounded: bool = True
    ) -> Solution:
        """Return the best order that is found within a budget of placed items.

        Without `bounded` nothing is computed about how good it is: its bound is nothing.
        """
        ordered: list[_Ordered] = []
        gain = self._worthwhile * min(1.0, USUAL_BUDGET / max(budget, 1))
        ahead = len(self._backlog.candidates)
        for number, cluster in enumerate(self._clusters):
            tell("Ordering the work", number, len(self._clusters))
            share = budget * len(cluster.items) // ahead
            budget -= share
            ahead -= len(cluster.items)
            ordered.append(self._order(number, share, gain, seed))
        placed = place_pins(self._merged(ordered), self._backlog)
        return Solution(
            order=placed.order,
            index=self._base.index,
            times=self.evaluator.planned(placed.order),
            outcome=self.evaluator.outcome(placed.order),
            bound=sum(map(self._bound, range(len(ordered)), ordered)) if bounded else 0.0,
            broken=placed.broken,
            impossible=tuple(sorted(item for each in ordered for item in each.impossible)),
        )

    def _order(self, number: int, budget: int, gain: float, seed: int) -> _Ordered:
        """Order a cluster: at once where it is settled, exactly where it is small, by search."""
        cluster = self._clusters[number]
        starts = [start[number] for start in self._starts]
        if self._is_settled(cluster):
            return self._best(starts[0])
        is_exact = cluster.is_sequence and _fits_exactly(len(cluster.items), budget)
        exact = self._exactly(cluster) if is_exact else None
        if exact is not None:
            return exact
        if gain < self._worthwhile and not cluster.is_sequence:
            relaxed = self._bounds.side_by_side(cluster.items).finish
            starts.append(by_relaxation(self.evaluator, cluster.items, relaxed))
        start = min(starts, key=self.evaluator.outcome)
        if self._may_try_all(cluster):
            best = best_of_all(start, self.evaluator, max(budget, _ALWAYS_EXACT), self._stop)
            if best is not None:
                impossible = self._impossible(cluster, best, is_exact=False)
                return replace(self._best(best), impossible=impossible)
        least = _ANY_GAIN if cluster.is_sequence else gain
        order = improve(start, self.evaluator, least, budget, seed, self._stop)
        return _Ordered(order, impossible=self._impossible(cluster, order, is_exact=is_exact))

    def _may_try_all(self, cluster: Cluster) -> bool:
        """Say whether every order of a cluster may be tried, and what it proves is not undone."""
        if len(cluster.items) > SMALL or cluster.is_sequence or self._pinned(cluster.items):
            return False
        lags = self._backlog.graph.time_lags
        inside = frozenset(self._backlog.keys(cluster.items))
        return all(inside.isdisjoint(link.ends) for link in lags)

    def _impossible(
        self, cluster: Cluster, order: Sequence[int], *, is_exact: bool
    ) -> tuple[int, ...]:
        """Return the smallest set of dates that no order can keep together, where that is known."""
        if not self.evaluator.outcome(order)[0]:
            return ()
        dated = sorted(self._dated(cluster.items), key=self.evaluator.deadline)
        if not is_exact:
            energy = Energy(self.evaluator, cluster.items)
            return smallest_conflict(dated, energy.cannot_hold, self._stop)

        def cannot_hold(kept: Collection[int]) -> bool:
            return self._best_sequence(cluster.items, cluster, {}, frozenset(kept)) is None

        return smallest_conflict(dated, cannot_hold, self._stop)

    def _is_settled(self, cluster: Cluster) -> bool:
        """Say whether inherited worth alone gives the best order of a cluster."""
        if self._dated(cluster.items) or self._pinned(cluster.items):
            return False
        if len(cluster.items) == 1:
            return len(self._staff.parts[cluster.items[0]]) == 1
        even = cluster.is_sequence and self._staff.timelines[cluster.people[0]].is_even
        return even and all(self._base.settled[item] for item in cluster.items)

    def _exactly(self, cluster: Cluster) -> _Ordered | None:
        """Return the best order of a few items in sequence; None where not all dates can hold.

        Pins are part of it where the cluster is the whole backlog: else they count the places of
        others too, and nothing is proven of what has to make room for them.
        """
        inside = frozenset(cluster.items)
        items = [item for item in self._backlog.preferred if item in inside]
        pins = self._places(items)
        if not pins:
            order = self._best_sequence(items, cluster, pins)
            return None if order is None else self._best(order)
        whole = len(self._clusters) == 1 and len(self._not_started(items)) == len(items)
        order = self._best_sequence(items, cluster, pins) if whole else None
        if order is not None:
            return self._best(order)
        order = self._best_sequence(items, cluster, {})
        return None if order is None else _Ordered(order)

    def _best_sequence(
        self,
        items: Sequence[int],
        cluster: Cluster,
        pins: Mapping[int, int],
        dated: Collection[int] | None = None,
    ) -> tuple[int, ...] | None:
        """Return the best order that keeps the dates of `dated`, or of all; None where none does."""
        candidates = [self._backlog.candidates[item] for item in items]
        ends = self._staff.timelines[cluster.people[0]].end_of

        def cost(place: int, work: int) -> float:
            end = ends(work)
            counts = dated is None or items[place] in dated
            missed = counts and self.evaluator.misses(items[place], end)
            return _NEVER if missed else candidates[place].weight * end

        sizes = [candidate.work for candidate in candidates]
        found = best_order(sizes, self._before_each(items, pins), cost, pins)
        return None if found is None else tuple(items[place] for place in found)

    def _not_started(self, items: Iterable[int]) -> list[int]:
        return [item for item in items if not self._backlog.candidates[item].is_started]

    def _places(self, items: Sequence[int]) -> dict[int, int]:
        """Return the pinned places, by number within some items."""
        pinned = [(n, self._backlog.candidates[item].place) for n, item in enumerate(items)]
        return {n: min(place, len(items)) for n, place in pinned if place is not None}

    def _before_each(self, items: Sequence[int], pins: Mapping[int, int]) -> list[list[int]]:
        """Return what comes before each item: what it waits for, and earlier tiers unless pinned."""
        places = {item: place for place, item in enumerate(items)}
        tiers = [self._backlog.candidates[item].tier for item in items]
        return [
            [places[before] for before in self._backlog.links[item] if before in places]
            + [
                other
                for other, tier in enumerate(tiers)
                if tier < tiers[place] and not {place, other} & pins.keys()
            ]
            for place, item in enumerate(items)
        ]

    def _best(self, order: tuple[int, ...]) -> _Ordered:
        return _Ordered(order, best_cost=self.evaluator.outcome(order)[1])

    def _bound(self, number: int, ordered: _Ordered) -> float:
        if ordered.best_cost is not None:
            return ordered.best_cost
        cluster = self._clusters[number]
        tiers_hold = cluster.is_sequence and not self._pinned(cluster.items)
        return self._bounds.of(cluster.items, in_sequence=tiers_hold)

    @cached_property
    def _bounds(self) -> Bounds:
        return Bounds(self.evaluator, self._stop)

    def _dated(self, items: Iterable[int]) -> tuple[int, ...]:
        return tuple(item for item in items if self.evaluator.deadline(item) < _NEVER)

    def _pinned(self, items: Iterable[int]) -> tuple[int, ...]:
        return tuple(n for n in items if self._backlog.candidates[n].place is not None)

    def _by_cluster(self, order: Iterable[int]) -> list[tuple[int, ...]]:
        """Cut an order of everything into one for each cluster."""
        orders: list[list[int]] = [[] for _ in self._clusters]
        for item in order:
            orders[self._home[item]].append(item)
        return [tuple(each) for each in orders]

    def _merged(self, ordered: Iterable[_Ordered]) -> list[int]:
        """Put each cluster's items, in their order, where its items stand in the base order."""
        queues = [iter(each.order) for each in ordered]
        return [next(queues[self._home[item]]) for item in self._base.order]


def _fits_exactly(count: int, budget: int) -> bool:
    units = (count << count) // _SETS_PER_UNIT
    return count <= LARGEST and units <= max(budget, _ALWAYS_EXACT)
