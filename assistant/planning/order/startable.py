"""What can be started by the people who are free in a period, and why the rest cannot.

An item can start when everything it waits for is planned to be finished, its project's gates are
open, its team has not too much under way, and somebody who has each of its skills is free for a
day of it or more. Each person is given to one item. Of what competes for them, mandatory work
comes first, then what costs most a week to leave, with all that waits for it.

Everything is computed on the whole portfolio; `startable_told` says what a viewer may read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.capacity.staffing import WEEKS_KNOWN, Part, Staff, staff_backlog
from assistant.planning.capacity.workforce import Workforce
from assistant.planning.capacity.working_days import DAYS_PER_WEEK
from assistant.planning.inputs.backlog import WEIGHT_GRAIN, Backlog, Tier, read_backlog
from assistant.planning.order.free_people import PersonRoom, rooms_of
from assistant.planning.order.giving_out import Piece, give_out
from assistant.planning.order.ranking import Ranking
from assistant.planning.order.readiness import Held, Readiness
from assistant.planning.order.startable_answer import Hold
from assistant.policy import Policy
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Period
from assistant.values.effort import MINUTES_PER_DAY

_SUCCESSORS = 250
_MUST = 1e12
"""Worth that mandatory work has beside its own: more than all that could compete with it."""


@dataclass(frozen=True)
class Begin:
    """An item that can start, by whom and from which day of the line on.

    `fits` is how much of its work fits before its people are busy again or the period ends;
    `finish` is the day of the line on which the last of it is done, where all of it fits.
    """

    item: int
    people: tuple[PersonRoom, ...]
    start: int
    fits: float
    finish: int | None


@dataclass(frozen=True)
class StartPlan:
    """What can be started in a period by everybody together; of record, and never shown as it is.

    `ends` is the day each item is planned to be finished, by key. `under_way` are the people whom
    work in progress keeps.
    """

    period: Period
    days: slice
    backlog: Backlog
    staff: Staff
    rooms: tuple[PersonRoom, ...]
    begins: tuple[Begin, ...]
    held: tuple[Held, ...]
    under_way: Mapping[int, tuple[PersonRoom, ...]]
    ends: Mapping[str, date | None]


def find_startable(
    snapshot: Snapshot, policy: Policy, ranking: Ranking, period: Period
) -> StartPlan:
    """Return what can start in a period, on the ranking of record."""
    return _Finding(snapshot, policy, ranking, period).plan()


class _Finding:
    def __init__(
        self, snapshot: Snapshot, policy: Policy, ranking: Ranking, period: Period
    ) -> None:
        self._ranked = {item.key: item for item in ranking.items}
        self._period = period
        self._backlog = read_backlog(snapshot, policy)
        self._staff = staff_backlog(snapshot, self._backlog)
        self._line = self._staff.line
        days = WEEKS_KNOWN * DAYS_PER_WEEK
        workforce = Workforce(snapshot, self._line, days, self._backlog.margins)
        self._days = workforce.days_of(period.start, period.end)
        known = self._staff.mode is not CapacityMode.NONE
        self._rooms = rooms_of(snapshot, workforce, policy, self._days) if known else ()
        self._ready = Readiness(snapshot, self._backlog, self._staff, ranking, self._days)
        self._worths: dict[int, float] = {}

    def plan(self) -> StartPlan:
        candidates = range(len(self._backlog.candidates))
        held = {number: why for number in candidates if (why := self._held(number)) is not None}
        waiting = [
            number
            for number in candidates
            if number not in held and not self._backlog.candidates[number].is_started
        ]
        taken = self._given(waiting)
        begins = [self._begin(n, taken[n]) for n in waiting if n in taken]
        held |= {n: self._outdone(n, taken) for n in waiting if n not in taken}
        return StartPlan(
            period=self._period,
            days=self._days,
            backlog=self._backlog,
            staff=self._staff,
            rooms=self._rooms,
            begins=tuple(sorted(begins, key=lambda begin: self._urgency(begin.item))),
            held=tuple(held[number] for number in sorted(held, key=self._place)),
            under_way={n: self._people(taken[n]) for n in self._under_way if n in taken},
            ends={key: item.finish for key, item in self._ranked.items()},
        )

    def _given(self, waiting: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
        """Return who is given to what; where nobody is known, all that waits for nothing starts."""
        if self._staff.mode is CapacityMode.NONE:
            return dict.fromkeys(waiting, ())
        return give_out(
            [self._piece(number) for number in self._under_way],
            [self._piece(number) for number in sorted(waiting, key=self._urgency)],
            self._team_room,
        )

    @cached_property
    def _under_way(self) -> list[int]:
        """What is in progress and not planned to be finished before the period, first come first.

        An assignment to it, or to its project, has taken its people's time already.
        """
        return [
            number
            for number in sorted(self._in_progress, key=self._place)
            if not self._has_people(number) and self._open_parts(number)
        ]

    def _has_people(self, number: int) -> bool:
        item = self._backlog.candidates[number].item
        return item.key in self._asked_for or (item.project or "") in self._asked_for

    @cached_property
    def _in_progress(self) -> list[int]:
        numbers = range(len(self._backlog.candidates))
        started = [n for n in numbers if self._backlog.candidates[n].is_started]
        return [n for n in started if self._ready.planned_end(n) > self._days.start]

    @cached_property
    def _team_room(self) -> dict[str, int]:
        """How many more items each team with a limit may have under way."""
        under_way = Counter(self._backlog.candidates[n].team for n in self._in_progress)
        limits = self._staff.restrictions.limits
        return {team: max(most - under_way[team], 0) for team, most in limits.items()}

    def _held(self, number: int) -> Held | None:
        """Return what keeps an item from starting, before it is said who gets whom."""
        candidate = self._backlog.candidates[number]
        if candidate.is_started:
            return None
        held = self._ready.held(number)
        if held is None and candidate.key in self._asked_for:
            return Held(number, Hold.HAS_PEOPLE)
        if held is None and number in self._staff.unstaffed:
            return Held(number, Hold.NO_SKILL, self._staff.unstaffed[number])
        return held or self._unable(number)

    def _unable(self, number: int) -> Held | None:
        """Return that nobody is free for an item, or that its project's people are to do it."""
        if self._staff.mode is CapacityMode.NONE:
            return None
        missing = [part for part in self._staff.parts[number] if not self._able(number, part)]
        if not missing:
            return None
        project = self._backlog.candidates[number].item.project
        theirs = self._asked_for.get(project or "", frozenset())
        why = Hold.NOBODY_FREE
        if all(not theirs.isdisjoint(part.pool) for part in missing):
            why = Hold.HAS_PEOPLE
        return Held(number, why, tuple(part.skill for part in missing))

    @cached_property
    def _asked_for(self) -> dict[str, frozenset[int]]:
        """The numbers of the people whom assignments give to an item, else to a project."""
        found: dict[str, set[int]] = {}
        for number, room in enumerate(self._rooms):
            for ask in room.asks:
                found.setdefault(ask.row.item or ask.row.project or "", set()).add(number)
        return {key: frozenset(numbers) for key, numbers in found.items()}

    def _able(self, number: int, part: Part) -> tuple[int, ...]:
        """Return who is free for a day of a part, or for all of it: fewest skills first."""
        least = min(part.minutes, MINUTES_PER_DAY)
        first = 0 if self._backlog.candidates[number].is_started else self._ready.first_day(number)
        able = [
            person
            for person in part.pool
            if person < len(self._rooms)
            and self._rooms[person].is_free
            and self._rooms[person].free_from(first) >= least
        ]
        return tuple(sorted(able, key=lambda person: (self._staff.rank[person], person)))

    def _open_parts(self, number: int) -> list[tuple[int, ...]]:
        places = [self._able(number, part) for part in self._staff.parts[number]]
        return [place for place in places if place]

    def _piece(self, number: int) -> Piece:
        group = self._backlog.candidates[number].team
        must = self._backlog.candidates[number].tier < Tier.REST
        worth = self._worth(number) + (_MUST if must else 0.0)
        return Piece(number, worth, tuple(self._open_parts(number)) or ((),), group)

    def _worth(self, number: int) -> float:
        """Return what a week of leaving an item costs, with all that waits for it."""
        if number not in self._worths:
            key = self._backlog.candidates[number].key
            after = self._backlog.graph.everything_after(key, _SUCCESSORS)
            weights = [self._backlog.candidates[n].weight for n in self._backlog.numbers(after)]
            own = self._backlog.candidates[number].weight
            self._worths[number] = (own + sum(weights)) / WEIGHT_GRAIN
        return self._worths[number]

    def _urgency(self, number: int) -> tuple[int, bool, float, int]:
        """Sort by what must be done, then by worth; last is what nobody knows the skill of."""
        candidate = self._backlog.candidates[number]
        is_vague = self._staff.mode is CapacityMode.FULL and candidate.size is None
        return int(candidate.tier), is_vague, -self._worth(number), self._place(number)

    def _place(self, number: int) -> int:
        ranked = self._ranked.get(self._backlog.candidates[number].key)
        return ranked.position if ranked is not None else len(self._ranked) + 1 + number

    def _people(self, numbers: Sequence[int]) -> tuple[PersonRoom, ...]:
        return tuple(self._rooms[number] for number in numbers)

    def _begin(self, number: int, people: Sequence[int]) -> Begin:
        first = self._ready.first_day(number)
        who = self._people(people)
        works = [part.minutes for part in self._staff.parts[number]]
        if len(who) < len(works):
            works = [sum(works)]
        fits = sum(
            min(each, room.free_from(first)) for each, room in zip(works, who, strict=False)
        )
        ends = [_day_done(room, first, each) for each, room in zip(works, who, strict=False)]
        known = [end for end in ends if end is not None]
        return Begin(
            item=number,
            people=who,
            start=min((max(first, room.run.start) for room in who), default=first),
            fits=fits,
            finish=max(known) if known and len(known) == len(ends) else None,
        )

    def _outdone(self, number: int, taken: Mapping[int, tuple[int, ...]]) -> Held:
        """Return what an item's people are given to, or that its team has enough under way."""
        team = self._backlog.candidates[number].team
        if team in self._team_room:
            begun = [n for n in taken if self._backlog.candidates[n].team == team]
            if len(set(begun).difference(self._under_way)) >= self._team_room[team]:
                return Held(number, Hold.TEAM_FULL)
        able = {person for place in self._open_parts(number) for person in place}
        by = [other for other, people in taken.items() if able.intersection(people)]
        return Held(number, Hold.PEOPLE_GIVEN, self._backlog.keys(sorted(by, key=self._urgency)))


def _day_done(room: PersonRoom, start: int, minutes: int) -> int | None:
    """Return the place of the day on which so many of a person's free minutes have passed."""
    done = 0.0
    for day in range(max(room.run.start, start), room.run.stop):
        done += float(room.left(slice(day, day + 1)).sum())
        if done >= minutes:
            return day
    return None
