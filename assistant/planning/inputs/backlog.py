"""The backlog as an order is computed on it: weights, sizes, links, pins and dates.

Where nobody stated a value or a size, the middle of those that were stated stands for it, so that
missing data neither promotes nor buries an item; what was assumed is said.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import cached_property

from assistant.planning.dependencies.graph import DependencyGraph
from assistant.planning.dependencies.links import read_links
from assistant.planning.dependencies.topology import Links
from assistant.planning.inputs.deadlines import Deadline, pins_in_force, read_deadlines
from assistant.planning.inputs.margins import Margins
from assistant.planning.inputs.open_items import open_items
from assistant.planning.inputs.scoring import (
    Rate,
    Stated,
    missing_for_rate,
    rate_of,
    read_values,
)
from assistant.planning.inputs.sizes import (
    ANY_SKILL,
    Measure,
    Size,
    measure_of,
    middle_of,
    size_of,
)
from assistant.policy import Policy
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import AgreedRank, Pin, StatusCategory, WorkItem

WEIGHT_GRAIN = 10_000
"""Weights are whole numbers of 10⁻⁴ points a week, so that orders compare exactly."""


class Tier(IntEnum):
    """What goes before what, whatever its worth: started, then mandatory, then the rest."""

    STARTED = 0
    MANDATORY = 1
    REST = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open item with what the order needs to know of it.

    `rate` and `size` are None where nobody stated them; `weight` and `parts` then hold what was
    assumed. `tier` is the lowest of its own and of what waits for it. `place` is a pinned one,
    counted among what is not started. `expected` is the day that work in progress is due, while
    that lies ahead: its owner knows best what it still waits for. `standby` sorts what nothing
    else tells apart.
    """

    item: WorkItem
    team: str | None
    stated: Stated
    rate: Rate | None
    missing: tuple[str, ...]
    size: Size | None
    weight: int
    parts: tuple[tuple[str, int], ...]
    tier: Tier
    deadline: Deadline | None
    place: int | None
    expected: date | None
    standby: tuple[float, float, date, str]

    @property
    def key(self) -> str:
        """The item's key."""
        return self.item.key

    @property
    def work(self) -> int:
        """Minutes of work, or 480 to the story point."""
        return sum(amount for _, amount in self.parts)

    @property
    def is_started(self) -> bool:
        """Whether it is in progress."""
        return self.item.category is StatusCategory.DOING


@dataclass(frozen=True)
class Backlog:
    """Everything to be ordered; candidates are sorted by key, and numbered so in `links`."""

    candidates: tuple[Candidate, ...]
    graph: DependencyGraph
    measure: Measure
    assumed_work: int
    assumed_weight: int
    margins: Margins = field(default_factory=Margins)

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Key → number."""
        return {candidate.key: place for place, candidate in enumerate(self.candidates)}

    @cached_property
    def preferred(self) -> tuple[int, ...]:
        """The numbers as they stand where nothing else tells items apart.

        As last agreed, as the tracker has it, by due date, by key.
        """
        return tuple(sorted(range(len(self.candidates)), key=lambda n: self.candidates[n].standby))

    @cached_property
    def links(self) -> Links:
        """For each number the numbers of what it waits for."""
        return [
            [self.number[before] for before in self.graph.predecessors(candidate.key)]
            for candidate in self.candidates
        ]

    def numbers(self, keys: Iterable[str]) -> list[int]:
        """Return the numbers of keys."""
        return [self.number[key] for key in keys]

    def keys(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Return the keys of numbers."""
        return tuple(self.candidates[number].key for number in numbers)


def read_backlog(snapshot: Snapshot, policy: Policy) -> Backlog:
    """Return what there is to order, with what was stated about it and what had to be assumed."""
    return _Reader(snapshot, policy).backlog()


