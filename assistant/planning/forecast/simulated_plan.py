"""The plan of record run many times, and what that says about items, dates and counts.

Computed on the whole portfolio and never shown as it is: whoever asks names items they can see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.capacity.staffing import WEEKS_KNOWN, Staff, staff_backlog
from assistant.planning.forecast.calendars import Times
from assistant.planning.forecast.day_chances import DayChances
from assistant.planning.forecast.doubt import Doubt
from assistant.planning.forecast.estimate_error import EstimateError, estimate_error
from assistant.planning.forecast.planned_steps import planned_steps
from assistant.planning.forecast.replay import Replay
from assistant.planning.forecast.sums import Chances, observed
from assistant.planning.inputs.backlog import Backlog, read_backlog
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.policy import Policy
from assistant.portfolio.snapshot import Snapshot

RUNS = 2_000
"""Enough that a chance of 85 in 100 is known to within two of a hundred."""

FEWER_RUNS = 1_000
MANY_ITEMS = 5_000
"""From so many items on fewer runs do, which keeps them in memory."""

_SLIVER = 1e-6
_DECISIVE = 0.03
"""A share of a day's variance from which an item is worth naming."""


@dataclass(frozen=True)
class SimulatedPlan:
    """When each candidate is finished in each run, in working days from today."""

    snapshot: Snapshot
    backlog: Backlog
    staff: Staff
    finish: Times
    error: EstimateError
    doubt: Doubt

    @property
    def runs(self) -> int:
        """How often the plan was run."""
        return int(self.finish.shape[1])

    @property
    def latest(self) -> date:
        """The last day that is planned day by day."""
        return self.staff.line.start + timedelta(weeks=WEEKS_KNOWN)

    def known(self, keys: Iterable[str]) -> list[int]:
        """Return the numbers of the open items among some keys."""
        return [self.backlog.number[key] for key in keys if key in self.backlog.number]

    def unstaffed(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the open items among some keys that need a skill nobody has."""
        return tuple(
            self.backlog.candidates[number].key
            for number in self.known(keys)
            if number in self.staff.unstaffed
        )

    def unsized(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the open items among some keys that nobody sized."""
        candidates = (self.backlog.candidates[number] for number in self.known(keys))
        return tuple(each.key for each in candidates if each.size is None)

    def done_by(self, keys: Iterable[str]) -> DayChances | None:
        """Return when the last of some items is finished; None where none of them is open."""
        numbers = self.known(keys)
        if not numbers:
            return None
        return DayChances.of(self.finish[numbers].max(axis=0), self.staff.line, self.latest)

    def count_by(self, keys: Iterable[str], day: date) -> Chances:
        """Return how many of some items are finished by the end of a day."""
        until = self.staff.line.end_of(day) + _SLIVER
        counts = (self.finish[self.known(keys)] <= until).sum(axis=0)
        return observed(counts)

    def finish_day(self, key: str, percent: int = 85) -> date | None:
        """Return the day by which an item is finished in so many of a hundred runs.

        None where it is not open, or not finished within the weeks that are planned.
        """
        found = self.done_by([key])
        return None if found is None else found.percentile(percent)

    def deciding(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the items whose size decides most when the last of some items is finished."""
        numbers = self.known(keys)
        if not numbers:
            return ()
        shares = self.doubt.deciding(self.finish[numbers].max(axis=0))
        return tuple(
            self.backlog.candidates[item].key for item, share in shares if share >= _DECISIVE
        )


def simulate(
    snapshot: Snapshot,
    policy: Policy,
    order: Sequence[str],
    seed: int = 0,
    runs: int | None = None,
) -> SimulatedPlan | None:
    """Run the plan of an order of all open items, by key, many times.

    None where people's time or sizes in days are not known: then no plan has dates.
    """
    backlog = read_backlog(snapshot, policy)
    staff = staff_backlog(snapshot, backlog)
    if staff.mode is CapacityMode.NONE or not order:
        return None
    times = Evaluator(backlog, staff).planned(backlog.numbers(order))
    planned = planned_steps(backlog, staff, times)
    error = estimate_error(snapshot, policy)
    count = runs or (RUNS if len(order) < MANY_ITEMS else FEWER_RUNS)
    doubt = Doubt(backlog, policy, error, seed, count)
    replay = Replay(planned.items, planned.calendars, planned.watched, count)
    return SimulatedPlan(
        snapshot=snapshot,
        backlog=backlog,
        staff=staff,
        finish=replay.run(planned.steps, doubt.of),
        error=error,
        doubt=doubt,
    )
