"""Who can do what: the pools of people that each part of each item is done by.

Work of a skill is done by whoever in the item's team has it; where nobody there does, by whoever
anywhere has it. Work without a skill is done by anyone in the team. Where nobody at all has a
skill, it is planned as if one person with it were found, and the item is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.planning.capacity.asks import read_asks
from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.capacity.restrictions import Restrictions, read_restrictions
from assistant.planning.capacity.timeline import Timeline
from assistant.planning.capacity.workforce import Minutes, PersonTime, Workforce
from assistant.planning.capacity.working_days import DAYS_PER_WEEK, WorkingDays
from assistant.planning.inputs.backlog import Backlog, Candidate
from assistant.planning.inputs.sizes import ANY_SKILL, Measure, named
from assistant.portfolio.snapshot import Snapshot
from assistant.values.effort import MINUTES_PER_DAY

WEEKS_KNOWN = 52
"""Weeks that are planned day by day; after them the pace of the last ones goes on."""

WEEKS_OF_PACE = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One skill's work of an item: minutes, and the numbers of those who can do it."""

    pool: tuple[int, ...]
    minutes: int
    skill: str


@dataclass(frozen=True, slots=True)
class Staff:
    """Timelines of everyone who can be planned, and for each candidate its parts.

    `rank` sorts people who would finish at the same time: those with fewer skills first.
    `unstaffed` names the skills that nobody has, by candidate. `no_sooner` holds the time before
    which a candidate is not finished, whoever works on it. `people` are the keys of those whose
    timelines come first; timelines after them are of people who would have to be found.
    """

    mode: CapacityMode
    line: WorkingDays
    timelines: tuple[Timeline, ...]
    rank: tuple[int, ...]
    parts: tuple[tuple[Part, ...], ...]
    unstaffed: Mapping[int, tuple[str, ...]]
    no_sooner: Mapping[int, float]
    restrictions: Restrictions = field(default_factory=Restrictions)
    people: tuple[str, ...] = ()

    def least_days(self, pool: Iterable[int], minutes: int) -> float:
        """Return the days that work takes the fastest of a pool, on their best days."""
        return minutes / max(self.timelines[person].peak for person in pool)

    def least_days_of(self, item: int) -> float:
        """Return the least days that an item takes, its parts side by side."""
        return max(self.least_days(part.pool, part.minutes) for part in self.parts[item])


def staff_backlog(snapshot: Snapshot, backlog: Backlog) -> Staff:
    """Return who does what, in the best mode that the data allow."""
    line = WorkingDays.of(snapshot)
    workforce = Workforce(snapshot, line, WEEKS_KNOWN * DAYS_PER_WEEK, backlog.margins)
    people = [time for time in workforce.people if time.change]
    mode = _mode(backlog, people)
    restrictions = read_restrictions(snapshot, backlog, line)
    if mode is CapacityMode.NONE:
        return _one_queue(backlog, line, Restrictions(gates=restrictions.gates))
    committed = _committed(snapshot, workforce, backlog)
    timelines = [_timeline(time, committed.get(time.person.key)) for time in people]
    pools = _Pools(people, timelines, mode)
    parts = tuple(pools.parts_of(candidate) for candidate in backlog.candidates)
    found = len(pools.timelines) - len(people)
    return Staff(
        mode=mode,
        line=line,
        timelines=tuple(pools.timelines),
        rank=(*(len(time.person.skills) for time in people), *[0] * found),
        parts=parts,
        unstaffed=pools.unstaffed(backlog.candidates),
        no_sooner={
            number: line.end_of(candidate.expected)
            for number, candidate in enumerate(backlog.candidates)
            if candidate.expected is not None
        },
        restrictions=restrictions,
        people=tuple(time.person.key for time in people),
    )


def _mode(backlog: Backlog, people: Sequence[PersonTime]) -> CapacityMode:
    sizes = [candidate.size for candidate in backlog.candidates if candidate.size]
    if backlog.measure is Measure.POINTS or not sizes or not people:
        return CapacityMode.NONE
    known = {named(skill) for time in people for skill in time.person.skills}
    wanted = {skill for size in sizes for skill, _ in size.parts}
    return CapacityMode.COARSE if known.isdisjoint(wanted) else CapacityMode.FULL