class _Reader:
    def __init__(self, snapshot: Snapshot, policy: Policy) -> None:
        found = open_items(snapshot)
        self._snapshot = snapshot
        self._policy = policy.scoring
        self._margins = Margins.of(policy)
        self._items = found.items
        self._links = read_links(snapshot, found.epics)
        self._measure = measure_of(found.items)
        self._sizes = {item.key: size_of(item, self._measure) for item in found.items}
        self._work = middle_of([size for size in self._sizes.values() if size])
        self._values = read_values(snapshot)
        currency = snapshot.organisation.currency
        self._rates = {
            item.key: rate_of(self._values.get(item.key, {}), self._policy, currency)
            for item in found.items
        }
        self._weight = _middle_weight([rate for rate in self._rates.values() if rate])

    def backlog(self) -> Backlog:
        graph = DependencyGraph(self._sizes, self._links, self._chain_cost)
        deadlines = read_deadlines(self._snapshot)
        tiers = self._tiers(graph, deadlines)
        pins = pins_in_force(self._snapshot)
        agreed = {row.item: row.place for row in self._snapshot.all(AgreedRank)}
        people = {person.key: person.team for person in self._snapshot.all(Person)}
        candidates = tuple(
            Candidate(
                item=item,
                team=item.team or people.get(item.owner or ""),
                stated=self._values.get(item.key, {}),
                rate=self._rates[item.key],
                missing=self._missing(item.key),
                size=self._sizes[item.key],
                weight=self._weight_of(item.key),
                parts=self._parts(item.key),
                tier=tiers[item.key],
                deadline=deadlines.get(item.key),
                place=self._place(item, pins.get(item.key)),
                expected=self._expected(item),
                standby=self._standby(item, agreed),
            )
            for item in self._items
        )
        return Backlog(candidates, graph, self._measure, self._work, self._weight, self._margins)

    def _place(self, item: WorkItem, pin: Pin | None) -> int | None:
        started = item.category is StatusCategory.DOING
        return None if pin is None or started else pin.place

    def _expected(self, item: WorkItem) -> date | None:
        started = item.category is StatusCategory.DOING
        ahead = item.due is not None and item.due >= self._snapshot.as_of
        return item.due if started and ahead else None

    def _standby(
        self, item: WorkItem, agreed: Mapping[str, int]
    ) -> tuple[float, float, date, str]:
        tracker = item.tracker_order
        return (
            agreed.get(item.key, math.inf),
            math.inf if tracker is None else tracker,
            item.due or date.max,
            item.key,
        )

    def _missing(self, key: str) -> tuple[str, ...]:
        if self._rates[key]:
            return ()
        return missing_for_rate(self._values.get(key, {}), self._policy)

    def _weight_of(self, key: str) -> int:
        rate = self._rates[key]
        return int(rate.points * WEIGHT_GRAIN) if rate else self._weight

    def _parts(self, key: str) -> tuple[tuple[str, int], ...]:
        size = self._sizes[key]
        return size.parts if size else ((ANY_SKILL, self._work),)

    def _chain_cost(self, chain: Sequence[str]) -> float:
        work = cost = 0
        for key in chain:
            work += sum(amount for _, amount in self._parts(key))
            cost += work * self._weight_of(key)
        return float(cost)

    def _tiers(self, graph: DependencyGraph, deadlines: Mapping[str, Deadline]) -> dict[str, Tier]:
        """Return each item's tier; what something waits for is in no later one than it."""
        own = {item.key: self._own_tier(item, deadlines) for item in self._items}
        for key in reversed(graph.order):
            own[key] = min([own[key], *(own[after] for after in graph.successors(key))])
        return own

    def _own_tier(self, item: WorkItem, deadlines: Mapping[str, Deadline]) -> Tier:
        if item.category is StatusCategory.DOING:
            return Tier.STARTED
        must = item.mandatory or item.key in deadlines
        return Tier.MANDATORY if must and self._policy.mandatory_first else Tier.REST


def _middle_weight(rates: Sequence[Rate]) -> int:
    """Return the lower median of what was stated; one point a week where nothing was."""
    points = sorted(rate.points for rate in rates)
    return int((points[(len(points) - 1) // 2] if points else 1) * WEIGHT_GRAIN)
