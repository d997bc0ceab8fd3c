"""The time people have for change work, day by day, and how that was worked out.

A person's day of eight hours is reduced by holidays, by the days they are away, by part-time and
by the share declared for change work (their own, before the team's); then what is reserved for
training, on-call and the like is taken off. A reserve of effort is spread over its days as time
is there. Where a share for change work is declared, BAU is the rest of it and is not taken off
twice; where the team's measured BAU leaves less than the declared share, or none is declared,
what it leaves is counted. For the unplanned what is declared is kept, else what was usual. Somebody
new works at half pace for as many weeks as the policy says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.planning.capacity.measured import latest_bau, usual_unplanned
from assistant.planning.capacity.working_days import DAYS_PER_WEEK, WorkingDays
from assistant.planning.inputs.margins import Margins
from assistant.portfolio.people import Availability, Person, Reserve, ReserveKind, Team
from assistant.portfolio.snapshot import Snapshot
from assistant.values.effort import MINUTES_PER_DAY

Minutes = NDArray[np.float64]
"""Minutes of work for each day of the line of working days."""

ALL = Decimal(100)

_PACE_OF_THE_NEW = 0.5
"""Share of a day's work that somebody new gets done."""


@dataclass(frozen=True, slots=True)
class Reserved:
    """What one reserve takes of a person's days."""

    row: Reserve
    minutes: Minutes


@dataclass(frozen=True)
class PersonTime:
    """One person's days: how much of each they are there, for change work, and reserved.

    `there` is a share of a working day, holidays and absence taken off; `settling_in` the part of
    it that somebody new is slower by. `part_time` and `change` are percentages.
    """

    person: Person
    worked: Minutes
    there: Minutes
    part_time: Decimal
    change: Decimal
    reserves: tuple[Reserved, ...]
    weeks: tuple[slice, ...]
    settling_in: Minutes

    @cached_property
    def contracted(self) -> Minutes:
        """Minutes they work on anything, before any share or reserve."""
        return (self.there - self.settling_in) * (MINUTES_PER_DAY * float(self.part_time / ALL))

    @cached_property
    def for_change(self) -> Minutes:
        """Minutes of it for change work, before reserves."""
        return self.contracted * float(self.change / ALL)

    @cached_property
    def available(self) -> Minutes:
        """Minutes left for change work, never below zero.

        What a reserve takes beyond its own days' time is taken of the other days of the week.
        """
        left = self.for_change - sum(each.minutes for each in self.reserves)
        available = np.maximum(left, 0.0)
        for week in self.weeks:
            most, least = float(available[week].sum()), max(float(left[week].sum()), 0.0)
            if least < most:
                available[week] *= least / most
        return available


