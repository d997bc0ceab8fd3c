"""The order found again with some rows changed: what a reason, an input or a pin really does.

It is found as the order of record was, on the whole portfolio with the same seed and budget, and
told as far as its reader may see: places are counted among visible items that are not started.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.planning.order.finding import Found, find_order, tell_nobody
from assistant.planning.order.plan import Plan
from assistant.planning.order.ranking import Ranking
from assistant.policy import Policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.snapshot import Snapshot

Row = tuple[type[Noun], str]


@dataclass(frozen=True, slots=True)
class Replayed:
    """An order as its reader may see it: places to start, planned first days, and finishes.

    Days are known where people's time is; finishes are working days from today.
    """

    places: Mapping[str, int]
    starts: Mapping[str, date]
    finish: Mapping[str, float]

    def later_than(self, other: Replayed) -> dict[str, float]:
        """Return by how many working days each item is finished later than in another order."""
        return {
            key: end - other.finish[key] for key, end in self.finish.items() if key in other.finish
        }


class Replay:
    """Finds the order of one portfolio again and again."""

    def __init__(
        self, full: Snapshot, policy: Policy, ranking: Ranking, visible: Iterable[str]
    ) -> None:
        self._full = full
        self._policy = policy
        self._seed, self._budget = ranking.seed, ranking.budget
        self._visible = frozenset(visible)

    @cached_property
    def as_it_is(self) -> Replayed:
        """The order of record."""
        return self.supposing([])

    def supposing(self, put: Sequence[Noun], without: Sequence[Row] = ()) -> Replayed:
        """Return the order with rows put in or replaced, and others left out."""
        supposed = self._full.supposing(put, without) if put or without else self._full
        found = find_order(supposed, self._policy, self._seed, self._budget, tell_nobody)
        return self._told(found)

    def _told(self, found: Found) -> Replayed:
        solution, candidates = found.solution, found.backlog.candidates
        plan = Plan.of(
            found.backlog,
            found.staff,
            solution.order,
            solution.times,
            solution.index,
            self._policy,
        )
        shown = [n for n in plan.order if candidates[n].key in self._visible]
        waiting = [n for n in shown if not candidates[n].is_started]
        return Replayed(
            places={candidates[n].key: place for place, n in enumerate(waiting, start=1)},
            starts={
                candidates[n].key: found.staff.line.start_day(plan.times.start[n])
                for n in shown
                if plan.is_planned(n)
            },
            finish={candidates[n].key: plan.times.finish[n] for n in shown},
        )
