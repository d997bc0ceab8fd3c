"""The same work on another staff: somebody away, somebody more, a part handed to somebody else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from assistant.planning.capacity.staffing import Part, Staff
from assistant.planning.capacity.timeline import Timeline
from assistant.values.effort import MINUTES_PER_DAY


def without(staff: Staff, person: str, days: int) -> Staff:
    """Return the staff with a person away for so many days of the line from today."""
    number = staff.people.index(person)
    minutes = staff.timelines[number].minutes
    left = Timeline(
        [0.0] * min(days, len(minutes)) + list(minutes[days:]), staff.timelines[number].pace
    )
    return replace(staff, timelines=_with(staff.timelines, number, left))


def with_more(
    staff: Staff, skill: str, items: Collection[int], minutes: Sequence[float], count: int = 1
) -> Staff:
    """Return the staff with so many more who can do a skill's work of some items.

    After the days known they work a whole day each.
    """
    first = len(staff.timelines)
    newcomers = tuple(range(first, first + count))
    parts = tuple(
        tuple(
            replace(part, pool=(*part.pool, *newcomers))
            if item in items and part.skill == skill
            else part
            for part in each
        )
        for item, each in enumerate(staff.parts)
    )
    return replace(
        staff,
        timelines=(*staff.timelines, *[Timeline(list(minutes), MINUTES_PER_DAY)] * count),
        rank=(*staff.rank, *[0] * count),
        parts=parts,
    )


def with_part_of(staff: Staff, item: int, skill: str, person: str) -> Staff:
    """Return the staff with a skill's work of an item done by one person."""
    number = staff.people.index(person)
    parts = list(staff.parts)
    parts[item] = _handed(staff.parts[item], skill, number)
    return replace(staff, parts=tuple(parts))


def _handed(parts: Iterable[Part], skill: str, number: int) -> tuple[Part, ...]:
    return tuple(replace(part, pool=(number,)) if part.skill == skill else part for part in parts)


def _with(timelines: Sequence[Timeline], number: int, other: Timeline) -> tuple[Timeline, ...]:
    return (*timelines[:number], other, *timelines[number + 1 :])