class Workforce:
    """Everyone who does change work, sorted by key, over so many days of the line."""

    def __init__(
        self, snapshot: Snapshot, line: WorkingDays, days: int, margins: Margins | None = None
    ) -> None:
        margins = margins or Margins()
        self.line = line
        self.days = days
        self.weeks = tuple(
            slice(max(monday, 0), min(monday + DAYS_PER_WEEK, days))
            for monday in range(-line.start.weekday(), days, DAYS_PER_WEEK)
        )
        self._teams = {team.key: team for team in snapshot.all(Team)}
        self._away = _by_person(snapshot.all(Availability))
        self._reserves = _by_holder(snapshot.all(Reserve))
        self._measured_bau = latest_bau(snapshot)
        self._unplanned = usual_unplanned(snapshot, margins.unplanned_percentile)
        self._ramp_up = timedelta(weeks=margins.ramp_up_weeks)
        self._rows = {row.key: row for row in snapshot.all(Reserve)}
        self._worked = np.array([float(line.is_worked(day)) for day in range(days)])
        members = [person for person in snapshot.all(Person) if person.team or person.skills]
        self._sizes: dict[str | None, int] = {}
        for person in members:
            if self._change(person):
                self._sizes[person.team] = self._sizes.get(person.team, 0) + 1
        self.people = tuple(self._time_of(person) for person in members)

    def _time_of(self, person: Person) -> PersonTime:
        there = self._there(person)
        bare = PersonTime(
            person,
            self._worked,
            there,
            person.part_time_percent,
            self._change(person),
            reserves=(),
            weeks=self.weeks,
            settling_in=self._settling_in(person, there),
        )
        reserves = tuple(self._reserved(row, bare) for row in self._reserves_of(person))
        return replace(bare, reserves=reserves)

    def _there(self, person: Person) -> Minutes:
        there = self._worked.copy()
        if person.start is not None:
            there[: self._clip(self.line.place(person.start))] = 0.0
        if person.end is not None:
            there[self._clip(int(self.line.end_of(person.end))) :] = 0.0
        for row in self._away.get(person.key, ()):
            days = self.days_of(row.start, row.end)
            there[days] = np.minimum(there[days], float(row.available_percent / ALL))
        return there

    def _settling_in(self, person: Person, there: Minutes) -> Minutes:
        """Return how much slower somebody new is: what they are there for beyond half the day.

        Who is there for less than half of it anyway is no slower still.
        """
        slower = np.zeros(self.days)
        if person.start is not None and self._ramp_up:
            end = person.start + self._ramp_up - timedelta(days=1)
            days = self.days_of(person.start, end)
            slower[days] = np.maximum(there[days] - _PACE_OF_THE_NEW, 0.0)
        return slower

    def _change(self, person: Person) -> Decimal:
        """Return somebody's share for change work: declared, or what measured BAU leaves of it."""
        if person.change_work_percent is not None:
            return person.change_work_percent
        declared = self._declared(person)
        measured = self._measured_bau.get(person.team or "")
        left = ALL if measured is None else max(ALL - measured.percent, Decimal(0))
        return left if declared is None else min(declared, left)

    def _declared(self, person: Person) -> Decimal | None:
        team = self._teams.get(person.team or "")
        own = person.change_work_percent
        return own if own is not None or team is None else team.change_work_percent

    def _reserves_of(self, person: Person) -> list[Reserve]:
        team = ("team", person.team or "")
        rows = [*self._reserves.get(("person", person.key), ()), *self._reserves.get(team, ())]
        declared = self._declared(person) is not None
        kept = [row for row in rows if not (declared and row.kind is ReserveKind.BAU)]
        usual = self._unplanned.get(person.team or "")
        if usual is not None and all(row.kind is not ReserveKind.UNPLANNED for row in kept):
            kept.append(self._rows[usual.row].model_copy(update={"start": None, "end": None}))
        return sorted(kept, key=lambda row: (row.start or date.min, row.key))

    def _reserved(self, row: Reserve, bare: PersonTime) -> Reserved:
        days = self.days_of(row.start, row.end)
        minutes = np.zeros(self.days)
        if row.percent is not None:
            minutes[days] = bare.contracted[days] * float(row.percent / ALL)
        if row.effort is not None:
            effort = float(max(row.effort.minutes, 0))
            if row.person is None:
                effort /= max(self._sizes.get(row.team, 1), 1)
            minutes += self._spread(effort, row, bare.for_change)
        return Reserved(row, minutes)

    def _spread(self, effort: float, row: Reserve, time: Minutes) -> Minutes:
        """Spread effort over its days as time is there; without both dates it is so much a week."""
        spread = np.zeros(self.days)
        if row.start is None or row.end is None:
            for week in self.weeks:
                length = week.stop - week.start
                spread[week] = _over(effort * length / DAYS_PER_WEEK, time[week])
            days = self.days_of(row.start, row.end)
            spread[: days.start], spread[days.stop :] = 0.0, 0.0
            return spread
        days = self.days_of(row.start, row.end)
        spread[days] = _over(effort * self.share_ahead(row.start, row.end), time[days])
        return spread

    def share_ahead(self, start: date, end: date) -> float:
        """Return the share of a period's weekdays that lies on the line, not before or after it."""
        first, last = self.line.place(start), int(self.line.end_of(end))
        ahead = self._clip(last) - self._clip(first)
        return max(ahead, 0) / max(last - first, 1)

    def days_of(self, start: date | None, end: date | None) -> slice:
        """Return the places of a period on the line; an open end reaches to the line's own."""
        first = 0 if start is None else self._clip(self.line.place(start))
        last = self.days if end is None else self._clip(int(self.line.end_of(end)))
        return slice(first, max(first, last))

    def _clip(self, place: int) -> int:
        return min(max(place, 0), self.days)


def _over(effort: float, time: Minutes) -> Minutes:
    total = float(time.sum())
    return time * (effort / total) if total else np.zeros_like(time)


def _by_person(rows: Iterable[Availability]) -> dict[str, list[Availability]]:
    found: dict[str, list[Availability]] = {}
    for row in rows:
        found.setdefault(row.person, []).append(row)
    return found


def _by_holder(rows: Iterable[Reserve]) -> dict[tuple[str, str], list[Reserve]]:
    """Return the reserves that are planned, by the person or the team they are taken of."""
    found: dict[tuple[str, str], list[Reserve]] = {}
    for row in rows:
        holder = ("person", row.person) if row.person else ("team", row.team or "")
        if not row.measured:
            found.setdefault(holder, []).append(row)
    found.pop(("team", ""), None)
    return found
