"""When what was promised outside would be there: by the plan, after freezes, with who it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.planning.capacity.working_days import WorkingDays
from assistant.planning.consequences.promises import Promise, Promises, penalty
from assistant.planning.inputs.open_items import open_items
from assistant.planning.scenarios.planned import PlannedWorld
from assistant.portfolio.people import Availability
from assistant.portfolio.project import Milestone
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Money

_LOOKED_AHEAD = 366
"""Days after which nobody is waited for any longer."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A promise and the day it would be kept; `day` is None where no plan says.

    `items` are the open ones it needs, `freeze` the key of the freeze that it has to wait out.
    `is_given_up` says that something it needs is not going to be done.
    """

    milestone: Milestone
    promised: date
    day: date | None
    items: tuple[str, ...]
    freeze: str | None = None
    is_given_up: bool = False

    @property
    def is_late(self) -> bool:
        """Whether the promise breaks, as far as the plan says."""
        return self.is_given_up or (self.day is not None and self.day > self.promised)

    @property
    def days_late(self) -> int:
        """Calendar days after the promise; zero where it is kept or no day is known."""
        return max((self.day - self.promised).days, 0) if self.day is not None else 0

    @property
    def penalty(self) -> Money | None:
        """What the delay costs, as it was agreed; None where nothing was, or it is in time."""
        return penalty(self.milestone, self.promised, self.day) if self.day is not None else None


def deliveries(planned: PlannedWorld) -> Mapping[str, Delivery]:
    """Return the promises that are open and that items are known for, by milestone."""
    snapshot = planned.world.snapshot
    promises = Promises(snapshot, open_items(snapshot))
    calendar = _Calendar(snapshot, promises)
    return {
        each.key: _delivery(each, each.day, planned, calendar)
        for each in promises.all
        if each.day is not None
    }


def _delivery(
    promise: Promise, promised: date, planned: PlannedWorld, calendar: _Calendar
) -> Delivery:
    milestone, items = promise.milestone, promise.items
    needed = planned.world.snapshot.get(WorkItem, milestone.needs_item)
    if needed is not None and needed.category is StatusCategory.DROPPED:
        return Delivery(milestone, promised, None, items, is_given_up=True)
    days = [planned.finish(key) for key in items]
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return Delivery(milestone, promised, None, items)
    day, freeze = calendar.live(promise, max(known))
    return Delivery(milestone, promised, day, items, freeze or _waited_out(planned, items, day))


def _waited_out(planned: PlannedWorld, items: tuple[str, ...], day: date) -> str | None:
    """Return the freeze that the last item's finish was put off by."""
    plan = planned.plan
    last = [plan.backlog.number[key] for key in items if planned.finish(key) == day]
    held = (plan.staff.restrictions.freeze_of(n, plan.times.finish[n]) for n in last)
    return next((freeze for freeze in held if freeze is not None), None)


class _Calendar:
    """On which days something can go live."""

    def __init__(self, snapshot: Snapshot, promises: Promises) -> None:
        self._promises = promises
        self._line = WorkingDays.of(snapshot)
        self._away = [row for row in snapshot.all(Availability) if not row.available_percent]

    def live(self, promise: Promise, ready: date) -> tuple[date, str | None]:
        """Return the first day from `ready` on, and the freeze that was waited out."""
        held: str | None = None
        day = ready
        for _ in range(_LOOKED_AHEAD):
            day, freeze = self._promises.live(promise, day)
            held = held or (freeze.key if freeze else None)
            if self._is_worked(day) and not self._is_away(promise.milestone, day):
                return day, held
            day += timedelta(days=1)
        return ready, held

    def _is_worked(self, day: date) -> bool:
        place = self._line.place(day)
        return self._line.day(place) == day and self._line.is_worked(place)

    def _is_away(self, milestone: Milestone, day: date) -> bool:
        return any(
            row.person == milestone.needs_person and row.start <= day <= row.end
            for row in self._away
        )
