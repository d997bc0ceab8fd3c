"""Ways out of an overload, each worked out by planning anew: another day, turn, person or a hire.

What an option costs by waiting is counted alike for all: what was asked and is finished after the
weeks it was asked in, and what else is finished later, or sooner, than planned today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from assistant.planning.capacity.load import Load, LoadKind
from assistant.planning.consequences.impact import Impact, impact
from assistant.planning.consequences.other_staff import with_more, with_part_of
from assistant.planning.consequences.planned import Planned
from assistant.planning.consequences.promises import Promises
from assistant.planning.inputs.sizes import named
from assistant.planning.sequencing.schedule import Times
from assistant.portfolio.people import Contractor, Person
from assistant.values.effort import MINUTES_PER_DAY

SHOWN = 3
"""Options that are given for an overload."""
_SLIVER = 1e-6
_HALF = 0.5


class OptionKind(StrEnum):
    """What is done about an overload."""

    LATER_DAY = "agree a later day"
    OTHER_TURN = "move an item"
    OTHER_PERSON = "another person"
    HIRE = "hire"


@dataclass(frozen=True, slots=True)
class Overload:
    """A stretch in which more is asked than there is, of open items, in one skill where known.

    `end` is the time at which its last day is over.
    """

    load: Load
    items: tuple[int, ...]
    skill: str | None
    end: float


@dataclass(frozen=True, slots=True)
class Option:
    """A way out: what moves by it, and what waiting it costs, in days by item.

    `item` is what is moved or handed over; `who` the person or contractor who does it, from
    `start` on and for so many `days` of work.
    """

    kind: OptionKind
    waiting: Mapping[str, float]
    finishes: Mapping[str, date]
    impact: Impact
    item: str | None = None
    who: str | None = None
    start: date | None = None
    days: float = 0.0


class Options:
    """Works out what can be done about overloads of one plan."""

    def __init__(self, planned: Planned, promises: Promises) -> None:
        self._planned = planned
        self._promises = promises
        self._weights = [candidate.weight for candidate in planned.backlog.candidates]

    def about(self, load: Load) -> Overload | None:
        """Return an overload of items that are planned; None where no planned item is asked for."""
        number, planned = self._planned.backlog.number, self._planned
        keys = sorted({part.item for part in load.parts if part.item and part.item in number})
        items = tuple(number[key] for key in keys)
        planned_ones = tuple(item for item in items if planned.is_planned(item))
        if not planned.has_times or not planned_ones:
            return None
        end = planned.staff.line.end_of(load.period.end)
        return Overload(load, planned_ones, self._skill(load, planned_ones), end)

    def of(self, overload: Overload) -> tuple[Option, ...]:
        """Return the best ways out, those that cost least by waiting first."""
        found = [self._later_day(overload)]
        found += self._best(self._other_turns(overload))
        found += self._best(self._other_people(overload))
        found += self._best(self._hires(overload))
        return tuple(sorted(found, key=lambda option: (self.cost(option), option.kind))[:SHOWN])

    def others_with(self, overload: Overload) -> tuple[str, ...]:
        """Return who else has the skill, of whatever team: people of the staff."""
        planned = set(self._planned.staff.people)
        return tuple(
            person.key
            for person in self._planned.snapshot.all(Person)
            if person.key in planned
            and person.key != overload.load.key
            and overload.skill in {named(skill) for skill in person.skills}
        )

    def contractors(self, overload: Overload) -> tuple[Contractor, ...]:
        """Return the contractors who have the skill."""
        return tuple(
            each
            for each in self._planned.snapshot.all(Contractor)
            if overload.skill in {named(skill) for skill in each.skills}
        )

    def cost(self, option: Option) -> float:
        """Return what an option costs by waiting, to compare with others."""
        number = self._planned.backlog.number
        return sum(self._weights[number[key]] * days for key, days in option.waiting.items())

    def _later_day(self, overload: Overload) -> Option:
        return self._option(OptionKind.LATER_DAY, overload, self._planned.times)

    def _other_turns(self, overload: Overload) -> Iterator[Option]:
        """Yield an option for each item that could come after all the others that are asked for."""
        candidates = self._planned.backlog.candidates
        for item in overload.items:
            order = _put_last(self._planned.order, item, overload.items)
            if order == tuple(self._planned.order) or candidates[item].is_started:
                continue
            if self._is_needed_by_others(item, overload):
                continue
            times = self._planned.times_on(self._planned.staff, order)
            if times.finish != self._planned.times.finish:
                yield self._option(OptionKind.OTHER_TURN, overload, times, item=item)

    def _other_people(self, overload: Overload) -> Iterator[Option]:
        if overload.skill is None:
            return
        for person in self.others_with(overload):
            for item in self._late(overload):
                staff = with_part_of(self._planned.staff, item, overload.skill, person)
                times = self._planned.times_on(staff)
                if times.finish != self._planned.times.finish:
                    option = self._option(OptionKind.OTHER_PERSON, overload, times, item=item)
                    yield replace(option, who=person)

    def _hires(self, overload: Overload) -> Iterator[Option]:
        if overload.skill is None:
            return
        for contractor in self.contractors(overload):
            start = self._first_day(contractor)
            staff = with_more(
                self._planned.staff, overload.skill, overload.items, self._days_of_new(start)
            )
            times = self._planned.times_on(staff)
            new = len(staff.timelines) - 1
            minutes = sum(part.end - part.begin for part in times.work if part.person == new)
            if minutes:
                option = self._option(OptionKind.HIRE, overload, times)
                yield replace(
                    option, who=contractor.key, start=start, days=minutes / MINUTES_PER_DAY
                )

    def _first_day(self, contractor: Contractor) -> date:
        """Return the day a contractor can be there: after their lead time, and not before they can."""
        today = self._planned.snapshot.as_of
        led = today + timedelta(days=contractor.lead_time_days or 0)
        return max(contractor.available_from or led, led)

    def _days_of_new(self, start: date) -> list[float]:
        """Return the minutes of somebody hired: half a day's at first, as the policy says."""
        line, staff = self._planned.staff.line, self._planned.staff
        known = max(len(timeline.minutes) for timeline in staff.timelines)
        first = max(line.place(start), 0)
        weeks = self._planned.backlog.margins.ramp_up_weeks
        settled = line.place(start + timedelta(weeks=weeks))
        return [
            0.0
            if day < first or not line.is_worked(day)
            else MINUTES_PER_DAY * (_HALF if day < settled else 1.0)
            for day in range(known)
        ]

    def _late(self, overload: Overload) -> list[int]:
        """Return what was asked for and is planned to be finished after the stretch."""
        finish = self._planned.times.finish
        return [item for item in overload.items if finish[item] > overload.end + _SLIVER]

    def _is_needed_by_others(self, item: int, overload: Overload) -> bool:
        graph, candidates = self._planned.backlog.graph, self._planned.backlog.candidates
        others = {candidates[each].key for each in overload.items if each != item}
        return not others.isdisjoint(graph.everything_after(candidates[item].key))

    def _option(
        self, kind: OptionKind, overload: Overload, times: Times, item: int | None = None
    ) -> Option:
        planned = self._planned
        keys = planned.backlog.keys(range(len(planned.backlog.candidates)))
        waiting = {
            keys[number]: late
            for number, finish in times.finish.items()
            if abs(late := self._lateness(number, finish, overload)) > _SLIVER
        }
        return Option(
            kind=kind,
            waiting=waiting,
            finishes={keys[each]: planned.day(times.finish[each]) for each in overload.items},
            impact=impact(planned, self._promises, times),
            item=None if item is None else keys[item],
        )

    def _lateness(self, number: int, finish: float, overload: Overload) -> float:
        if number in overload.items:
            return max(finish - overload.end, 0.0)
        return finish - self._planned.times.finish[number]

    def _best(self, options: Iterable[Option]) -> list[Option]:
        return sorted(options, key=lambda option: (self.cost(option), option.item or ""))[:1]

    def _skill(self, load: Load, items: Sequence[int]) -> str | None:
        """Return the skill that is short: the load's own, else the one its person's items need."""
        if load.kind is LoadKind.SKILL:
            return load.key
        staff = self._planned.staff
        number = staff.people.index(load.key) if load.key in staff.people else -1
        skills = [
            part.skill
            for item in items
            for part in staff.parts[item]
            if number in part.pool and part.skill
        ]
        return max(sorted(set(skills)), key=skills.count, default=None)


def _put_last(order: Sequence[int], item: int, among: Sequence[int]) -> tuple[int, ...]:
    """Return an order with an item right after the last of some others."""
    rest = [each for each in order if each != item]
    last = max((place for place, each in enumerate(rest) if each in among), default=0)
    return (*rest[: last + 1], item, *rest[last + 1 :])
