"""The time left in a period, by team and skills, and what the people there can start."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.planning.capacity.named_load import may_see_named_load
from assistant.planning.figures import in_days
from assistant.planning.item_names import ItemNames
from assistant.planning.order.free_people import PersonRoom
from assistant.planning.order.startable import StartPlan
from assistant.planning.order.startable_answer import SkillRoom
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.people import Assignment, Person, Team
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, FactValue, Statement, Unit, say
from assistant.values.saying import Part

_NAMED = 4
"""How many of what asks for people are named before the rest is counted."""

_Group = tuple[str | None, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer is narrowed to: a team, a skill, an item; each by its key or nothing."""

    team: str | None = None
    skill: str | None = None
    item: str | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether anything less than everything is asked for."""
        return bool(self.team or self.skill or self.item)

    def takes(self, key: str, team: str | None, parts: Sequence[tuple[str, int]]) -> bool:
        """Say whether an item is asked about."""
        by_skill = self.skill is None or any(skill == self.skill for skill, _ in parts)
        return by_skill and self.item in (None, key) and self.team in (None, team)

    def takes_person(self, room: PersonRoom) -> bool:
        """Say whether a person is asked about."""
        by_skill = self.skill is None or self.skill in room.skills
        return by_skill and self.team in (None, room.time.person.team)


@dataclass(frozen=True, slots=True)
class _Told:
    """The keys of what people can start, and of what asks for them, as far as they are visible."""

    start: tuple[str, ...]
    asked_for: tuple[str, ...]


class SkillRooms:
    """Tells of people by team and skills, and names only those whose load its reader may know."""

    def __init__(self, plan: StartPlan, seen: Snapshot, asked: Asked) -> None:
        self._plan = plan
        self._seen = seen
        self._asked = asked
        self._facts = Facts(seen)
        self._names = ItemNames(self._facts)

    def all(self) -> tuple[SkillRoom, ...]:
        """Return the groups that are asked about, by team and skills."""
        groups: dict[_Group, list[PersonRoom]] = {}
        for number, room in enumerate(self._plan.rooms):
            if self._is_asked(number, room):
                groups.setdefault((room.time.person.team, room.skills), []).append(room)
        ordered = sorted(groups, key=lambda group: (group[0] or "", group[1]))
        return tuple(self._room(group, groups[group]) for group in ordered)

    def _is_asked(self, number: int, room: PersonRoom) -> bool:
        """Say whether a person is asked about; of one item, whoever could do some of it is."""
        if self._seen.get(Person, room.key) is None or not self._asked.takes_person(room):
            return False
        item = self._plan.backlog.number.get(self._asked.item or "")
        if item is None:
            return self._asked.item is None
        return any(number in part.pool for part in self._plan.staff.parts[item])

    def _room(self, group: _Group, rooms: Sequence[PersonRoom]) -> SkillRoom:
        team, skills = group
        free = [room for room in rooms if self._can_begin(room)]
        there = in_days(sum(float(r.time.available[self._plan.days].sum()) for r in rooms))
        asked = in_days(sum(float(r.asked[self._plan.days].sum()) for r in rooms))
        left = in_days(sum(float(r.left(self._plan.days).sum()) for r in rooms))
        cells: list[Cell] = [(Person, room.key) for room in rooms]
        rows = [(Assignment, key) for key in self._rows(rooms)]
        from_day = min((room.run.start for room in free), default=None)
        facts = {
            "people": self._fact(group, "people", len(rooms), Unit.COUNT, cells),
            "free": self._fact(group, "free people", len(free), Unit.COUNT, cells),
            "available": self._fact(group, "available", there, Unit.DAYS, cells),
            "asked": self._fact(group, "asked", asked, Unit.DAYS, rows),
            "left": self._fact(group, "left", left, Unit.DAYS, [*cells, *rows]),
        }
        told = _Told(tuple(self._start(rooms)), tuple(self._asked_for(rooms)))
        starts_on = None if from_day is None else self._plan.staff.line.day(from_day)
        return SkillRoom(
            team=team,
            skills=skills,
            free_from=starts_on,
            named=tuple(r.key for r in free if may_see_named_load(self._seen, r.key)),
            asked_for=told.asked_for,
            start=told.start,
            statement=self._said(group, facts, starts_on, told),
            **facts,
        )

    def _can_begin(self, room: PersonRoom) -> bool:
        """Say whether a person is free and not needed for what is under way."""
        taken = {each.key for people in self._plan.under_way.values() for each in people}
        return room.is_free and room.key not in taken

    def _fact(
        self, group: _Group, measure: str, value: FactValue, unit: Unit, cells: Iterable[Cell]
    ) -> Fact:
        return self._facts.of(
            f"rooms:{_called(group)}",
            measure,
            value,
            unit,
            cells=cells,
            period=self._plan.period,
        )

    def _rows(self, rooms: Iterable[PersonRoom]) -> list[str]:
        """Return the assignments that ask for people, as far as they are visible."""
        keys = {ask.row.key for room in rooms for ask in room.asks}
        return sorted(key for key in keys if self._seen.get(Assignment, key) is not None)

    def _asked_for(self, rooms: Iterable[PersonRoom]) -> list[str]:
        rows = [self._seen.get(Assignment, key) for key in self._rows(rooms)]
        keys = [row.item or row.project for row in rows if row is not None]
        return list(dict.fromkeys(key for key in keys if key is not None))

    def _start(self, rooms: Sequence[PersonRoom]) -> Iterable[str]:
        keys = {room.key for room in rooms}
        for begin in self._plan.begins:
            key = self._plan.backlog.candidates[begin.item].key
            theirs = keys.intersection(room.key for room in begin.people)
            if theirs and self._seen.get(WorkItem, key) is not None:
                yield key

    def _said(
        self, group: _Group, facts: dict[str, Fact], day: date | None, told: _Told
    ) -> Statement:
        who, where = self._who(group), self._where(group)
        if day is None:
            return self._busy(group, facts, told.asked_for)
        since = self._fact(group, "free from", day, Unit.DATE, ())
        text = "{free} {who} [person|people] {where} [is|are] free from {day}; "
        if not told.start:
            text += "nothing open waits for them alone."
            return say(text, free=facts["free"], who=who, where=where, day=since)
        names = self._names.some(told.start, f"can start too, {_called(group)}")
        text += "best startable: {names}."
        return say(text, free=facts["free"], who=who, where=where, day=since, names=names)

    def _busy(
        self, group: _Group, facts: dict[str, Fact], asked_for: tuple[str, ...]
    ) -> Statement:
        text = "Nobody for {who} {where} is free: {available} are there, and {asked} are asked for"
        said: dict[str, Part] = {"who": self._who(group), "where": self._where(group)}
        said |= {"available": facts["available"], "asked": facts["asked"]}
        if not asked_for:
            return say(text + ".", **said)
        names = [self._name(key) for key in asked_for[:_NAMED]]
        if asked_for[_NAMED:]:
            count = len(asked_for) - _NAMED
            more = self._fact(group, "others that ask for them", count, Unit.COUNT, ())
            names.append(say("{count} more", count=more))
        return say(text + " by {names}.", **said, names=names)

    def _name(self, key: str) -> Part:
        if self._seen.get(WorkItem, key) is not None:
            return self._names.one(key)
        return self._facts.name(Project, key)

    def _who(self, group: _Group) -> Part:
        words = [self._facts.of(f"skills:{s}", "name", s, Unit.NAME) for s in group[1]]
        return say("{skills}", skills=words) if words else Statement(text="change work")

    def _where(self, group: _Group) -> Part:
        if group[0] is None:
            return Statement(text="without a team")
        return say("in {team}", team=self._facts.name(Team, group[0]))


def _called(group: _Group) -> str:
    """Return what tells the facts about one group from those about another."""
    team, skills = group
    return f"{team or ''}/{';'.join(skills)}"
