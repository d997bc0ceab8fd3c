"""The best order of one queue whose dependencies form a forest.

Source: Horn, “Single-machine job sequencing with treelike precedence ordering and linear delay
penalties” (1972): the item worth most per size is joined to the one it waits for, until all are
joined; read from its root, the joined sequence is the best order.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence


def best_forest_order(
    weights: Sequence[int], sizes: Sequence[int], predecessors: Sequence[Sequence[int]]
) -> list[int] | None:
    """Return the order of least Σ weight × finish, or None where the links form no forest.

    Sizes are above zero. Where every item waits for at most one, or at most one waits for every
    item, the order is the best there is; ties go to the lower number.
    """
    if all(len(before) <= 1 for before in predecessors):
        return _joined(weights, sizes, [before[0] if before else -1 for before in predecessors])
    successors: list[list[int]] = [[] for _ in weights]
    for item, before in enumerate(predecessors):
        for each in before:
            successors[each].append(item)
    if any(len(after) > 1 for after in successors):
        return None
    top = len(weights) - 1
    waiting = [top - after[0] if after else -1 for after in reversed(successors)]
    return [top - item for item in reversed(_joined(sizes[::-1], weights[::-1], waiting))]


def _joined(weights: Sequence[int], sizes: Sequence[int], parents: Sequence[int]) -> list[int]:
    """Join each group to the one its first item waits for; the root waits for nothing.

    Read backwards in time the roles of weight and size are exchanged, which is why a size may be
    zero here: such a group is worth more than any other.
    """
    root = len(weights)
    head = [*range(root), root]
    after: list[int] = [-1] * (root + 1)
    last = [*range(root), root]
    weight, size = [*weights, 0], [*sizes, 0]
    heap = [(_rank(weight[item], size[item]), item) for item in range(root)]
    heapq.heapify(heap)
    while heap:
        rank, group = heapq.heappop(heap)
        if head[group] != group or rank != _rank(weight[group], size[group]):
            continue
        parent = _head_of(parents[group] if parents[group] >= 0 else root, head)
        head[group] = parent
        after[last[parent]], last[parent] = group, last[group]
        weight[parent] += weight[group]
        size[parent] += size[group]
        if parent != root:
            heapq.heappush(heap, (_rank(weight[parent], size[parent]), parent))
    return _read(after, root)


def _rank(weight: int, size: int) -> float:
    """Return what sorts the group worth most per size first; one without a size comes first."""
    return -(weight / size) if size else float("-inf")


def _head_of(item: int, head: list[int]) -> int:
    while head[item] != item:
        head[item] = head[head[item]]
        item = head[item]
    return item


def _read(after: Sequence[int], root: int) -> list[int]:
    order: list[int] = []
    item = after[root]
    while item >= 0:
        order.append(item)
        item = after[item]
    return order
