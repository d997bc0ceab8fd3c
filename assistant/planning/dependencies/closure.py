"""The set of items worth most per size that can be done without anything outside it.

Source: Picard, “Maximal closure of a graph and applications to combinatorial problems” (1976):
a maximum-weight closed set is the source side of a minimum cut. The cut is found by Dinic's
algorithm (1970), without recursion, on whole numbers, so that the answer is exact.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence


def best_closed_set(profit: Sequence[int], predecessors: Sequence[Sequence[int]]) -> set[int]:
    """Return the smallest set of greatest profit that contains all its items' predecessors.

    Items are 0 … n−1. The set is empty where no set has a profit above zero.
    """
    if not any(predecessors):
        return {item for item, value in enumerate(profit) if value > 0}
    count = len(profit)
    source, sink = count, count + 1
    network = _Network(count + 2)
    ceiling = sum(value for value in profit if value > 0) + 1
    for item, value in enumerate(profit):
        if value > 0:
            network.join(source, item, value)
        elif value < 0:
            network.join(item, sink, -value)
        for before in predecessors[item]:
            network.join(item, before, ceiling)
    network.fill(source, sink)
    return network.reachable(source) - {source}


class _Network:
    """A flow network; edge 2k and its reverse 2k+1 share the index arithmetic `edge ^ 1`."""

    def __init__(self, nodes: int) -> None:
        self._edges: list[list[int]] = [[] for _ in range(nodes)]
        self._to: list[int] = []
        self._room: list[int] = []

    def join(self, start: int, end: int, capacity: int) -> None:
        self._edges[start].append(len(self._to))
        self._edges[end].append(len(self._to) + 1)
        self._to += (end, start)
        self._room += (capacity, 0)

    def reachable(self, source: int) -> set[int]:
        return {node for node, level in enumerate(self._levels(source)) if level >= 0}

    def fill(self, source: int, sink: int) -> None:
        while (level := self._levels(source))[sink] >= 0:
            tried = [0] * len(level)
            while path := self._path(source, sink, level, tried):
                amount = min(self._room[edge] for edge in path)
                for edge in path:
                    self._room[edge] -= amount
                    self._room[edge ^ 1] += amount

    def _levels(self, source: int) -> list[int]:
        level = [-1] * len(self._edges)
        level[source] = 0
        to_visit = deque([source])
        while to_visit:
            node = to_visit.popleft()
            for edge in self._edges[node]:
                end = self._to[edge]
                if self._room[edge] and level[end] < 0:
                    level[end] = level[node] + 1
                    to_visit.append(end)
        return level

    def _path(self, source: int, sink: int, level: list[int], tried: list[int]) -> list[int]:
        """Return the edges of one path along rising levels, or none when all are full."""
        path: list[int] = []
        node = source
        while node != sink:
            edges = self._edges[node]
            while tried[node] < len(edges) and not self._rises(edges[tried[node]], node, level):
                tried[node] += 1
            if tried[node] < len(edges):
                path.append(edges[tried[node]])
                node = self._to[path[-1]]
            elif path:
                node = self._to[path.pop() ^ 1]
                tried[node] += 1
            else:
                return []
        return path

    def _rises(self, edge: int, node: int, level: list[int]) -> bool:
        return bool(self._room[edge]) and level[self._to[edge]] == level[node] + 1
