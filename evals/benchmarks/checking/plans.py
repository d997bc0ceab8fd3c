"""Whether a plan holds: computed anew from the portfolio's own rows, with none of our planning.

Who works when is worked out day by day from contracts, absences and holidays. Everything that is
wrong is returned in words; a plan holds where nothing is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from assistant.portfolio.organisation import Holiday
from assistant.portfolio.people import Availability, Person
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, WorkItem

_DAY = 480
"""Minutes of a working day."""

_SLIVER = 1e-3
"""Minutes that are no difference."""

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Stint:
    """One person's work on one skill's part of one item, in working days from the plan's day."""

    item: str
    skill: str
    person: str
    start: float
    finish: float


def faults(snapshot: Snapshot, stints: Iterable[Stint]) -> list[str]:
    """Return everything that is wrong with a plan of all items."""
    stints = list(stints)
    calendar = _Calendar(snapshot, 1 + int(max((each.finish for each in stints), default=0)))
    return [
        *_unskilled(snapshot, stints),
        *_misjudged(snapshot, stints, calendar),
        *_doubled(stints, calendar),
        *_too_soon(snapshot, stints),
    ]


class _Calendar:
    """The minutes that each person works, by working day from the plan's day on."""

    def __init__(self, snapshot: Snapshot, days: int) -> None:
        weekdays = list(_weekdays(snapshot.as_of, days + 1))
        holidays = {row.day for row in snapshot.all(Holiday)}
        away: dict[str, set[date]] = defaultdict(set)
        for row in snapshot.all(Availability):
            span = (row.end - row.start).days + 1
            away[row.person] |= {row.start + timedelta(days=n) for n in range(span)}
        self._minutes = {
            person.key: [
                0.0
                if day in holidays or day in away[person.key]
                else _DAY * float(person.part_time_percent) / 100
                for day in weekdays
            ]
            for person in snapshot.all(Person)
        }

    def worked(self, person: str, start: float, finish: float) -> float:
        """Return the minutes somebody works between two times."""
        minutes = self._minutes[person]
        return sum(
            minutes[day] * (min(finish, day + 1) - max(start, day))
            for day in range(int(start), min(int(finish) + 1, len(minutes)))
            if finish > day
        )


def _weekdays(start: date, count: int) -> Iterator[date]:
    day = start
    while count:
        if day.weekday() < _SATURDAY:
            yield day
            count -= 1
        day += timedelta(days=1)


def _unskilled(snapshot: Snapshot, stints: Iterable[Stint]) -> Iterator[str]:
    skills = {person.key: person.skills for person in snapshot.all(Person)}
    for each in stints:
        if each.skill not in skills[each.person]:
            yield f"{each.person} has no {each.skill} for {each.item}"


def _misjudged(snapshot: Snapshot, stints: Iterable[Stint], calendar: _Calendar) -> Iterator[str]:
    """Yield each part that is missing, or has more or less time than its estimate."""
    done: Mapping[tuple[str, str], list[float]] = defaultdict(list)
    for each in stints:
        spent = calendar.worked(each.person, each.start, each.finish)
        done[each.item, each.skill].append(spent)
    for item in snapshot.all(WorkItem):
        for part in item.estimate:
            spent = done[item.key, part.skill]
            if len(spent) != 1 or abs(spent[0] - part.effort.minutes) > _SLIVER:
                yield f"{item.key}: {part.skill} takes {part.effort.minutes} minutes, not {spent}"


def _doubled(stints: Iterable[Stint], calendar: _Calendar) -> Iterator[str]:
    by_person: dict[str, list[Stint]] = defaultdict(list)
    for each in stints:
        by_person[each.person].append(each)
    for person, own in by_person.items():
        own.sort(key=lambda each: (each.start, each.finish))
        for one, other in pairwise(own):
            if one.finish > other.start:
                both = calendar.worked(person, other.start, min(one.finish, other.finish))
                if both > _SLIVER:
                    yield f"{person} does {one.item} and {other.item} at once"


def _too_soon(snapshot: Snapshot, stints: Iterable[Stint]) -> Iterator[str]:
    start: dict[str, float] = {}
    finish: dict[str, float] = {}
    for each in stints:
        start[each.item] = min(start.get(each.item, each.start), each.start)
        finish[each.item] = max(finish.get(each.item, each.finish), each.finish)
    for link in snapshot.all(Dependency):
        if start[link.successor] + _SLIVER < finish[link.predecessor] + link.lag_days:
            yield f"{link.successor} starts before {link.predecessor} is finished"
