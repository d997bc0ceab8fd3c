"""Checks somebody's order against the computed one, with the evaluator that made it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.capacity.staffing import staff_backlog
from assistant.planning.challenge.breaks import Breaks
from assistant.planning.challenge.checked_order import CheckedOrder, OrderVerdict
from assistant.planning.challenge.completing import Completed, completed
from assistant.planning.challenge.given_order import GivenOrder
from assistant.planning.challenge.telling import Compared, Telling
from assistant.planning.inputs.backlog import read_backlog
from assistant.planning.order.plan import Plan
from assistant.planning.order.ranking import Ranking
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.policy import Policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem

_NOISE = 1e-9
"""Share of the cost by which two equal costs may differ in arithmetic alone."""


@dataclass(frozen=True, slots=True)
class Record:
    """The computed order of record, and what it was computed from. Never shown as it is."""

    full: Snapshot
    policy: Policy
    ranking: Ranking


def check_order(given: GivenOrder, record: Record, seen: Snapshot) -> CheckedOrder:
    """Return what a given order breaks, costs more, or that it is level or better.

    Everything is computed on the whole; sums and names are those of what `seen` shows. An order
    that breaks links is costed as mended, the least moved up that has to be.
    """
    return _Check(record, seen).of(given)


class _Check:
    def __init__(self, record: Record, seen: Snapshot) -> None:
        self._record = record
        self._facts = Facts(seen)
        self._visible = frozenset(seen.frame(WorkItem)["key"])
        backlog = read_backlog(record.full, record.policy)
        staff = staff_backlog(record.full, backlog)
        self._evaluator = Evaluator(backlog, staff)
        order = backlog.numbers(item.key for item in record.ranking.items)
        times = self._evaluator.times(order)
        index = [0.0] * len(order)
        self._ours = Plan.of(backlog, staff, order, times, index, record.policy)

    def of(self, given: GivenOrder) -> CheckedOrder:
        backlog, ours = self._ours.backlog, self._ours
        held = self._held()
        theirs = completed(backlog.numbers(given.keys), ours.order, held, backlog)
        times = self._evaluator.times(theirs.mended)
        breaks = Breaks(ours, self._evaluator, self._facts).of(theirs, times)
        days = {
            candidate.key: times.finish[n] - ours.times.finish[n]
            for n, candidate in enumerate(backlog.candidates)
        }
        costs = (self._evaluator.outcome(theirs.mended)[1], self._evaluator.outcome(ours.order)[1])
        compared = Compared(
            verdict=OrderVerdict.BREAKS if breaks else self._verdict(theirs, costs),
            days={key: each for key, each in days.items() if key in self._visible},
            theirs=self._finishes(times.finish),
            ours=self._finishes(ours.times.finish),
            breaks=breaks,
            order=tuple(key for key in backlog.keys(theirs.mended) if key in self._visible),
            added=len(self._visible.intersection(days).difference(given.keys, backlog.keys(held))),
            dates_known=ours.staff.mode is not CapacityMode.NONE
            or all(candidate.deadline is None for candidate in backlog.candidates),
            gap_percent=self._record.ranking.gap_percent,
        )
        return Telling(backlog, self._facts).checked(given, compared)

    def _verdict(self, theirs: Completed, costs: tuple[float, float]) -> OrderVerdict:
        cost, our_cost = costs
        limit = float(self._record.policy.limit("worthwhile_move_percent")) / 100
        share = (cost - our_cost) / our_cost if our_cost else 0.0
        if abs(share) <= max(limit, _NOISE) or (
            share > 0 and self._is_within_bands(theirs.mended)
        ):
            return OrderVerdict.LEVEL
        return OrderVerdict.COSTS_MORE if share > 0 else OrderVerdict.BETTER

    def _is_within_bands(self, order: Sequence[int]) -> bool:
        """Say whether only items change places that are level on today's data."""
        band = {item.key: item.tie_band for item in self._record.ranking.items}
        bands = [band[key] for key in self._ours.backlog.keys(order)]
        return bands == sorted(bands)

    def _finishes(self, finish: Mapping[int, float]) -> dict[str, float]:
        keyed = {self._ours.backlog.candidates[n].key: end for n, end in finish.items()}
        return {key: end for key, end in sorted(keyed.items()) if key in self._visible}

    def _held(self) -> frozenset[int]:
        """Return the items of confidential projects, whoever asks: all read the same answer."""
        secret = {each.key for each in self._record.full.all(Project) if each.confidential}
        return frozenset(
            n
            for n, each in enumerate(self._ours.backlog.candidates)
            if each.item.project in secret
        )
