"""Puts pinned items at their places, without breaking a dependency.

A pinned place counts among what is not started: work in progress is not ranked against it. What
a pinned item waits for is moved up as far as it has to be and no further; a pin that cannot hold
gives way, and is named.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.planning.dependencies.topology import sorted_by
from assistant.planning.inputs.backlog import Backlog


@dataclass(frozen=True, slots=True)
class Placed:
    """An order in which every pin holds but those that are `broken`."""

    order: tuple[int, ...]
    broken: tuple[int, ...]


def place_pins(order: Sequence[int], backlog: Backlog) -> Placed:
    """Return the order with pinned items at their places; as it is where there are none."""
    candidates = backlog.candidates
    wanted = sorted(
        (place, candidates[item].key, item)
        for item in order
        if (place := candidates[item].place) is not None
    )
    if not wanted:
        return Placed(tuple(order), ())
    slots = _Slots(order, backlog)
    for place, _, item in wanted:
        slots.pin(item, min(place, slots.count))
    slots.fill()
    rank = {item: place for place, item in enumerate(slots.filled)}
    merged = sorted_by(lambda item: (rank.get(item, -1), slots.rank[item]), backlog.links)
    return Placed(tuple(merged), tuple(sorted(slots.broken)))


class _Slots:
    """The places of what is not started, filled one after another from 1 on."""

    def __init__(self, order: Sequence[int], backlog: Backlog) -> None:
        self.rank = {item: place for place, item in enumerate(order)}
        self.filled: list[int] = []
        self.broken: list[int] = []
        self._items = [item for item in order if not backlog.candidates[item].is_started]
        self.count = len(self._items)
        self._before = _not_started_before(backlog)
        self._after: dict[int, list[int]] = {item: [] for item in self._items}
        for item in self._items:
            for each in self._before[item]:
                self._after[each].append(item)
        self._waiting = {item: len(self._before[item]) for item in self._items}
        self._pins: dict[int, int] = {}
        self._latest: dict[int, int] = {}
        self._ready: list[tuple[int, int]] = []

    def pin(self, item: int, place: int) -> None:
        """Pin an item; of two that are pinned to one place the second takes the next."""
        if place in self._pins:
            self._postpone(item, place)
        else:
            self._pins[place] = item

    def fill(self) -> None:
        """Fill all places; a pin that cannot hold is put off to the next place that it can."""
        for item in self._items:
            self._offer(item)
        self._latest = self._latest_places()
        for place in range(1, self.count + 1):
            pinned = self._pins.pop(place, None)
            if pinned is not None and self._waiting[pinned]:
                self._postpone(pinned, place)
                pinned = None
            self._put(self._choose(place) if pinned is None else pinned)

    def _postpone(self, item: int, place: int) -> None:
        if item not in self.broken:
            self.broken.append(item)
        later = next(n for n in range(place + 1, place + self.count + 2) if n not in self._pins)
        self._pins[later] = item
        self._latest = self._latest_places()

    def _choose(self, place: int) -> int:
        """Return the best item that leaves every pin ahead its chance."""
        tight = self._tight_end(place)
        urgent = [
            (self.rank[item], item)
            for item, latest in self._latest.items()
            if latest <= tight and not self._waiting[item]
        ]
        if urgent:
            return min(urgent)[1]
        while self._ready:
            _, item = heapq.heappop(self._ready)
            if self._waiting[item] == 0:
                return item
        early = min(at for at, item in self._pins.items() if not self._waiting[item])
        if self._pins[early] not in self.broken:
            self.broken.append(self._pins[early])
        return self._pins.pop(early)

    def _tight_end(self, place: int) -> int:
        """Return the first place up to which only what pins wait for still fits; zero if none."""
        pinned = sorted(self._pins)
        for count, latest in enumerate(sorted(self._latest.values()), start=1):
            if latest - place + 1 - bisect_right(pinned, latest) <= count:
                return latest
        return 0

    def _put(self, item: int) -> None:
        self.filled.append(item)
        self._waiting[item] = -1
        self._latest.pop(item, None)
        for after in self._after[item]:
            self._waiting[after] -= 1
            self._offer(after)

    def _offer(self, item: int) -> None:
        if not self._waiting[item] and item not in self._pins.values():
            heapq.heappush(self._ready, (self.rank[item], item))

    def _latest_places(self) -> dict[int, int]:
        """Return the last place of each item that a pin ahead waits for."""
        latest: dict[int, int] = {}
        to_visit = [(item, place) for place, item in self._pins.items()]
        while to_visit:
            item, place = to_visit.pop()
            for before in self._before[item]:
                waits = self._waiting[before] >= 0 and before not in self._pins.values()
                if waits and latest.get(before, place) >= place:
                    latest[before] = place - 1
                    to_visit.append((before, place - 1))
        return latest


def _not_started_before(backlog: Backlog) -> list[list[int]]:
    """Return what each item waits for among what is not started, seen through what is."""
    found: list[list[int]] = [[] for _ in backlog.candidates]
    for key in backlog.graph.order:
        item = backlog.number[key]
        through: set[int] = set()
        for before in backlog.links[item]:
            if backlog.candidates[before].is_started:
                through.update(found[before])
            else:
                through.add(before)
        found[item] = sorted(through)
    return found
