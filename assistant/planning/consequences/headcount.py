"""How many more people it takes to finish everything by a day, and what more people cannot mend.

The plan says what of each skill's work is left after the day; that much has to be done by people
who come. As often as that does not yet suffice, since links keep them waiting too, one more is put
where most is left, and everything is planned anew.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.planning.capacity.staffing import Staff
from assistant.planning.consequences.other_staff import with_more
from assistant.planning.consequences.planned import Planned
from assistant.planning.consequences.promises import Promise, Promises
from assistant.planning.sequencing.schedule import Times
from assistant.values.effort import MINUTES_PER_DAY

_SLIVER = 1e-6
_HALF = 0.5
_TRIES = 6
"""How often one more is put where most is left."""


@dataclass(frozen=True, slots=True)
class Need:
    """People of one skill who would have to come: with smaller, stated and larger sizes."""

    skill: str
    fewest: int
    stated: int
    most: int
    days_left: float


@dataclass(frozen=True, slots=True)
class Headcount:
    """What finishing by a day takes.

    `start` is the day from which people who come work, `days` what each gets done by then. `late`
    are the items that are not finished even with them, `impossible` those that links alone forbid.
    `missed` are the promised days that are missed even so; `chains` the days set by law with the
    earliest that links alone allow.
    """

    by: date
    start: date
    days: float
    needs: tuple[Need, ...]
    late: tuple[str, ...]
    impossible: tuple[str, ...]
    missed: tuple[Promise, ...]
    chains: tuple[tuple[Promise, date], ...]


def headcount(planned: Planned, promises: Promises, by: date, error: float) -> Headcount:
    """Return what it takes to finish all planned work by a day, sizes off by `error` either way."""
    end = planned.staff.line.end_of(by)
    start = planned.snapshot.as_of + timedelta(weeks=_lead_weeks(planned))
    pattern = _days_of_new(planned, start)
    each = sum(pattern[: int(end)])
    found = [
        _needed(planned, _scaled(planned.staff, 1 + off), end, pattern)
        for off in (-error, 0.0, error)
    ]
    skills = sorted({skill for needed, _ in found for skill in needed})
    left = _left_after(planned, planned.times, end)
    impossible = tuple(
        key for key, span in planned.earliest.items() if span.finish > end + _SLIVER
    )
    late = _late_keys(planned, found[1][1], end)
    return Headcount(
        by=by,
        start=start,
        days=each / MINUTES_PER_DAY,
        needs=tuple(_need(skill, [needed for needed, _ in found], left) for skill in skills),
        late=tuple(key for key in late if key not in impossible),
        impossible=impossible,
        missed=tuple(e for e in promises.all if _is_missed(e, planned, promises, found[1][1])),
        chains=tuple(_chains_by_law(planned, promises)),
    )


def _is_missed(promise: Promise, planned: Planned, promises: Promises, times: Times) -> bool:
    numbers = planned.backlog.numbers(promise.items)
    if promise.day is None or not all(planned.is_planned(number) for number in numbers):
        return False
    finished = planned.day(max(times.finish[number] for number in numbers))
    return promises.live(promise, finished)[0] > promise.day


def _chains_by_law(planned: Planned, promises: Promises) -> Iterator[tuple[Promise, date]]:
    for promise in promises.all:
        if promise.milestone.mandatory and promise.day is not None:
            finish = max(planned.earliest[key].finish for key in promise.items)
            yield promise, promises.live(promise, planned.day(finish))[0]


def _need(skill: str, found: Sequence[Mapping[str, int]], left: Mapping[str, float]) -> Need:
    fewest, stated, most = (needed.get(skill, 0) for needed in found)
    return Need(
        skill,
        min(fewest, stated),
        stated,
        max(stated, most),
        left.get(skill, 0.0) / MINUTES_PER_DAY,
    )


def _lead_weeks(planned: Planned) -> int:
    return int(planned.policy.limit("hire_lead_weeks"))


def _days_of_new(planned: Planned, start: date) -> list[float]:
    line = planned.staff.line
    first = line.place(start)
    settled = line.place(start + timedelta(weeks=planned.backlog.margins.ramp_up_weeks))
    days = max(len(timeline.minutes) for timeline in planned.staff.timelines)
    return [
        0.0
        if day < first or not line.is_worked(day)
        else MINUTES_PER_DAY * (_HALF if day < settled else 1.0)
        for day in range(days)
    ]


def _needed(
    planned: Planned, staff: Staff, end: float, pattern: Sequence[float]
) -> tuple[dict[str, int], Times]:
    """Return how many of each skill have to come, and the plan with them."""
    each = sum(pattern[: int(end)])
    needed: dict[str, int] = {}
    times = planned.times_on(staff)
    items = range(len(planned.backlog.candidates))
    for turn in range(_TRIES):
        left = _left_after(planned, times, end)
        if not left or not each:
            break
        wanted = left if turn == 0 else {max(sorted(left), key=left.__getitem__): each}
        for skill, minutes in sorted(wanted.items()):
            count = math.ceil(minutes / each - _SLIVER)
            needed[skill] = needed.get(skill, 0) + count
            staff = with_more(staff, skill, items, pattern, count)
        times = planned.times_on(staff)
    return needed, times


def _left_after(planned: Planned, times: Times, end: float) -> dict[str, float]:
    """Return the minutes of each skill that are planned after a time, in items that can be by then."""
    earliest = planned.earliest
    left: dict[str, float] = {}
    for part in times.work:
        key = planned.backlog.candidates[part.item].key
        if part.finish > end + _SLIVER and earliest[key].finish <= end:
            left[part.skill] = left.get(part.skill, 0.0) + part.end - part.begin
    return left


def _late_keys(planned: Planned, times: Times, end: float) -> tuple[str, ...]:
    late = sorted(n for n, finish in times.finish.items() if finish > end + _SLIVER)
    return planned.backlog.keys(late)


def _scaled(staff: Staff, factor: float) -> Staff:
    parts = tuple(
        tuple(replace(part, minutes=max(round(part.minutes * factor), 1)) for part in each)
        for each in staff.parts
    )
    return replace(staff, parts=parts)
