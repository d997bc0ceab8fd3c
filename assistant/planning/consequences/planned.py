"""The order of record on people's time, and what becomes of its dates when something changes.

Whatever changes, people keep the order: what moves then follows from the change and not from a
new search among orders that are nearly as good.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.capacity.staffing import WEEKS_KNOWN, Staff, staff_backlog
from assistant.planning.capacity.working_days import DAYS_PER_WEEK
from assistant.planning.dependencies.network import Network, Span
from assistant.planning.inputs.backlog import Backlog, read_backlog
from assistant.planning.inputs.sizes import Measure
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.planning.sequencing.schedule import Times
from assistant.policy import Policy
from assistant.portfolio.snapshot import Snapshot
from assistant.values.effort import MINUTES_PER_DAY


class Planned:
    """One order of all open work on the full snapshot; `order` holds keys, first to last."""

    def __init__(self, snapshot: Snapshot, policy: Policy, order: Iterable[str]) -> None:
        self.snapshot = snapshot
        self.policy = policy
        self.backlog: Backlog = read_backlog(snapshot, policy)
        self.staff: Staff = staff_backlog(snapshot, self.backlog)
        self.order: Sequence[int] = tuple(self.backlog.numbers(order))

    @property
    def has_times(self) -> bool:
        """Whether people's time is known, so that a plan has dates."""
        return self.staff.mode is not CapacityMode.NONE

    @property
    def has_network(self) -> bool:
        """Whether sizes are time, so that links alone say something about dates."""
        return self.backlog.measure is Measure.WORK

    @cached_property
    def times(self) -> Times:
        """When everything is done as it is planned now, and who does what."""
        return Evaluator(self.backlog, self.staff).planned(self.order)

    def times_on(self, staff: Staff, order: Sequence[int] | None = None) -> Times:
        """Return the times on another staff, or in another order."""
        return Evaluator(self.backlog, staff).planned(self.order if order is None else order)

    def times_if_finished(self, at: Mapping[int, float]) -> Times:
        """Return the times if some items are finished no sooner than at these times."""
        before = self.staff.no_sooner
        later = {item: max(time, before.get(item, 0.0)) for item, time in at.items()}
        return self.times_on(replace(self.staff, no_sooner={**before, **later}))

    @cached_property
    def network(self) -> Network:
        """The links alone, with the least days that each item takes."""
        keys = self.backlog.candidates
        bound = self.staff.no_sooner if self.has_times else {}
        gates = self.staff.restrictions.not_before
        return Network(
            self.backlog.graph,
            {candidate.key: self._least_days(n) for n, candidate in enumerate(keys)},
            {keys[n].key: time for n, time in bound.items()},
            {keys[n].key: time for n, time in gates.items()},
        )

    @cached_property
    def earliest(self) -> Mapping[str, Span]:
        """The earliest times of everything, if everybody had time at once."""
        return self.network.earliest()

    def is_planned(self, item: int) -> bool:
        """Say whether an item has a planned day: somebody can do it, within the weeks known."""
        known = self.times.finish[item] <= WEEKS_KNOWN * DAYS_PER_WEEK
        return self.has_times and known and item not in self.staff.unstaffed

    def finish(self, key: str) -> float:
        """Return when an item is finished as planned; by links alone where no plan has dates."""
        if self.has_times:
            return self.times.finish[self.backlog.number[key]]
        return self.earliest[key].finish

    def day(self, time: float) -> date:
        """Return the day on which work that ends at a time is finished."""
        return self.staff.line.finish_day(time)

    def _least_days(self, item: int) -> float:
        """Return the least days of an item; nothing for one that nobody sized."""
        candidate = self.backlog.candidates[item]
        if candidate.size is None:
            return 0.0
        if self.has_times:
            return self.staff.least_days_of(item)
        return candidate.work / MINUTES_PER_DAY
