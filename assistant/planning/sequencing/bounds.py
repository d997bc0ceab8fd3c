"""What no order can cost less than, whatever the search found.

Where one person does everything in sequence: the groups of Sidney's decomposition come tier by
tier, as if each were done evenly, and half of each item's own work after that. Where people work
side by side, see `claims`. No item finishes before the chain of what it waits for.

The bound knows no limits on work at once; and no tiers and pins where people work side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise

import numpy as np

from assistant.planning.capacity.timeline import GRAINS
from assistant.planning.capacity.working_days import DAYS_PER_WEEK
from assistant.planning.inputs.backlog import WEIGHT_GRAIN, Tier
from assistant.planning.sequencing.claims import Claims, Raised
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.planning.sequencing.pooled import Stream
from assistant.planning.sequencing.sidney import Group, decompose

_WEEK_GRAIN = WEIGHT_GRAIN * DAYS_PER_WEEK

ROUNDS = 100
"""Rounds in which the bound of side-by-side work is raised."""


class Bounds:
    """Bounds the cost of items of one backlog."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._backlog = evaluator.backlog
        self._staff = evaluator.staff
        self._chains = evaluator.chains

    def of(self, items: Sequence[int], *, in_sequence: bool, rounds: int = ROUNDS) -> float:
        """Return a cost that no order of these items is below.

        Nothing outside them shares people with them. `in_sequence` says that they are done one
        after another by one person, so that what is started really comes first.
        """
        by_chains = sum(
            self._backlog.candidates[item].weight * self._chains.finish[item] for item in items
        )
        by_work = (
            self._in_sequence(items)
            if in_sequence
            else self.side_by_side(tuple(items), rounds).bound
        )
        return max(by_work, by_chains) / _WEEK_GRAIN

    @cache  # noqa: B019 - a bounds object lives as long as the one solver that asks twice
    def side_by_side(self, items: tuple[int, ...], rounds: int = ROUNDS) -> Raised:
        """Return what is known of items that people do side by side, by place in `items`."""
        return Claims(self._backlog, self._staff, self._chains, items).raised(rounds)

    def _in_sequence(self, items: Sequence[int]) -> float:
        """Return the cost of the groups, tier by tier, on the time of the one who does them."""
        stream = Stream([self._staff.timelines[self._staff.parts[items[0]][0].pool[0]]])
        groups = [group for tier in Tier for group in self._groups(items, tier)]
        sizes = [group.size * GRAINS for group in groups]
        area = stream.area(np.array([0, *accumulate(sizes)], dtype=float)).tolist()
        evenly: float = sum(
            group.weight * (end - begin) / size
            for group, size, (begin, end) in zip(groups, sizes, pairwise(area), strict=True)
        )
        halves = sum(
            self._backlog.candidates[item].weight * self._chains.least[item] / 2 for item in items
        )
        return evenly + halves

    def _groups(self, items: Sequence[int], tier: Tier) -> tuple[Group, ...]:
        candidates = self._backlog.candidates
        among = [item for item in items if candidates[item].tier is tier]
        places = {item: place for place, item in enumerate(among)}
        return decompose(
            [candidates[item].weight for item in among],
            [candidates[item].work for item in among],
            [[places[n] for n in self._chains.before[item] if n in places] for item in among],
        ).bounding
