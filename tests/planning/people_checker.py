"""The part of the independent judge that knows people: their days, shares and skills.

It shares no code with planning. Times are working days from the snapshot's day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from assistant.portfolio.organisation import Holiday
from assistant.portfolio.people import Availability, Person, Reserve, ReserveKind, Team
from assistant.portfolio.snapshot import Snapshot

SLIVER = 1e-4
"""Working days that may be lost in arithmetic: less than a second."""

MINUTES = 480
FAR = 260
"""Working days that are checked one by one: a year of weeks."""


@dataclass(frozen=True, slots=True)
class DoneBy:
    """One piece of work of a plan: of which item and skill, who does it, and when."""

    item: str
    skill: str
    person: int
    minutes: float
    start: float
    finish: float


def people_violations(snapshot: Snapshot, work: Sequence[DoneBy]) -> list[str]:
    """Return where somebody does two things at once, more than they can, or what they cannot do."""
    return list(_PeopleChecker(snapshot, work).people())


def weekdays(today: date) -> list[date]:
    """Return the weekdays from a day on, for two years."""
    days = (today + timedelta(days=n) for n in range(3 * 366))
    return [day for day in days if day.weekday() < 5]


class _PeopleChecker:
    def __init__(self, snapshot: Snapshot, work: Sequence[DoneBy]) -> None:
        self.snapshot = snapshot
        self.work = work
        self.days = weekdays(snapshot.as_of)

    def people(self) -> Iterator[str]:
        staff = self._staff()
        by_person: dict[int, list[DoneBy]] = {}
        for part in self.work:
            by_person.setdefault(part.person, []).append(part)
        for number, parts in sorted(by_person.items()):
            parts.sort(key=lambda part: (part.start, part.finish))
            for one, other in pairwise(parts):
                if other.start < one.finish - SLIVER:
                    yield f"person {number} does {one.item} and {other.item} at once"
            if number < len(staff):
                yield from self._one_person(staff[number], parts)

    def _staff(self) -> list[Person]:
        """Return who can be planned, in the order of their keys."""
        return [
            each
            for each in sorted(self.snapshot.all(Person), key=lambda each: each.key)
            if (each.team or each.skills) and self._share(each)
        ]

    def _share(self, person: Person) -> Decimal:
        team = self.snapshot.get(Team, person.team)
        own = person.change_work_percent
        declared = own if own is not None or team is None else team.change_work_percent
        return Decimal(100) if declared is None else declared

    def _one_person(self, person: Person, parts: Sequence[DoneBy]) -> Iterator[str]:
        """No stretch of days holds more of a person's work than the time they have in it."""
        skills = {skill.strip().casefold() for skill in person.skills}
        time = self._minutes(person)
        for part in parts:
            if part.skill and part.skill not in skills:
                yield f"{person.key} does {part.skill} for {part.item} and has no such skill"
        near = [part for part in parts if part.finish <= FAR]
        for first in near:
            for last in near:
                inside = [
                    part
                    for part in near
                    if part.start >= first.start - SLIVER and part.finish <= last.finish + SLIVER
                ]
                work = sum(part.minutes for part in inside)
                room = _between(time, first.start, last.finish)
                if inside and work > room + 1:
                    yield (
                        f"{person.key} has {room:.0f} minutes from {first.start:.2f} to "
                        f"{last.finish:.2f} and is planned for {work:.0f}"
                    )

    def _minutes(self, person: Person) -> list[float]:
        """Return the minutes a person can give to change work on each day, at most."""
        holidays = {row.day for row in self.snapshot.all(Holiday)}
        away = [row for row in self.snapshot.all(Availability) if row.person == person.key]
        taken = [
            row
            for row in self.snapshot.all(Reserve)
            if row.person == person.key and row.percent and row.kind is not ReserveKind.BAU
        ]
        found = []
        for day in self.days[:FAR]:
            there = 0.0 if day in holidays else 1.0
            if (person.start and day < person.start) or (person.end and day > person.end):
                there = 0.0
            for row in away:
                if row.start <= day <= row.end:
                    there = min(there, float(row.available_percent) / 100)
            contract = MINUTES * there * float(person.part_time_percent) / 100
            reserved = sum(
                contract * float(row.percent or 0) / 100
                for row in taken
                if (row.start or day) <= day <= (row.end or day)
            )
            found.append(max(contract * float(self._share(person)) / 100 - reserved, 0.0))
        return found


def _between(time: Sequence[float], start: float, finish: float) -> float:
    """Return the minutes between two times; a day's minutes pass evenly."""
    total = 0.0
    for day, minutes in enumerate(time):
        share = min(finish, day + 1) - max(start, day)
        total += minutes * max(share, 0.0)
    return total
