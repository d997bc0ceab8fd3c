"""When things can be done if only links count: earliest and latest times, and the float between.

The critical path method (Kelley and Walker 1959) with links of all four kinds and their lags, as
in the precedence diagramming method (Fondahl 1961). People's time does not count: no plan can be
earlier. A link to a finish stretches an item; it never delays its start.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.planning.dependencies.graph import DependencyGraph
from assistant.planning.dependencies.links import Link
from assistant.portfolio.work import DependencyKind

FROM_START = frozenset({DependencyKind.START_START, DependencyKind.START_FINISH})
"""Links that count from the predecessor's start; the others count from its finish."""
TO_START = frozenset({DependencyKind.FINISH_START, DependencyKind.START_START})
"""Links that hold up the successor's start; the others hold up its finish."""


@dataclass(frozen=True, slots=True)
class Span:
    """A start and a finish, in working days from today."""

    start: float
    finish: float


class Network:
    """The links of a graph with how long each item takes at least.

    `days` are durations in working days by key, zero where absent. `no_sooner` are the times before
    which items are not finished, `not_before` those before which they do not start.
    """

    def __init__(
        self,
        graph: DependencyGraph,
        days: Mapping[str, float],
        no_sooner: Mapping[str, float] | None = None,
        not_before: Mapping[str, float] | None = None,
    ) -> None:
        self._graph = graph
        self._days = days
        self._no_sooner = no_sooner or {}
        self._not_before = not_before or {}
        links = (*graph.links, *graph.time_lags)
        self._into: dict[str, list[Link]] = {}
        self._out: dict[str, list[Link]] = {}
        for link in links:
            self._into.setdefault(link.successor, []).append(link)
            self._out.setdefault(link.predecessor, []).append(link)

    def into(self, key: str) -> Iterable[Link]:
        """Return the links of all kinds that an item waits for."""
        return self._into.get(key, ())

    def next(self, key: str) -> tuple[str, ...]:
        """Return what waits for an item directly, by links of any kind."""
        return tuple(dict.fromkeys(link.successor for link in self._out.get(key, ())))

    def after(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return everything that links of any kind lead to from some items, nearest first."""
        return _reached(keys, lambda key: (link.successor for link in self._out.get(key, ())))

    def before(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return everything that some items wait for by links of any kind, nearest first."""
        return _reached(keys, lambda key: (link.predecessor for link in self._into.get(key, ())))

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Every item after all that it has a link from, of whatever kind; else by key."""
        waiting = {key: len(self._into.get(key, ())) for key in self._graph.keys}
        ready = [key for key, count in waiting.items() if not count]
        heapq.heapify(ready)
        done: list[str] = []
        while ready:
            key = heapq.heappop(ready)
            done.append(key)
            for link in self._out.get(key, ()):
                waiting[link.successor] -= 1
                if not waiting[link.successor]:
                    heapq.heappush(ready, link.successor)
        return tuple(done)

    def earliest(self, no_sooner: Mapping[str, float] | None = None) -> dict[str, Span]:
        """Return the earliest times of all items; `no_sooner` is more that finishes wait for."""
        more = no_sooner or {}
        spans: dict[str, Span] = {}
        for key in self.order:
            start = max(self._not_before.get(key, 0.0), 0.0)
            finish = max(self._no_sooner.get(key, 0.0), more.get(key, 0.0))
            for link in self._into.get(key, ()):
                before = spans[link.predecessor]
                time = before.start if link.kind in FROM_START else before.finish
                if link.kind in TO_START:
                    start = max(start, time + link.lag_days)
                else:
                    finish = max(finish, time + link.lag_days)
            spans[key] = Span(start, max(finish, start + self._days.get(key, 0.0)))
        return spans

    def latest(self, by: Mapping[str, float]) -> dict[str, Span]:
        """Return the latest times at which what leads to some items still lets them finish `by`.

        Only items on a way to one of these are in it.
        """
        starts: dict[str, float] = {}
        finishes = dict(by)
        for key in reversed(self.order):
            for link in self._out.get(key, ()):
                if link.successor in finishes:
                    self._bring_back(link, starts, finishes)
            if key in finishes or key in starts:
                finish = finishes.setdefault(key, float("inf"))
                latest = finish - self._days.get(key, 0.0)
                starts[key] = min(starts.get(key, latest), latest)
        return {key: Span(starts[key], finishes[key]) for key in starts}

    def _bring_back(
        self, link: Link, starts: dict[str, float], finishes: dict[str, float]
    ) -> None:
        """Bring what a link allows at the latest from its successor to its predecessor."""
        into = starts if link.kind in TO_START else finishes
        latest = into[link.successor] - link.lag_days
        out = starts if link.kind in FROM_START else finishes
        out[link.predecessor] = min(out.get(link.predecessor, latest), latest)


def _reached(keys: Iterable[str], near: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Return what is reached step by step from some items, without these."""
    given = dict.fromkeys(keys)
    found = dict(given)
    to_visit = deque(given)
    while to_visit:
        fresh = [key for key in near(to_visit.popleft()) if key not in found]
        found.update(dict.fromkeys(fresh))
        to_visit.extend(fresh)
    return tuple(key for key in found if key not in given)
