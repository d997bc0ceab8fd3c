"""A bound on work that people do side by side: weight shared out over what bounds each finish.

The weight of each item is shared out over its claims: each of its parts on the time of its own
pool, and of everybody tied to it by shared pools (see `pooled`); the longest chain before it; and, for
each item that it waits for, that item's finish plus its own least time, which hands weight on to
what comes before. However the weight is shared out, the sum is a bound, a Lagrangian relaxation
(Fisher 1981); rounds of moving weight to the claims that end last raise it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.planning.capacity.staffing import Part, Staff
from assistant.planning.capacity.timeline import GRAINS
from assistant.planning.inputs.backlog import Backlog
from assistant.planning.sequencing.chains import Chains
from assistant.planning.sequencing.pooled import Numbers, PooledWork, Stream

_MOST_CLAIMS = 300_000
"""Claims looked at in all rounds together, beyond the fewest rounds."""

_FEWEST_ROUNDS = 10
_AT_FIRST = 1e-3
"""Share that chains and links have at first."""

_LEAST_SHARE = 1e-6
_SLOWER = 10
"""Rounds after which a step is shorter by a third."""

_MOST, _FEWEST = 4.0, 0.25
"""By how much a share may grow or shrink in one round."""


@dataclass(frozen=True, slots=True)
class _HandOn:
    """A claim of one item on another's finish, and the days between; by place."""

    claim: int
    before: int
    days: float


@dataclass(frozen=True, slots=True)
class Raised:
    """A bound of Σ weight × finish, and when each item is finished in the mean of all rounds."""

    bound: float
    finish: Sequence[float]


class Claims:
    """All claims of some items; nobody outside them shares people with them.

    Claims are numbered: first the parts on the time of one set of people after another, then each
    item's chain, then the links.
    """

    def __init__(
        self, backlog: Backlog, staff: Staff, chains: Chains, items: Sequence[int]
    ) -> None:
        self._weight = np.array([backlog.candidates[item].weight for item in items], dtype=float)
        place = {item: number for number, item in enumerate(items)}
        owners: list[int] = []
        self._pooled: list[PooledWork] = []
        parts = [(item, part) for item in items for part in staff.parts[item]]
        for people in sets_of_people({part.pool for _, part in parts}):
            own = [(item, part) for item, part in parts if people.issuperset(part.pool)]
            self._pooled.append(_pooled(people, own, staff, chains))
            owners += [place[item] for item, _ in own]
        self._chains_from = len(owners)
        owners += range(len(items))
        self._chain_ends = np.array([chains.finish[item] for item in items])
        self._links_from = len(owners)
        self._order = [place[item] for item in chains.order if item in place]
        self._links: list[list[_HandOn]] = [[] for _ in items]
        for after in self._order:
            for before, days in chains.hand_on[items[after]]:
                if before in place:
                    self._links[after].append(_HandOn(len(owners), place[before], days))
                    owners.append(after)
        self._owner = np.array(owners)

    def raised(self, rounds: int) -> Raised:
        """Return what so many rounds prove; fewer for very many claims."""
        share, best = self._first_shares(), 0.0
        most = max(_FEWEST_ROUNDS, _MOST_CLAIMS * rounds // 100 // len(self._owner))
        total = np.zeros(len(self._weight))
        for turn in range(min(rounds, most)):
            ends, finish = self._ends(share)
            best = max(best, float((self._weight * finish).sum()))
            total += finish
            late = ends / np.maximum(finish, _LEAST_SHARE)[self._owner] - 1.0
            factor = 1.0 + late / (1.0 + turn / _SLOWER) ** 0.5
            grown = np.maximum(share * np.clip(factor, _FEWEST, _MOST), _LEAST_SHARE)
            share = grown / np.bincount(self._owner, grown)[self._owner]
        return Raised(best, (total / min(rounds, most)).tolist())

    def _first_shares(self) -> Numbers:
        """Share by work; chains and links get little."""
        share = np.full(len(self._owner), _AT_FIRST)
        works = np.concatenate([pooled.work for pooled in self._pooled])
        total = np.bincount(self._owner[: self._chains_from], works)
        share[: self._chains_from] = works / total[self._owner[: self._chains_from]]
        first: Numbers = share / np.bincount(self._owner, share)[self._owner]
        return first

    def _ends(self, share: Numbers) -> tuple[Numbers, Numbers]:
        """Return when each claim ends, and each item by the shares of its claims."""
        weight = self._handed_on(share)[self._owner] * share
        ends = np.zeros(len(share))
        first = 0
        for pooled in self._pooled:
            last = first + len(pooled.work)
            ends[first:last] = pooled.ends(weight[first:last])
            first = last
        ends[self._chains_from : self._links_from] = self._chain_ends
        own = slice(self._links_from)
        finish: Numbers = np.bincount(self._owner[own], ends[own] * share[own]).astype(float)
        for item in self._order:
            for link in self._links[item]:
                ends[link.claim] = finish[link.before] + link.days
                finish[item] += share[link.claim] * ends[link.claim]
        return ends, finish

    def _handed_on(self, share: Numbers) -> Numbers:
        """Return the weight of each item with what is handed on to it by what waits for it."""
        weight: list[float] = self._weight.tolist()
        for item in reversed(self._order):
            for link in self._links[item]:
                weight[link.before] += weight[item] * float(share[link.claim])
        return np.array(weight)


def _pooled(
    people: frozenset[int], parts: Sequence[tuple[int, Part]], staff: Staff, chains: Chains
) -> PooledWork:
    return PooledWork(
        Stream([staff.timelines[person] for person in sorted(people)]),
        work=[part.minutes * GRAINS for _, part in parts],
        ready=[chains.ready[item] for item, _ in parts],
        least=[staff.least_days(part.pool, part.minutes) for _, part in parts],
    )


def sets_of_people(pools: Iterable[tuple[int, ...]]) -> list[frozenset[int]]:
    """Return whose time is bounded together: each pool, and everybody who is tied to it."""
    single = {frozenset(pool) for pool in pools}
    return sorted({*single, *_tied(single)}, key=sorted)


def _tied(pools: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Return the sets of people who are tied by the pools they share."""
    tied: list[frozenset[int]] = []
    for pool in pools:
        joined = [people for people in tied if people & pool]
        tied = [people for people in tied if not people & pool]
        tied.append(pool.union(*joined))
    return tied
