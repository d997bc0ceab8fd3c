"""What could be done about promises in danger: who could help, who could be hired, what could wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from assistant.planning.inputs.sizes import named
from assistant.planning.scenarios.change_making import first_day
from assistant.planning.scenarios.deliveries import Delivery
from assistant.planning.scenarios.item_changes import Defer, Work
from assistant.planning.scenarios.planned import PlannedWorld
from assistant.planning.scenarios.rule_changes import Protect
from assistant.planning.scenarios.staff_changes import Hire, Lend
from assistant.planning.scenarios.world import Change
from assistant.portfolio.people import Assignment, Contractor, Person, Team
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Period

Able = TypeVar("Able", Person, Contractor)
Lever = tuple[Change, ...]
"""Changes that only make sense together."""

_MOST_DEFERRED = 3
_MOST_PEOPLE = 5
"""People tried as helpers, and contractors, those with the most of the skills first."""


@dataclass(frozen=True)
class Levers:
    """Finds levers in what a reader sees, for promises that a plan does not keep.

    `before` is the plan as it was without the trouble.
    """

    seen: Snapshot
    before: PlannedWorld
    planned: PlannedWorld
    endangered: Mapping[str, Delivery]
    away: frozenset[str]

    def all(self) -> tuple[Lever, ...]:
        """Return every lever: what is needed first, people lent or hired, work deferred."""
        return (
            tuple(Protect(milestone=key) for key in sorted(self.endangered)),
            *((change,) for change in self._lent()),
            *((change,) for change in self._hired()),
            *((change,) for change in self._deferred()),
        )

    def _lent(self) -> Iterator[Lend]:
        team, skills = self._team(), self._skills()
        if team is None:
            return
        today = self.seen.as_of
        able = [
            person
            for person in self.seen.all(Person)
            if person.key not in self.away
            and person.team not in (None, team)
            and self._share(person)
            and (person.end is None or person.end > today)
            and not skills.isdisjoint(map(named, person.skills))
        ]
        period = Period(start=today, end=self._last_day)
        for person in self._ablest(able, skills):
            yield Lend(person=person.key, team=team, period=period)

    def _hired(self) -> Iterator[Hire]:
        team, skills = self._team(), self._skills()
        able = [
            each
            for each in self.seen.all(Contractor)
            if not skills.isdisjoint(map(named, each.skills))
            and first_day(each, self.seen.as_of) <= self._last_day
        ]
        for contractor in self._ablest(able, skills):
            start = first_day(contractor, self.seen.as_of)
            yield Hire(
                person=contractor.key,
                name=contractor.name,
                team=team,
                skills=contractor.skills,
                period=Period(start=start, end=self._last_day),
                day_rate=contractor.day_rate,
            )

    def _deferred(self) -> Iterator[Defer]:
        """Yield what is not needed for the promises and takes most of the same people's time."""
        plan, asked, needed, skills = (
            self.before.plan,
            self._asked(),
            self.needed(),
            self._skills(),
        )
        last = plan.staff.line.end_of(self._last_day)
        parts = [part for key in needed for part in plan.staff.parts[plan.backlog.number[key]]]
        people = {person for part in parts if part.skill in skills for person in part.pool}
        rivals = [
            (asked.get(each.key, 0) + each.work, each.key)
            for number, each in enumerate(plan.backlog.candidates)
            if each.key not in needed
            and each.deadline is None
            and not each.is_started
            and plan.times.start[number] < last
            and not people.isdisjoint(plan.people(number))
            and self._is_free_to_wait(each.key)
        ]
        for _, key in sorted(rivals, key=lambda rival: (-rival[0], rival[1]))[:_MOST_DEFERRED]:
            yield Defer(work=Work(items=(key,)), until=plan.staff.line.day(int(last)))

    def _is_free_to_wait(self, key: str) -> bool:
        """Say whether an item is visible, and needed for no promise that was made."""
        item = self.seen.get(WorkItem, key)
        return item is not None and not item.mandatory and item.release is None

    def _asked(self) -> Mapping[str, int]:
        """Return the work that those who are needed are asked for by item, in minutes."""
        asked: Counter[str] = Counter()
        for row in self.seen.all(Assignment):
            early = row.start <= self._last_day and row.end >= self.seen.as_of
            if row.item is not None and row.effort is not None and early:
                asked[row.item] += row.effort.minutes
        return asked

    def needed(self) -> frozenset[str]:
        """Return everything that the promises need, and what that waits for."""
        backlog = self.planned.plan.backlog
        items = {key for each in self.endangered.values() for key in each.items}
        known = {key for key in items if key in backlog.number}
        before = {each for key in known for each in backlog.graph.everything_before(key)}
        return frozenset(known | before)

    def _skills(self) -> frozenset[str]:
        """Return the skills needed that those who are away have; else all that are needed."""
        plan = self.planned.plan
        needed = {
            part.skill
            for key in self.needed()
            for part in plan.staff.parts[plan.backlog.number[key]]
            if part.skill
        }
        missing = {
            named(skill)
            for key in self.away
            if (person := self.seen.get(Person, key)) is not None
            for skill in person.skills
        }
        return frozenset(needed & missing or needed)

    def _team(self) -> str | None:
        """Return the team that does most of what is needed in these skills."""
        skills, plan = self._skills(), self.planned.plan
        work: Counter[str] = Counter()
        for key in self.needed():
            candidate = plan.backlog.candidates[plan.backlog.number[key]]
            minutes = sum(amount for skill, amount in candidate.parts if skill in skills)
            if candidate.team is not None and minutes:
                work[candidate.team] += minutes
        return min(work, key=lambda team: (-work[team], team), default=None)

    def _share(self, person: Person) -> bool:
        team = self.seen.get(Team, person.team)
        own = person.change_work_percent
        declared = own if own is not None or team is None else team.change_work_percent
        return declared is None or declared > 0

    def _ablest(self, people: Sequence[Able], skills: frozenset[str]) -> Sequence[Able]:
        def place(person: Able) -> tuple[int, str]:
            return -len(skills.intersection(map(named, person.skills))), person.key

        return sorted(people, key=place)[:_MOST_PEOPLE]

    @property
    def _last_day(self) -> date:
        return max(each.promised for each in self.endangered.values())
