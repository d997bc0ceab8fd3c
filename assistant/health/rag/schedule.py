"""The schedule of a project: dates against what was agreed and promised, pace, work past due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import polars as pl

from assistant.health.expected_dates import Expected, ExpectedDates
from assistant.health.growth import HUNDRED
from assistant.health.naming import called
from assistant.health.project_cost import ProjectCost, earned_value, project_costs
from assistant.health.rag.dated import Dated, add_worst
from assistant.health.rag.evidence import Evidence
from assistant.health.rag.tolerances import Tolerances
from assistant.portfolio.facts import Cell
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Unit

WorkDue = tuple[date, str]
"""When a work item was due, and its key."""


class Schedules:
    """Gathers what the schedule table asks, for one project after another."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._today = snapshot.as_of
        self._dates = ExpectedDates(snapshot)
        self._costs = project_costs(snapshot)
        self._past_due = _work_past_due(snapshot)
        self._milestones: dict[str, list[Milestone]] = {}
        for milestone in snapshot.all(Milestone):
            self._milestones.setdefault(milestone.project, []).append(milestone)

    def gather(self, project: Project, evidence: Evidence, tolerances: Tolerances) -> None:
        """Add what is known about a project's schedule."""
        tolerances.add_for(evidence, project, "tolerance_schedule_days", "schedule_days")
        for name in ("room_wanted", "pace_red", "pace_amber", "work_allowed"):
            tolerances.add(evidence, name, f"schedule_{name}")
        dates = tuple(self._open(project))
        for name, field_of in _MEASURED_BY.items():
            add_worst(name, _dated(dates, field_of), evidence)
        _add_pace(self._costs.get(project.key), evidence)
        self._add_past_due(self._past_due.get(project.key, ()), evidence)

    def _open(self, project: Project) -> Iterator[tuple[Milestone | Project, Expected]]:
        """Yield the end and the milestones that have not happened, with when to expect them."""
        end = self._dates.of_end(project)
        if end is not None:
            yield project, end
        for milestone in self._milestones.get(project.key, ()):
            expected = self._dates.of_milestone(milestone)
            if expected is not None:
                yield milestone, expected

    def _add_past_due(self, work: tuple[WorkDue, ...], evidence: Evidence) -> None:
        if not work:
            return
        cells: list[Cell] = [(WorkItem, key, "due") for _, key in work]
        oldest_due, oldest = work[0]
        evidence.computed("work", len(work), Unit.COUNT, cells=cells)
        evidence.phrase("work_oldest", lambda facts: called(facts, WorkItem, oldest))
        evidence.computed(
            "work_days",
            (self._today - oldest_due).days,
            Unit.DAYS,
            cells=cells[:1],
            arithmetic=f"{self._today} − {oldest_due}",
        )


def _baseline(thing: Milestone | Project, _: Expected) -> str | None:
    field = "baseline" if isinstance(thing, Milestone) else "baseline_end"
    return None if getattr(thing, field) is None else field


def _promise(thing: Milestone | Project, _: Expected) -> str | None:
    promised = isinstance(thing, Milestone) and thing.committed is not None
    return "committed" if promised else None


def _itself(thing: Milestone | Project, expected: Expected) -> str | None:
    """Return the field of a day that has passed, where nothing else was agreed."""
    agreed = _baseline(thing, expected) or _promise(thing, expected)
    return expected.field if expected.passed and agreed is None else None


_MEASURED_BY: dict[str, Callable[[Milestone | Project, Expected], str | None]] = {
    "date": _baseline,
    "promise": _promise,
    "passed": _itself,
}


def _dated(
    dates: Iterable[tuple[Milestone | Project, Expected]],
    field_of: Callable[[Milestone | Project, Expected], str | None],
) -> Iterator[Dated]:
    for thing, expected in dates:
        field = field_of(thing, expected)
        if field is not None:
            yield Dated(thing, expected, field)


def _add_pace(cost: ProjectCost | None, evidence: Evidence) -> None:
    """Add how much of the work planned by now is earned: SPI in percent."""
    totals = cost.totals("earned_value", "planned_value") if cost else None
    spi = earned_value(totals).spi if totals else None
    if totals is None or spi is None or spi < 0:
        return
    evidence.computed(
        "pace",
        spi * HUNDRED,
        Unit.PERCENT,
        cells=totals.cells(),
        arithmetic=f"{totals['earned_value']} ÷ {totals['planned_value']}",
    )


def _work_past_due(snapshot: Snapshot) -> dict[str, tuple[WorkDue, ...]]:
    """Return each project's open work past its due day, minor work aside, oldest first."""
    over = [StatusCategory.DONE.value, StatusCategory.DROPPED.value]
    past = (
        snapshot.frame(WorkItem)
        .filter(
            pl.col("due") < snapshot.as_of,
            ~pl.col("category").fill_null(StatusCategory.TODO.value).is_in(over),
            ~pl.col("minor").fill_null(value=False),
            pl.col("project").is_not_null(),
        )
        .sort("due", "key")
        .select("project", "due", "key")
    )
    found: dict[str, list[WorkDue]] = {}
    for project, due, key in past.iter_rows():
        found.setdefault(project, []).append((due, key))
    return {project: tuple(work) for project, work in found.items()}
