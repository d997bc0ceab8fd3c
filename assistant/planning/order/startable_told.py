"""Says what can be started to one viewer, who reads of nothing they may not see.

What hidden work takes is taken from everybody's sight alike: people given to it are not free, and
what it holds back waits for another commitment. Who is free is told by skill or role; a name is
given to those who may read that person's load.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.planning.capacity.assumptions import about_mode
from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.capacity.named_load import may_see_named_load
from assistant.planning.figures import in_days, rounded
from assistant.planning.item_names import ItemNames
from assistant.planning.order.readiness import Held
from assistant.planning.order.startable import Begin, StartPlan
from assistant.planning.order.startable_answer import (
    CannotStart,
    CanStart,
    Hold,
    SkillRoom,
    Startable,
)
from assistant.planning.order.startable_rooms import Asked, SkillRooms
from assistant.policy import Policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.people import Team
from assistant.portfolio.project import Gate, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import ValueInput, WorkItem
from assistant.values import Fact, FactValue, Statement, Unit, say

_ONE_QUEUE = "Without people's time nobody can be found for work: this is what waits for nothing."
_NOBODY = "Nobody who is asked about has time without an assignment then."
_UNKNOWN = "No assignment is known of some people: they count as free, beside work in progress."


def tell_startable(plan: StartPlan, policy: Policy, seen: Snapshot, asked: Asked) -> Startable:
    """Return what a viewer may read of a plan, for one team, skill or item where that is asked."""
    return _Telling(plan, seen, asked).startable(policy)


@dataclass(frozen=True, slots=True)
class _Item:
    key: str
    project: str | None
    team: str | None


class _Telling:
    def __init__(self, plan: StartPlan, seen: Snapshot, asked: Asked) -> None:
        self._plan = plan
        self._seen = seen
        self._asked = asked
        self._facts = Facts(seen)
        self._names = ItemNames(self._facts)
        self._rooms = SkillRooms(plan, seen, asked)

    def startable(self, policy: Policy) -> Startable:
        rooms = self._rooms.all()
        return Startable(
            as_of=self._seen.as_of,
            revision=self._seen.revision,
            policy_hash=policy.hash,
            mode=self._plan.staff.mode,
            period=self._plan.period,
            team=self._asked.team,
            skill=self._asked.skill,
            item=self._asked.item,
            assumptions=tuple(self._assumptions()),
            headline=tuple(self._headline(rooms)),
            rooms=rooms,
            start=tuple(self._can_start(each) for each in self._plan.begins if self._begins(each)),
            held=tuple(self._cannot(each) for each in self._plan.held if self._shows(each.item)),
        )

    def _headline(self, rooms: Sequence[SkillRoom]) -> Iterable[Statement]:
        item = self._asked.item
        if item is not None and not self._is_waiting(item):
            yield say("{item} is under way already, or is not open.", item=self._names.one(item))
        said = [room for room in rooms if self._asked.is_narrow or room.free_from is not None]
        yield from (room.statement for room in said)
        if self._plan.staff.mode is CapacityMode.NONE:
            yield Statement(text=_ONE_QUEUE)
        elif not said:
            yield Statement(text=_NOBODY)

    def _is_waiting(self, key: str) -> bool:
        number = self._plan.backlog.number.get(key)
        return number is not None and not self._plan.backlog.candidates[number].is_started

    def _assumptions(self) -> Iterable[Statement]:
        yield about_mode(self._plan.staff.mode)
        if not all(room.is_known for room in self._plan.rooms):
            yield Statement(text=_UNKNOWN)
        for freeze in self._seen.all(Freeze):
            if freeze.start <= self._plan.period.end and self._plan.period.start <= freeze.end:
                yield self._frozen(freeze)

    def _frozen(self, freeze: Freeze) -> Statement:
        days = {
            field: self._facts.cell(Freeze, freeze.key, field, Unit.DATE)
            for field in ("start", "end")
        }
        text = "Releases are frozen from {start} to {end}: work can start, and goes live after it."
        return say(text, **days)

    def _begins(self, begin: Begin) -> bool:
        """Say whether a start is asked about: by its item, or by the people it takes."""
        key = self._plan.backlog.candidates[begin.item].key
        if self._seen.get(WorkItem, key) is None:
            return False
        by_people = self._asked.item is None and any(map(self._asked.takes_person, begin.people))
        return by_people or self._shows(begin.item)

    def _shows(self, item: int) -> bool:
        candidate = self._plan.backlog.candidates[item]
        if self._seen.get(WorkItem, candidate.key) is None:
            return False
        return self._asked.takes(candidate.key, candidate.team, candidate.parts)

    def _item(self, number: int) -> _Item:
        candidate = self._plan.backlog.candidates[number]
        return _Item(candidate.key, candidate.item.project, candidate.team)

    def _can_start(self, begin: Begin) -> CanStart:
        item = self._item(begin.item)
        line = self._plan.staff.line
        named = [room.key for room in begin.people if may_see_named_load(self._seen, room.key)]
        live = self._live(begin)
        return CanStart(
            key=item.key,
            project=item.project,
            team=item.team,
            skills=self._skills(begin.item),
            start=line.day(begin.start),
            finish=None if begin.finish is None else line.day(begin.finish),
            live=live,
            waiting_cost=self._waiting_cost(begin.item),
            named=tuple(named),
            statement=self._can_start_said(begin, item.key, live),
        )

    def _waiting_cost(self, number: int) -> Fact | None:
        """Return what a week of waiting costs, of the item alone; None where nobody said."""
        candidate = self._plan.backlog.candidates[number]
        if candidate.rate is None:
            return None
        cells = [(ValueInput, row.key, "value") for row in candidate.rate.inputs]
        subject, points = f"work_items:{candidate.key}", rounded(candidate.rate.points)
        return self._facts.of(subject, "cost of waiting", points, Unit.SCORE, cells=cells)

    def _skills(self, number: int) -> tuple[str, ...]:
        return tuple(part.skill for part in self._plan.staff.parts[number] if part.skill)

    def _live(self, begin: Begin) -> date | None:
        """Return when an item that is finished in a freeze goes live; None where none holds it."""
        if begin.finish is None:
            return None
        frozen = self._plan.staff.restrictions.frozen.get(begin.item, ())
        held = (each for each in frozen if each.after <= begin.finish < each.thaw)
        return next((self._plan.staff.line.finish_day(each.thaw) for each in held), None)

    def _can_start_said(self, begin: Begin, key: str, live: date | None) -> Statement:
        line, item = self._plan.staff.line, self._names.one(key)
        start = self._day(key, "can start", line.day(begin.start))
        if not begin.people:
            return say("{item} waits for nothing.", item=item)
        work = sum(part.minutes for part in self._plan.staff.parts[begin.item])
        if begin.finish is None:
            return say(
                "{item} can start on {start}: {fits} of its {work} fit before its people are "
                "busy again.",
                item=item,
                start=start,
                fits=self._days(key, "fits", begin.fits),
                work=self._days(key, "work", work),
            )
        finish = self._day(key, "can be finished", line.day(begin.finish))
        if live is not None:
            return say(
                "{item} can start on {start} and be ready on {finish}; it goes live on {live}, "
                "after the freeze.",
                item=item,
                start=start,
                finish=finish,
                live=self._day(key, "goes live", live),
            )
        text = "{item} can start on {start} and be finished on {finish}."
        return say(text, item=item, start=start, finish=finish)

    def _cannot(self, held: Held) -> CannotStart:
        item = self._item(held.item)
        by = held.by
        if held.why in (Hold.BLOCKED, Hold.PEOPLE_GIVEN):
            by = tuple(key for key in by if self._seen.get(WorkItem, key) is not None)
        elif held.why is Hold.GATE:
            by = tuple(key for key in by if self._seen.get(Gate, key) is not None)
        return CannotStart(
            key=item.key,
            project=item.project,
            team=item.team,
            why=held.why,
            by=by,
            statement=self._why(item, held.why, by),
        )

    def _why(self, item: _Item, why: Hold, by: tuple[str, ...]) -> Statement:
        name = self._names.one(item.key)
        if why is Hold.BLOCKED:
            return self._blocked(item.key, by)
        if why is Hold.PEOPLE_GIVEN:
            given = self._names.some(by, f"before {item.key}")
            text = "{item} comes after {given}, which the people for it are given to."
            return say(text, item=name, given=given)
        if why in (Hold.NO_SKILL, Hold.NOBODY_FREE):
            return self._lacking(name, why, by)
        if why is Hold.HAS_PEOPLE:
            return say(
                "{item} has its people: assignments give them to it, or to its project.", item=name
            )
        return self._by_rule(item, why)

    def _by_rule(self, item: _Item, why: Hold) -> Statement:
        name = self._names.one(item.key)
        if why is Hold.GATE:
            return say("{item} waits for a gate that its project has yet to pass.", item=name)
        if why is Hold.TEAM_FULL and item.team is not None:
            team = self._facts.name(Team, item.team)
            text = "{item} is not started now: {team} then has as much under way as its limit."
            return say(text, item=name, team=team)
        if item.project is None:
            return say("{item} is not to be started now.", item=name)
        project = self._facts.name(Project, item.project)
        text = "{item} is not to be started now: {project} is paused, or to be stopped."
        return say(text, item=name, project=project)

    def _lacking(self, name: Fact, why: Hold, skills: tuple[str, ...]) -> Statement:
        if not any(skills):
            return say("Nobody is free for {item} then.", item=name)
        named = [self._facts.of(f"skills:{s}", "name", s, Unit.NAME) for s in skills if s]
        rest = "nobody has" if why is Hold.NO_SKILL else "nobody who is free then has"
        return say("{item} needs {skills}, which " + rest + ".", item=name, skills=named)

    def _blocked(self, key: str, by: tuple[str, ...]) -> Statement:
        name, names = self._names.one(key), self._names.some(by, f"{key} waits for more")
        ends = [self._plan.ends.get(each) for each in by]
        days = [end for end in ends if end is not None]
        if not by or len(days) < len(ends):
            return say("{item} waits for {names}.", item=name, names=names)
        day = self._day(key, "what it waits for is planned for", max(days))
        text = "{item} waits for {names}, planned for {day}."
        return say(text, item=name, names=names, day=day)

    def _day(self, key: str, measure: str, day: date) -> Fact:
        return self._fact(key, measure, day, Unit.DATE)

    def _days(self, key: str, measure: str, minutes: float) -> Fact:
        return self._fact(key, measure, in_days(minutes), Unit.DAYS)

    def _fact(self, key: str, measure: str, value: FactValue, unit: Unit) -> Fact:
        subject, cells = f"work_items:{key}", [(WorkItem, key)]
        period = self._plan.period
        return self._facts.of(subject, measure, value, unit, cells=cells, period=period)