def _one_queue(backlog: Backlog, line: WorkingDays, restrictions: Restrictions) -> Staff:
    """Return a staff of one who does everything, eight hours on every weekday."""
    parts = tuple((Part((0,), each.work, ANY_SKILL),) for each in backlog.candidates)
    always = Timeline([], MINUTES_PER_DAY)
    return Staff(CapacityMode.NONE, line, (always,), (0,), parts, {}, {}, restrictions)


def _committed(snapshot: Snapshot, workforce: Workforce, backlog: Backlog) -> dict[str, Minutes]:
    """Return the time already given to work that is not in the backlog with a size of its own."""
    sized = {candidate.item.project for candidate in backlog.candidates if candidate.size}
    committed: dict[str, Minutes] = {}
    for ask in read_asks(snapshot, workforce):
        if ask.row.item is None and (ask.row.project is None or ask.row.project not in sized):
            before = committed.get(ask.person)
            committed[ask.person] = ask.minutes if before is None else before + ask.minutes
    return committed


def _timeline(time: PersonTime, committed: Minutes | None) -> Timeline:
    left = time.available if committed is None else np.maximum(time.available - committed, 0.0)
    last = left[-WEEKS_OF_PACE * DAYS_PER_WEEK :]
    return Timeline(left, float(last.mean()))


class _Pools:
    """Finds who can do each part. `timelines` grows by those who would have to be found.

    A skill that nobody has is done by someone found at once; a pool that everybody leaves, by
    someone found after the known weeks.
    """

    def __init__(
        self, people: Sequence[PersonTime], timelines: Sequence[Timeline], mode: CapacityMode
    ) -> None:
        self.timelines = list(timelines)
        self._mode = mode
        self._teams = [time.person.team for time in people]
        self._skills = [{named(skill) for skill in time.person.skills} for time in people]
        self._able = [number for number, each in enumerate(timelines) if each.peak]
        self._pools: dict[tuple[str | None, str], tuple[int, ...]] = {}
        self._found: dict[str, int] = {}

    def parts_of(self, candidate: Candidate) -> tuple[Part, ...]:
        """Return an item's parts; in coarse mode it is one, for its team."""
        if self._mode is CapacityMode.COARSE:
            return (Part(self._pool(candidate.team, ANY_SKILL), candidate.work, ANY_SKILL),)
        return tuple(
            Part(self._pool(candidate.team, skill), minutes, skill)
            for skill, minutes in candidate.parts
        )

    def unstaffed(self, candidates: Sequence[Candidate]) -> dict[int, tuple[str, ...]]:
        """Return the skills that nobody has, by the number of the candidate that needs them."""
        found = {
            number: tuple(skill for skill, _ in candidate.parts if skill in self._found)
            for number, candidate in enumerate(candidates)
        }
        return {number: skills for number, skills in found.items() if skills}

    def _pool(self, team: str | None, skill: str) -> tuple[int, ...]:
        if (team, skill) not in self._pools:
            self._pools[team, skill] = self._make(team, skill)
        return self._pools[team, skill]

    def _make(self, team: str | None, skill: str) -> tuple[int, ...]:
        skilled = [n for n in self._able if skill == ANY_SKILL or skill in self._skills[n]]
        pool = [n for n in skilled if team is not None and self._teams[n] == team] or skilled
        if not pool:
            if skill not in self._found:
                self._found[skill] = self._find(Timeline([], MINUTES_PER_DAY))
            return (self._found[skill],)
        if not any(self.timelines[n].pace for n in pool):
            days = self.timelines[pool[0]].days
            pool = [*pool, self._find(Timeline([0.0] * days, MINUTES_PER_DAY))]
        return tuple(pool)

    def _find(self, timeline: Timeline) -> int:
        self.timelines.append(timeline)
        return len(self.timelines) - 1
