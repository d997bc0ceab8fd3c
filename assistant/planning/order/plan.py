"""An order put on people's time: places, times, and what fits before the cut line.

Times are known only where people's time is. An item whose skill nobody has, or that comes after
the weeks that are planned day by day, has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.capacity.staffing import WEEKS_KNOWN, Staff
from assistant.planning.capacity.working_days import DAYS_PER_WEEK
from assistant.planning.inputs.backlog import Backlog
from assistant.planning.sequencing.schedule import Times
from assistant.policy import Policy

_SLIVER = 1e-9


@dataclass(frozen=True)
class Plan:
    """An order of candidates by number, and when each would start and finish."""

    backlog: Backlog
    staff: Staff
    order: Sequence[int]
    times: Times
    index: Sequence[float]
    cut: float

    @classmethod
    def of(
        cls,
        backlog: Backlog,
        staff: Staff,
        order: Sequence[int],
        times: Times,
        index: Sequence[float],
        policy: Policy,
    ) -> Plan:
        """Make a plan whose cut line is the end of the weeks that the policy looks ahead."""
        weeks = int(policy.limit("load_horizon_weeks"))
        cut = float(weeks * DAYS_PER_WEEK - staff.line.start.weekday())
        return cls(backlog, staff, order, times, index, cut)

    @property
    def has_times(self) -> bool:
        """Whether people's time is known."""
        return self.staff.mode is not CapacityMode.NONE

    @cached_property
    def start_places(self) -> Mapping[int, int]:
        """The places of what is not started, counted among itself."""
        waiting = [item for item in self.order if not self.backlog.candidates[item].is_started]
        return {item: place for place, item in enumerate(waiting, start=1)}

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Key → place in the order."""
        return {key: n for n, key in enumerate(self.backlog.keys(self.order), start=1)}

    def is_planned(self, item: int) -> bool:
        """Say whether an item has times that mean something."""
        known = self.times.finish[item] <= WEEKS_KNOWN * DAYS_PER_WEEK
        return self.has_times and known and item not in self.staff.unstaffed

    def fits(self, item: int) -> bool:
        """Say whether an item is finished before the cut line."""
        return self.is_planned(item) and self.times.finish[item] <= self.cut + _SLIVER

    def ready(self, item: int) -> float:
        """Return when the last thing an item waits for is finished."""
        before = self.backlog.links[item]
        return max((self.times.finish[each] for each in before), default=0.0)

    def people(self, item: int) -> frozenset[int]:
        """Return everybody who can do some of an item's work."""
        return frozenset(n for part in self.staff.parts[item] for n in part.pool)
