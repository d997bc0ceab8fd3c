"""The bottleneck: the skill of which one more person would save most waiting."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.planning.capacity.working_days import DAYS_PER_WEEK
from assistant.planning.consequences.other_staff import with_more
from assistant.planning.consequences.planned import Planned
from assistant.planning.inputs.backlog import WEIGHT_GRAIN
from assistant.planning.sequencing.schedule import Times
from assistant.values.effort import MINUTES_PER_DAY

_TRIED = 5
"""Skills that are tried: those with most work for the time of their people."""
_LEAST = 0.005


@dataclass(frozen=True, slots=True)
class Scarce:
    """A skill: days of open work, days its people have by then, points one more would save."""

    skill: str
    work: float
    time: float
    saved: float


def bottleneck(planned: Planned, weeks: int) -> Scarce | None:
    """Return the scarcest skill over so many weeks; None where one more would save nothing."""
    if not planned.has_times:
        return None
    found = sorted(
        _skills(planned, weeks), key=lambda each: (-each[1] / (each[2] or 1.0), each[0])
    )
    before = _cost(planned, planned.times)
    tried = [
        Scarce(skill, work, time, before - _cost(planned, _one_more(planned, skill)))
        for skill, work, time in found[:_TRIED]
    ]
    best = max(tried, key=lambda each: (each.saved, each.skill), default=None)
    return best if best is not None and best.saved > _LEAST else None


def _skills(planned: Planned, weeks: int) -> list[tuple[str, float, float]]:
    """Return each skill with its days of work, and the days of everyone who can do it."""
    staff = planned.staff
    end = weeks * DAYS_PER_WEEK - staff.line.start.weekday()
    work: dict[str, float] = {}
    pools: dict[str, set[int]] = {}
    for item, parts in enumerate(staff.parts):
        for part in parts if item not in staff.unstaffed else ():
            work[part.skill] = work.get(part.skill, 0.0) + part.minutes / MINUTES_PER_DAY
            pools.setdefault(part.skill, set()).update(part.pool)
    return [
        (
            skill,
            work[skill],
            sum(staff.timelines[number].work_by(end) for number in pools[skill]) / MINUTES_PER_DAY,
        )
        for skill in sorted(work)
        if skill
    ]


def _one_more(planned: Planned, skill: str) -> Times:
    line = planned.staff.line
    days = max(len(timeline.minutes) for timeline in planned.staff.timelines)
    minutes = [float(MINUTES_PER_DAY * line.is_worked(day)) for day in range(days)]
    items = range(len(planned.backlog.candidates))
    return planned.times_on(with_more(planned.staff, skill, items, minutes))


def _cost(planned: Planned, times: Times) -> float:
    """Return Σ cost of delay × finish in weeks, of what has a planned day."""
    candidates = planned.backlog.candidates
    days = sum(
        candidates[number].weight * finish
        for number, finish in times.finish.items()
        if planned.is_planned(number)
    )
    return days / WEIGHT_GRAIN / DAYS_PER_WEEK
