"""The best order of a few items that one person or queue does one after another.

Held and Karp, “A dynamic programming approach to sequencing problems” (1962): whatever the order
within a set of items, they are done when their work is done; so the best order of a set is the
best order of the set without its last item, over all last items.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

LARGEST = 12
"""Items up to which all sets are looked at: at most 4,096."""

ItemCost = Callable[[int, int], float]
"""What it costs to finish an item (by number) when so much work is done; infinite is forbidden."""


def best_order(
    sizes: Sequence[int],
    predecessors: Sequence[Sequence[int]],
    cost: ItemCost,
    places: Mapping[int, int] | None = None,
) -> tuple[float, list[int]] | None:
    """Return the least total cost and an order that has it, or None where none is allowed.

    `places` fixes items to places, counted from 1. Of equal orders it is the one that has the
    lower numbers earlier.
    """
    pinned = dict(places or {})
    at_place = {place: item for item, place in pinned.items()}
    needs = [sum(1 << each for each in before) for before in predecessors]
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for place in range(1, len(sizes) + 1):
        allowed = [at_place[place]] if place in at_place else range(len(sizes))
        longer: dict[int, tuple[float, list[int]]] = {}
        for done, (spent, order) in best.items():
            work = sum(sizes[item] for item in order)
            for item in allowed:
                if done >> item & 1 or needs[item] & ~done or pinned.get(item, place) != place:
                    continue
                candidate = (spent + cost(item, work + sizes[item]), [*order, item])
                wider = done | 1 << item
                if candidate[0] < float("inf") and candidate < longer.get(wider, _WORST):
                    longer[wider] = candidate
        best = longer
    return next(iter(best.values()), None)


_WORST: tuple[float, list[int]] = (float("inf"), [])
