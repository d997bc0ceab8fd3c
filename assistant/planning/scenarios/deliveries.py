"""When what was promised outside would be there: by the plan, after freezes, with who it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assistant.planning.capacity.working_days import WorkingDays
from assistant.planning.inputs.freezes import Freezes
from assistant.planning.scenarios.planned import Planned
from assistant.portfolio.people import Availability
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Money

_LOOKED_AHEAD = 366
_DAYS_A = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
_OPEN = frozenset({StatusCategory.TODO, StatusCategory.DOING})


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
        """What the delay costs, shared out by days where it is so much a month or week."""
        penalty = self.milestone.penalty
        if penalty is None or not self.days_late:
            return None
        per = (self.milestone.penalty_per or "once").strip().casefold()
        if per not in _DAYS_A:
            return penalty
        return penalty * (Decimal(self.days_late) / _DAYS_A[per])


def deliveries(planned: Planned) -> Mapping[str, Delivery]:
    """Return the promises that are open and that items are known for, by milestone."""
    snapshot = planned.world.snapshot
    calendar = _Calendar(snapshot)
    released: dict[str, list[WorkItem]] = {}
    for item in snapshot.all(WorkItem):
        if item.release is not None:
            released.setdefault(item.release, []).append(item)
    found: dict[str, Delivery] = {}
    for milestone in snapshot.all(Milestone):
        promised = milestone.committed or (milestone.baseline if milestone.mandatory else None)
        needed = snapshot.get(WorkItem, milestone.needs_item)
        parts = [*([needed] if needed else []), *released.get(milestone.key, ())]
        if milestone.actual is None and promised is not None and parts:
            given_up = needed is not None and needed.category is StatusCategory.DROPPED
            items = tuple(dict.fromkeys(item.key for item in parts if item.category in _OPEN))
            found[milestone.key] = _delivery(
                milestone, promised, items, given_up, planned, calendar
            )
    return found


def _delivery(
    milestone: Milestone,
    promised: date,
    items: tuple[str, ...],
    given_up: bool,  # noqa: FBT001 - a private step of one function
    planned: Planned,
    calendar: _Calendar,
) -> Delivery:
    days = [planned.finish(key) for key in items]
    known = [day for day in days if day is not None]
    if given_up or not known or len(known) < len(days):
        return Delivery(milestone, promised, None, items, is_given_up=given_up)
    day, freeze = calendar.live(milestone, max(known))
    if freeze is None:
        freeze = _waited_out(planned, items, day)
    return Delivery(milestone, promised, day, items, freeze)


def _waited_out(planned: Planned, items: tuple[str, ...], day: date) -> str | None:
    """Return the freeze that the last item's finish was put off by."""
    backlog, plan = planned.plan.backlog, planned.plan
    for key in items:
        number = backlog.number[key]
        if planned.finish(key) == day:
            freeze = plan.staff.restrictions.freeze_of(number, plan.times.finish[number])
            if freeze is not None:
                return freeze
    return None


class _Calendar:
    """On which days something can go live."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._freezes = Freezes(snapshot)
        self._line = WorkingDays.of(snapshot)
        self._away = snapshot.all(Availability)

    def live(self, milestone: Milestone, ready: date) -> tuple[date, str | None]:
        """Return the first day from `ready` on, and the freeze that was waited out."""
        project = self._snapshot.get(Project, milestone.project)
        systems = project.systems if project else ()
        freeze: str | None = None
        day = ready
        for _ in range(_LOOKED_AHEAD):
            held = self._freezes.over(day, systems) if milestone.is_release else None
            if held is None and self._is_worked(day) and not self._is_away(milestone, day):
                return day, freeze
            freeze = freeze or (held.key if held else None)
            day = day + timedelta(days=1)
        return ready, freeze

    def _is_worked(self, day: date) -> bool:
        return (
            self._line.is_worked(self._line.place(day))
            and self._line.day(self._line.place(day)) == day
        )

    def _is_away(self, milestone: Milestone, day: date) -> bool:
        return milestone.needs_person is not None and any(
            row.person == milestone.needs_person
            and row.start <= day <= row.end
            and not row.available_percent
            for row in self._away
        )
