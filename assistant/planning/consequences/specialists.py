"""What stops if the only person with a skill is away: every item, date and cost that hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.planning.capacity.named_load import RoleNames
from assistant.planning.capacity.working_days import DAYS_PER_WEEK
from assistant.planning.consequences.impact import Impact, impact
from assistant.planning.consequences.other_staff import without
from assistant.planning.consequences.planned import Planned
from assistant.planning.consequences.promises import Promises

_LOOKED_AT = 5
"""Skills that are looked at: those that most work waits for."""


@dataclass(frozen=True, slots=True)
class Specialist:
    """A skill of one person: the items that need it, and what moves if that person is away.

    `waiting` are the items that need the skill themselves; `impact` tells all that moves.
    """

    skill: str
    person: str
    weeks: int
    waiting: tuple[str, ...]
    impact: Impact


def specialists(planned: Planned, promises: Promises, weeks: int) -> tuple[Specialist, ...]:
    """Return the skills of one person that open work needs, by what their absence costs."""
    if not planned.has_times:
        return ()
    found = sorted(_rare(planned), key=lambda each: (-len(each[2]), each[0]))[:_LOOKED_AT]
    told = [
        Specialist(skill, person, weeks, waiting, _away(planned, promises, person, weeks))
        for skill, person, waiting in found
    ]
    weight = {each.key: each.weight for each in planned.backlog.candidates}

    def cost(each: Specialist) -> float:
        return -sum(weight[key] * days for key, days in each.impact.days.items())

    return tuple(sorted(told, key=lambda each: (cost(each), each.skill)))


def _rare(planned: Planned) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each skill that only one planned person has, with them and what needs it."""
    staff, candidates = planned.staff, planned.backlog.candidates
    needed: dict[str, list[str]] = {}
    for item, parts in enumerate(staff.parts):
        for part in parts:
            needed.setdefault(part.skill, []).append(candidates[item].key)
    for skill, person in RoleNames(planned.snapshot).rare.items():
        if skill in needed and person in staff.people:
            yield skill, person, tuple(needed[skill])


def _away(planned: Planned, promises: Promises, person: str, weeks: int) -> Impact:
    staff = without(
        planned.staff, person, weeks * DAYS_PER_WEEK - planned.staff.line.start.weekday()
    )
    return impact(planned, promises, planned.times_on(staff))
