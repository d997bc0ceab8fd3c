"""What the computed order moves against the one that was agreed: for what gain, and why.

An agreed place counts as long as what an item is worth is as it was when the place was agreed.
Items keep their place where the two orders agree about them: the longest run of places that rises
in both stays, and each of the others is tried where it was agreed to stand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from assistant.planning.inputs.backlog import Backlog, Candidate
from assistant.planning.order.places import delay_cost
from assistant.planning.order.plan import Plan
from assistant.planning.order.ranking import Move
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import AgreedRank

_MOST = 25
"""Moves that are told at most: the farthest. Nobody reads more."""

_LEAST = 1e-6
"""Working days that are no difference."""


def still_agreed(snapshot: Snapshot, backlog: Backlog) -> tuple[int, ...]:
    """Return the open items whose agreed places still count, by number, in the order agreed."""
    rows = sorted(snapshot.all(AgreedRank), key=lambda row: (row.place, row.item))
    return tuple(
        number
        for row in rows
        if (number := backlog.number.get(row.item)) is not None
        and not _is_restated(row, number, backlog)
    )


def _is_restated(row: AgreedRank, number: int, backlog: Backlog) -> bool:
    stated = backlog.candidates[number].stated.values()
    return any(each.stated_on and each.stated_on > row.agreed_on for each in stated)


def moves_against_agreed(
    plan: Plan, evaluator: Evaluator, agreed_places: Mapping[str, int]
) -> tuple[Move, ...]:
    """Return what moves against an agreed order (key → place), the farthest first."""
    open_items = [n for n in plan.order if plan.backlog.candidates[n].key in agreed_places]
    place = {n: agreed_places[plan.backlog.candidates[n].key] for n in open_items}
    agreed = sorted(open_items, key=lambda n: (place[n], n))
    staying = {open_items[at] for at in longest_rising([agreed.index(n) for n in open_items])}
    back = _Back(plan, evaluator, agreed, staying)
    before = {n: at for at, n in enumerate(agreed, start=1)}
    now = {n: at for at, n in enumerate(open_items, start=1)}
    moving = [n for n in open_items if n not in staying]
    farthest = sorted(moving, key=lambda n: (-abs(now[n] - before[n]), now[n]))[:_MOST]
    return tuple(
        Move(
            item=plan.backlog.candidates[n].key,
            from_place=before[n],
            to_place=now[n],
            gain=None if (saved := back.saved_by_moving(n)) is None else total(saved),
            saved=saved,
        )
        for n in farthest
    )


def total(saved: Mapping[str, Decimal] | None) -> Decimal | None:
    """Return what a move saves altogether; None where the agreed place could not hold."""
    return None if saved is None else sum(saved.values(), Decimal(0))


def longest_rising(places: Sequence[int]) -> list[int]:
    """Return the positions of a longest strictly rising run, by patience sorting (Fredman 1975)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for number, place in enumerate(places):
        pile = bisect_left(tails, place)
        tails[pile : pile + 1] = [place]
        ends[pile : pile + 1] = [number]
        before.append(ends[pile - 1] if pile else None)
    run: list[int] = []
    at = ends[-1] if ends else None
    while at is not None:
        run.append(at)
        at = before[at]
    return run[::-1]


class _Back:
    """Puts one item back to where it was agreed to stand, and everything else left as it is."""

    def __init__(
        self, plan: Plan, evaluator: Evaluator, agreed: Sequence[int], staying: Iterable[int]
    ) -> None:
        self._plan = plan
        self._evaluator = evaluator
        self._staying = frozenset(staying)
        self._agreed = agreed
        self._late = evaluator.outcome_of(plan.times)[0]

    def saved_by_moving(self, item: int) -> dict[str, Decimal] | None:
        """Return what each item saves by a move; None where the agreed place could not hold."""
        order = self._put_back(item)
        if order is None:
            return None
        times = self._evaluator.times(order)
        if self._evaluator.outcome_of(times)[0] > self._late:
            return None
        candidates, now = self._plan.backlog.candidates, self._plan.times.finish
        later = {n: times.finish[n] - now[n] for n in sorted(now)}
        return {
            candidates[n].key: delay_cost(candidates[n].weight * days)
            for n, days in later.items()
            if abs(days) > _LEAST
        }

    def _put_back(self, item: int) -> list[int] | None:
        """Return the order with an item beside what it was agreed to follow; None if it breaks."""
        rest = [n for n in self._plan.order if n != item]
        at = self._agreed_at(item, rest)
        rest.insert(at, item)
        backlog = self._plan.backlog
        own = backlog.candidates[item]
        waits = set(backlog.links[item])
        followers = set(backlog.numbers(backlog.graph.successors(own.key)))
        holds = followers.isdisjoint(rest[:at]) and waits.isdisjoint(rest[at:])
        tiers = [(n, each.tier) for n, each in enumerate(self._placed(rest)) if each.place is None]
        in_tiers = all(tier <= own.tier if n < at else tier >= own.tier for n, tier in tiers)
        return rest if holds and in_tiers else None

    def _placed(self, order: Iterable[int]) -> list[Candidate]:
        return [self._plan.backlog.candidates[n] for n in order]

    def _agreed_at(self, item: int, rest: Sequence[int]) -> int:
        """Return where an item was agreed to stand: a move down goes as far as the next allows."""
        where = self._agreed.index(item)
        ahead = [n for n in self._agreed[:where] if n in self._staying]
        behind = [n for n in self._agreed[where + 1 :] if n in self._staying]
        first = rest.index(ahead[-1]) + 1 if ahead else 0
        last = rest.index(behind[0]) if behind else len(rest)
        return min(max(self._plan.order.index(item), first), max(first, last))
