"""What waits for what: the graph of dependencies over open work items.

Finish-to-start links order the work and are enforced, with their lag. Start-to-start,
finish-to-finish and start-to-finish links are kept as time lags: they move dates, not places.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from assistant.planning.dependencies.cycles import ChainCost, Cut, break_cycles, within_tangles
from assistant.planning.dependencies.links import Link
from assistant.portfolio.work import DependencyKind


def _all_alike(_chain: Sequence[str]) -> float:
    return 0.0


class DependencyGraph:
    """The links between open items, free of cycles; what was given up for that is in `cuts`.

    `links` are the enforced finish-to-start links, `time_lags` the other kinds. Links to items
    that are not in `keys` (done, dropped, unknown) hold nothing up.
    """

    def __init__(
        self, keys: Iterable[str], links: Iterable[Link], chain_cost: ChainCost = _all_alike
    ) -> None:
        self.keys = tuple(sorted(keys))
        known = frozenset(self.keys)
        inside = {link for link in links if known.issuperset(link.ends) and not link.is_loop}
        enforced = _strictest(link for link in inside if link.kind is DependencyKind.FINISH_START)
        self.cuts: tuple[Cut, ...] = break_cycles(enforced, chain_cost)
        given_up = {cut.link for cut in self.cuts}
        self.links = tuple(link for link in enforced if link not in given_up)
        others = sorted(link for link in inside if link.kind is not DependencyKind.FINISH_START)
        circular = within_tangles([*self.links, *others]) if others else frozenset()
        self.time_lags = tuple(link for link in others if link not in circular)
        self._before: dict[str, list[str]] = {}
        self._after: dict[str, list[str]] = {}
        for link in self.links:
            self._before.setdefault(link.successor, []).append(link.predecessor)
            self._after.setdefault(link.predecessor, []).append(link.successor)

    def predecessors(self, key: str) -> Sequence[str]:
        """Return what an item waits for directly, sorted."""
        return self._before.get(key, ())

    def successors(self, key: str) -> Sequence[str]:
        """Return what waits for an item directly, sorted."""
        return self._after.get(key, ())

    def everything_before(self, key: str, limit: int | None = None) -> tuple[str, ...]:
        """Return all that an item waits for, nearest first; at most `limit` where one is given."""
        return _reached(key, self._before, limit)

    def everything_after(self, key: str, limit: int | None = None) -> tuple[str, ...]:
        """Return all that waits for an item, nearest first; at most `limit` where one is given."""
        return _reached(key, self._after, limit)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Every item after what it waits for; where that leaves a choice, by key."""
        waiting = {key: len(self.predecessors(key)) for key in self.keys}
        ready = [key for key in self.keys if not waiting[key]]
        done: list[str] = []
        while ready:
            key = heapq.heappop(ready)
            done.append(key)
            for successor in self.successors(key):
                waiting[successor] -= 1
                if not waiting[successor]:
                    heapq.heappush(ready, successor)
        return tuple(done)

    def earliest(self, days: Mapping[str, float]) -> dict[str, float]:
        """Return the earliest finish of each item, in working days from today.

        As if everybody had time at once: only durations (`days` by key, zero where absent) and
        finish-to-start lags count. No plan can finish an item earlier.
        """
        into: dict[str, list[Link]] = {}
        for link in self.links:
            into.setdefault(link.successor, []).append(link)
        finish: dict[str, float] = {}
        for key in self.order:
            waits = [finish[link.predecessor] + link.lag_days for link in into.get(key, ())]
            finish[key] = max([0.0, *waits]) + days.get(key, 0.0)
        return finish


def _strictest(links: Iterable[Link]) -> list[Link]:
    """Return one link for each two items that are joined: a hard one, with the longest lag."""
    kept: dict[tuple[str, str], Link] = {}
    for link in sorted(links, key=lambda link: (link.soft, -link.lag_days, link.row)):
        kept.setdefault(link.ends, link)
    return sorted(kept.values())


def _reached(key: str, edges: Mapping[str, Sequence[str]], limit: int | None) -> tuple[str, ...]:
    found: dict[str, None] = {}
    to_visit = deque([key])
    while to_visit and (limit is None or len(found) < limit):
        for near in edges.get(to_visit.popleft(), ()):
            if near not in found:
                found[near] = None
                to_visit.append(near)
    return tuple(found)[:limit]
