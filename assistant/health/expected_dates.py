"""When a milestone can really happen: not in a freeze, and not in the past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.planning.inputs.freezes import Freezes
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Expected:
    """A stated day, and the earliest day that it can really be.

    `field` is the field that states it. `freeze` is set when the stated day lies in one; `passed`
    when it is gone without the event.
    """

    field: str
    planned: date
    day: date
    freeze: Freeze | None = None
    passed: bool = False


class ExpectedDates:
    """Tells when milestones and ends are to be expected, seen from the snapshot's day."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._freezes = Freezes(snapshot)

    def of_milestone(self, milestone: Milestone) -> Expected | None:
        """Return when a milestone is to be expected; None once it has happened.

        Without a forecast the agreed day stands in, but only when it has passed: before that,
        nobody has said whether it will hold, so it is None as well.
        """
        if milestone.actual is not None:
            return None
        field = _stated(milestone, self._snapshot.as_of)
        if field is None:
            return None
        systems = self._systems(milestone.project) if milestone.is_release else None
        return self._expected(field, getattr(milestone, field), systems)

    def of_end(self, project: Project) -> Expected | None:
        """Return when a project is to be expected to end; None where no end is stated."""
        return None if project.end is None else self._expected("end", project.end, None)

    def _expected(self, field: str, planned: date, systems: tuple[str, ...] | None) -> Expected:
        """Move a day out of the past, and out of freezes where `systems` are released."""
        passed = planned < self._snapshot.as_of
        day = max(planned, self._snapshot.as_of)
        if systems is None:
            return Expected(field, planned, day, passed=passed)
        freeze = self._freezes.over(day, systems)
        return Expected(field, planned, self._freezes.first_free(day, systems), freeze, passed)

    def _systems(self, project: str) -> tuple[str, ...]:
        found = self._snapshot.get(Project, project)
        return found.systems if found else ()


def _stated(milestone: Milestone, today: date) -> str | None:
    """Return the field that says when a milestone is to be expected."""
    if milestone.forecast is not None:
        return "forecast"
    agreed = [
        (day, field) for field in ("committed", "baseline") if (day := getattr(milestone, field))
    ]
    passed = [(day, field) for day, field in agreed if day < today]
    return min(passed)[1] if passed else None
