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

_NEVER = float("inf")


def best_order(
    sizes: Sequence[int],
    predecessors: Sequence[Sequence[int]],
    cost: ItemCost,
    places: Mapping[int, int] | None = None,
) -> list[int] | None:
    """Return an order of least total cost, or None where none is allowed.

    `places` fixes items to places, counted from 1. Of equal orders it is the one that has the
    higher numbers later.
    """
    needs = [sum(1 << each for each in set(before)) for before in predecessors]
    last_at = _last_at(len(sizes), places or {})
    work = [0]
    for size in sizes:
        work += [done + size for done in work]
    least = [0.0] + [_NEVER] * (len(work) - 1)
    last = [-1] * len(work)
    for done in range(1, len(work)):
        for item in last_at[done.bit_count()]:
            before = done & ~(1 << item)
            if before == done or needs[item] & ~before or least[before] == _NEVER:
                continue
            spent = least[before] + cost(item, work[done])
            if spent < least[done]:
                least[done], last[done] = spent, item
    return _read(last) if least[-1] < _NEVER else None


def _last_at(count: int, places: Mapping[int, int]) -> list[list[int]]:
    """Return for each place the items that may stand there, the highest number first."""
    anywhere = [item for item in reversed(range(count)) if item not in places]
    at_place = [list(anywhere) for _ in range(count + 1)]
    for place in set(places.values()):
        pinned = [item for item, own in places.items() if own == place]
        at_place[place] = pinned if len(pinned) == 1 else []
    return at_place


def _read(last: Sequence[int]) -> list[int]:
    order: list[int] = []
    done = len(last) - 1
    while done:
        order.append(last[done])
        done &= ~(1 << last[done])
    return order[::-1]
