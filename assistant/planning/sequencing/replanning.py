"""A plan that is kept placed, so that one changed item is planned again at once.

What an item is worth or how much work it is decides the order only of what hangs together with
it (see `sidney`); everything else keeps its order. Only what comes after the first changed place
is placed again.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence

from assistant.planning.capacity.timeline import GRAINS
from assistant.planning.dependencies.topology import hanging_together
from assistant.planning.inputs.backlog import Backlog, Tier
from assistant.planning.sequencing.evaluation import Evaluator, Outcome, in_points
from assistant.planning.sequencing.pins import place_pins
from assistant.planning.sequencing.placing import place, take_back
from assistant.planning.sequencing.problem import empty_state
from assistant.planning.sequencing.sidney import Queue


class KeptPlan:
    """The order by worth on people's time, kept up to date while items change."""

    def __init__(self, evaluator: Evaluator) -> None:
        backlog = evaluator.backlog
        self._evaluator = evaluator
        self._problem = evaluator.problem._replace(
            part_work=list(evaluator.problem.part_work), weight=list(evaluator.problem.weight)
        )
        self._tier = [candidate.tier for candidate in backlog.candidates]
        self._tiers = [_KeptTier(backlog, tier) for tier in Tier]
        self._state = empty_state(self._problem)
        self.order = self._read_order()
        place(self.order, 0, self._problem, self._state)

    @property
    def outcome(self) -> Outcome:
        """What the plan misses and costs."""
        count = len(self.order)
        return in_points(self._state.late[count], self._state.cost[count])

    @property
    def finish(self) -> Sequence[float]:
        """When each item is finished, in working days from today."""
        finish: Sequence[float] = self._state.finish
        return finish

    def change(self, item: int, minutes: Sequence[int], weight: int) -> int:
        """Plan with other minutes of an item's parts, and another weight of it.

        Return from which place on the plan was made again.
        """
        self._tiers[self._tier[item]].change(item, sum(minutes), weight)
        order = self._read_order()
        first = self._first_change(order, item)
        take_back(self.order, first, self._problem, self._state)
        start = self._problem.part_from[item]
        works = [each * GRAINS for each in minutes]
        self._problem.part_work[start : start + len(works)] = works
        self._problem.weight[item] = float(weight)
        self.order = order
        place(order, first, self._problem, self._state)
        return first

    def _first_change(self, order: Sequence[int], item: int) -> int:
        pairs = enumerate(zip(self.order, order, strict=True))
        return next(place for place, pair in pairs if pair[0] != pair[1] or pair[0] == item)

    def _read_order(self) -> Sequence[int]:
        by_worth = [item for tier in self._tiers for item in tier.order()]
        placed = place_pins(by_worth, self._evaluator.backlog)
        return self._evaluator.with_lags_first(placed.order)


_Claim = tuple[float, int, tuple[int, ...]]
"""A group by its claim to come early: falling index, then its lowest item, and its items."""


class _KeptTier:
    """The items of one tier, in sets that hang together, and their groups in falling index."""

    def __init__(self, backlog: Backlog, tier: Tier) -> None:
        candidates = backlog.candidates
        self._items = [item for item in backlog.preferred if candidates[item].tier is tier]
        self._place = {item: place for place, item in enumerate(self._items)}
        links = [
            [self._place[before] for before in backlog.links[item] if before in self._place]
            for item in self._items
        ]
        self._weights = [candidates[item].weight for item in self._items]
        self._works = [candidates[item].work for item in self._items]
        self._queue = Queue(self._weights, self._works, links)
        self._sets = hanging_together(links)
        self._set_of = {place: number for number, own in enumerate(self._sets) for place in own}
        self._groups = [self._decomposed(own) for own in self._sets]
        self._claims = sorted(claim for claims in self._groups for claim in claims)

    def change(self, item: int, work: int, weight: int) -> None:
        """Order the set that an item is in again."""
        place = self._place[item]
        self._weights[place], self._works[place] = weight, work
        number = self._set_of[place]
        for claim in self._groups[number]:
            del self._claims[bisect_left(self._claims, claim)]
        self._groups[number] = self._decomposed(self._sets[number])
        for claim in self._groups[number]:
            insort(self._claims, claim)

    def order(self) -> list[int]:
        """Return the items of the tier in order."""
        return [self._items[place] for *_, places in self._claims for place in places]

    def _decomposed(self, places: Sequence[int]) -> list[_Claim]:
        groups = self._queue.groups(self._queue.part(places).order)
        return [(-group.index, min(group.items), group.items) for group in groups]
