"""Whether what nobody stated could change anything: tried with a small and a large value.

An item that has no size is ranked again as if it were a small and a large one; one without worth
as if it were worth little and much. What is missing matters if that changes what starts next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from assistant.planning.capacity.staffing import Staff
from assistant.planning.inputs.backlog import WEIGHT_GRAIN, Backlog, Candidate
from assistant.planning.inputs.sizes import ANY_SKILL, Measure
from assistant.planning.order.plan import Plan
from assistant.planning.order.standings import Standings
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.planning.sequencing.pins import place_pins
from assistant.planning.sequencing.starts import by_worth
from assistant.planning.stopping import NEVER, Stop
from assistant.policy import Policy
from assistant.portfolio.facts import Facts
from assistant.values import Effort, Fact, Unit
from assistant.values.effort import MINUTES_PER_DAY

_PASSES = 12
"""Orders and schedules made for each item that is tried, in units of placed items per item."""

_MOST = 40
"""Items that are tried at most: a person asks nobody about more."""


class Sensitivity:
    """Tries other values for what is missing."""

    def __init__(
        self, backlog: Backlog, staff: Staff, policy: Policy, standings: Standings
    ) -> None:
        self._backlog = backlog
        self._staff = staff
        self._policy = policy
        self._standings = standings

    def tried(self, order: Sequence[int], budget: int, stop: Stop = NEVER) -> dict[int, bool]:
        """Return for the first items that miss something whether it matters.

        As many as the budget of placed items and the stop allow; none where nothing at all is
        stated.
        """
        missing = [item for item in order if self._misses(self._backlog.candidates[item])]
        count = budget // max(_PASSES * len(order), 1)
        first = missing[: min(count, _MOST)]
        return {item: self._matters(item) for item in first if not stop.is_over()}

    def _misses(self, candidate: Candidate) -> bool:
        unsized = candidate.size is None and self._sizes[1] > 0
        unscored = candidate.rate is None and self._weights[1] > 0
        return not candidate.is_started and (unsized or unscored)

    def _matters(self, item: int) -> bool:
        small, large = self._sizes
        little, much = self._weights
        return any(
            self._differs(item, work, weight) for work, weight in ((small, much), (large, little))
        )

    def _differs(self, item: int, work: int, weight: int) -> bool:
        tried = self._plan(*self._changed(item, work, weight))
        return self._standings.start_next(tried) != self._start_next

    def _changed(self, item: int, work: int, weight: int) -> tuple[Backlog, Staff]:
        """Put a size and a worth in place of what is missing; zero leaves it as assumed."""
        candidate, parts = self._backlog.candidates[item], self._staff.parts
        if candidate.size is None and work:
            candidate = replace(candidate, parts=((ANY_SKILL, work),))
            alone = (replace(parts[item][0], minutes=work),)
            parts = (*parts[:item], alone, *parts[item + 1 :])
        if candidate.rate is None and weight:
            candidate = replace(candidate, weight=weight)
        others = self._backlog.candidates
        candidates = (*others[:item], candidate, *others[item + 1 :])
        return replace(self._backlog, candidates=candidates), replace(self._staff, parts=parts)

    def _plan(self, backlog: Backlog, staff: Staff) -> Plan:
        worth = by_worth(backlog, [candidate.work for candidate in backlog.candidates])
        order = place_pins(worth.order, backlog).order
        times = Evaluator(backlog, staff).times(order)
        return Plan.of(backlog, staff, order, times, worth.index, self._policy)

    def sizes_tried(self, facts: Facts) -> tuple[Fact, ...]:
        """Return the smallest and the largest size to try; nothing where no item has one."""
        if not self._sizes[1]:
            return ()
        in_points = self._backlog.measure is Measure.POINTS
        efforts = [Effort(minutes=amount) for amount in self._sizes]
        return tuple(
            facts.of("portfolio", f"{end} size tried", effort.days, Unit.COUNT)
            if in_points
            else facts.of("portfolio", f"{end} size tried", effort, Unit.EFFORT)
            for end, effort in zip(("smallest", "largest"), efforts, strict=True)
        )

    @cached_property
    def _start_next(self) -> frozenset[int]:
        return self._standings.start_next(self._plan(self._backlog, self._staff))

    @cached_property
    def _sizes(self) -> tuple[int, int]:
        """The smallest and the largest size to try; zeros where no item has one."""
        stated = [each.size.total for each in self._backlog.candidates if each.size]
        if self._backlog.measure is Measure.POINTS or not stated:
            return min(stated, default=0), max(stated, default=0)
        low, high = (self._policy.limit(f"unsized_{end}_days") for end in ("low", "high"))
        return max(int(low * MINUTES_PER_DAY), 1), max(int(high * MINUTES_PER_DAY), 1)

    @cached_property
    def _weights(self) -> tuple[int, int]:
        """The least and the most worth to try; zeros where no item has any."""
        stated = [each.weight for each in self._backlog.candidates if each.rate]
        if not stated:
            return 0, 0
        scoring = self._policy.scoring
        low, high = int(scoring.scale_low * WEIGHT_GRAIN), int(scoring.scale_high * WEIGHT_GRAIN)
        return min(low, *stated), max(high, *stated)
