"""The day on which a milestone can really happen once its work is done."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.planning.capacity.working_days import DAYS_PER_WEEK, WorkingDays
from assistant.planning.inputs.freezes import Freezes
from assistant.portfolio.people import Availability
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot

_LONGEST_WAIT = 366
"""Days that are looked ahead for one on which it can happen."""


class GoLive:
    """Moves days: not before the day its owner states, not in a freeze, and with who it needs."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._today = snapshot.as_of
        self._holidays = WorkingDays.of(snapshot).holidays
        self._freezes = Freezes(snapshot)
        self._systems = {project.key: project.systems for project in snapshot.all(Project)}
        self._away: dict[str, list[tuple[date, date]]] = {}
        for row in snapshot.all(Availability):
            if not row.available_percent:
                self._away.setdefault(row.person, []).append((row.start, row.end))

    def day(self, milestone: Milestone, done: date) -> date:
        """Return the day of a milestone whose work is done on a day."""
        first = max(done, milestone.forecast or done, self._today)
        days = (first + timedelta(days=later) for later in range(_LONGEST_WAIT))
        return next((day for day in days if self._can_be(milestone, day)), first)

    def _can_be(self, milestone: Milestone, day: date) -> bool:
        if day.weekday() >= DAYS_PER_WEEK or day in self._holidays:
            return False
        systems = self._systems.get(milestone.project, ())
        if milestone.is_release and self._freezes.over(day, systems) is not None:
            return False
        away = self._away.get(milestone.needs_person or "", ())
        return not any(start <= day <= end for start, end in away)
