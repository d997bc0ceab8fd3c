"""Items 0 … n−1 and what each waits for: sorting them, and telling apart what hangs together."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence

Links = Sequence[Sequence[int]]
"""For each item the items it waits for; without cycles."""

Rank = tuple[float, int]


def hanging_together(links: Links) -> list[list[int]]:
    """Return the items in sets without links between them, by their lowest number."""
    head = list(range(len(links)))

    def head_of(item: int) -> int:
        while head[item] != item:
            head[item] = head[head[item]]
            item = head[item]
        return item

    for item, before in enumerate(links):
        for each in before:
            low, high = sorted((head_of(item), head_of(each)))
            head[high] = low
    sets: dict[int, list[int]] = {}
    for item in range(len(links)):
        sets.setdefault(head_of(item), []).append(item)
    return list(sets.values())


def sorted_by(rank: Callable[[int], Rank], links: Links) -> list[int]:
    """Return every item after what it waits for, and else by rank."""
    waiting = [len(before) for before in links]
    after: list[list[int]] = [[] for _ in links]
    for item, before in enumerate(links):
        for each in before:
            after[each].append(item)
    ready = [(rank(item), item) for item, count in enumerate(waiting) if not count]
    heapq.heapify(ready)
    order: list[int] = []
    while ready:
        _, item = heapq.heappop(ready)
        order.append(item)
        for each in after[item]:
            waiting[each] -= 1
            if not waiting[each]:
                heapq.heappush(ready, (rank(each), each))
    return order
