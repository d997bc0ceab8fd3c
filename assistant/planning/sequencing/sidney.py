"""Which items belong together in one queue, and in which order the groups come.

Sidney, “Decomposition algorithms for single-machine sequencing with precedence relations and
deferral costs” (1975): the closed set worth most per size comes first in some best order, and so
on with the rest. An item thereby inherits the worth of what waits for it: its index is that of
its group. The groups also bound every order from below (see `bounds`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.planning.dependencies.closure import best_closed_set
from assistant.planning.dependencies.topology import Links, hanging_together, sorted_by
from assistant.planning.sequencing.exact import LARGEST, best_order
from assistant.planning.sequencing.forest import best_forest_order

LARGEST_CUT = 2000
"""Items that hang together up to which groups are found exactly where they form no forest."""


@dataclass(frozen=True, slots=True)
class Group:
    """Items that come together, in order, with all their weight and size."""

    items: tuple[int, ...]
    weight: int
    size: int

    @property
    def index(self) -> float:
        """Weight per size, the group's claim to come early."""
        return self.weight / self.size


@dataclass(frozen=True, slots=True)
class Decomposition:
    """An order of one queue, and each item's index in it.

    `bounding` are groups in falling index that bound every order from below. `settled` says of
    each item whether it hangs together only with items that are in a proven best order.
    """

    order: tuple[int, ...]
    index: tuple[float, ...]
    bounding: tuple[Group, ...]
    settled: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    order: list[int]
    bounding: list[Group]
    is_best: bool


def decompose(weights: Sequence[int], sizes: Sequence[int], links: Links) -> Decomposition:
    """Order items 0 … n−1 so that Σ weight × finish of one queue is small.

    Sizes are above zero, the links have no cycle. Ties go to the lower number.
    """
    queue = Queue(weights, sizes, links)
    parts = [queue.part(items) for items in hanging_together(links)]
    groups = _falling(group for part in parts for group in queue.groups(part.order))
    index = [0.0] * len(weights)
    for group in groups:
        for item in group.items:
            index[item] = group.index
    settled = [False] * len(weights)
    for part in parts:
        for item in part.order:
            settled[item] = part.is_best
    return Decomposition(
        order=tuple(item for group in groups for item in group.items),
        index=tuple(index),
        bounding=tuple(_falling(group for part in parts for group in part.bounding)),
        settled=tuple(settled),
    )


class Queue:
    """Items with weights, sizes and links; its methods take and return item numbers."""

    def __init__(self, weights: Sequence[int], sizes: Sequence[int], links: Links) -> None:
        self._weights = weights
        self._sizes = sizes
        self._links = links

    def part(self, items: Sequence[int]) -> _Part:
        """Order items that hang together."""
        if (order := self._forest_order(items)) is not None:
            return _Part(order, self.groups(order), is_best=True)
        if len(items) > LARGEST_CUT:
            return self._roughly(items)
        pieces = [self._piece(each) for each in self._closed_sets(items)]
        order = [item for piece in pieces for item in piece.order]
        return _Part(order, self.groups(order), all(piece.is_best for piece in pieces))

    def groups(self, order: Iterable[int]) -> list[Group]:
        """Cut an order where the index falls: the upper hull of its weight over its size."""
        hull: list[Group] = []
        for item in order:
            group = Group((item,), self._weights[item], self._sizes[item])
            while hull and hull[-1].weight * group.size <= group.weight * hull[-1].size:
                before = hull.pop()
                items = (*before.items, *group.items)
                weight, size = before.weight + group.weight, before.size + group.size
                group = Group(items, weight, size)
            hull.append(group)
        return hull

    def _closed_sets(self, items: Sequence[int]) -> list[list[int]]:
        """Split items into closed sets of falling index, each without a better one inside."""
        weight, size = self._total(items)
        local = self._local_links(items)
        profit = [self._weights[item] * size - self._sizes[item] * weight for item in items]
        chosen = best_closed_set(profit, local)
        if not chosen or len(chosen) == len(items):
            return [list(items)]
        first = [item for place, item in enumerate(items) if place in chosen]
        rest = [item for place, item in enumerate(items) if place not in chosen]
        return self._closed_sets(first) + self._closed_sets(rest)

    def _piece(self, items: Sequence[int]) -> _Part:
        """Order one closed set: exactly where it is a forest or small."""
        order = self._forest_order(items)
        if order is None and len(items) <= LARGEST:
            order = self._exact_order(items)
        if order is None:
            return self._roughly(items)
        return _Part(order, [], is_best=True)

    def _forest_order(self, items: Sequence[int]) -> list[int] | None:
        weights = [self._weights[item] for item in items]
        sizes = [self._sizes[item] for item in items]
        order = best_forest_order(weights, sizes, self._local_links(items))
        return None if order is None else [items[place] for place in order]

    def _exact_order(self, items: Sequence[int]) -> list[int] | None:
        weights = [float(self._weights[item]) for item in items]
        sizes = [self._sizes[item] for item in items]
        found = best_order(
            sizes, self._local_links(items), lambda item, work: weights[item] * work
        )
        return None if found is None else [items[place] for place in found]

    def _roughly(self, items: Sequence[int]) -> _Part:
        """Order by the index of a forest that keeps, of what an item waits for, the longest."""
        local = self._local_links(items)
        weights = [self._weights[item] for item in items]
        sizes = [self._sizes[item] for item in items]
        relaxed = Queue(weights, sizes, _longest_only(sizes, local))
        easier = relaxed._forest_order(range(len(items))) or []
        groups = relaxed.groups(easier)
        index = {item: group.index for group in groups for item in group.items}
        places = {item: place for place, item in enumerate(easier)}
        order = sorted_by(lambda item: (-index[item], places[item]), local)
        bounding = [
            Group(tuple(items[place] for place in group.items), group.weight, group.size)
            for group in groups
        ]
        return _Part([items[place] for place in order], bounding, is_best=False)

    def _local_links(self, items: Sequence[int]) -> list[list[int]]:
        places = {item: place for place, item in enumerate(items)}
        return [[places[each] for each in self._links[item] if each in places] for item in items]

    def _total(self, items: Iterable[int]) -> tuple[int, int]:
        among = list(items)
        weight = sum(self._weights[item] for item in among)
        return weight, sum(self._sizes[item] for item in among)


def _falling(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: (-group.index, min(group.items)))


def _longest_only(sizes: Sequence[int], links: Links) -> list[list[int]]:
    """Keep for each item the one predecessor that can be finished last."""
    finish = [0] * len(sizes)
    for item in sorted_by(lambda item: (0.0, item), links):
        finish[item] = sizes[item] + max((finish[each] for each in links[item]), default=0)
    return [
        [max(before, key=lambda each: (finish[each], -each))] if before else [] for before in links
    ]
