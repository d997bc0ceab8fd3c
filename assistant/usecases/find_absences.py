"""“Who is away for the cutover?” Why somebody is away is never stored and never said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from pydantic import Field

from assistant.planning.capacity.named_load import RoleNames
from assistant.planning.inputs.open_items import open_items
from assistant.planning.inputs.sizes import named
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Assignment, Availability, Person, Team
from assistant.portfolio.project import Milestone
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.usecases.assessment import Assessment
from assistant.usecases.names import Named, NameKind
from assistant.values import Fact, Period, Statement, Unit, Value, say

_WHOLE = 0
_AHEAD = timedelta(weeks=4)


class Absence(Value):
    """Days on which somebody is not there, or less than usual."""

    person: str
    period: Period
    is_only: bool = Field(description="nobody else here has one of their skills")
    statement: Statement


class Absences(Value):
    """Who is away, in a period or around what is asked about."""

    headline: Statement
    absences: tuple[Absence, ...]
    cover: tuple[Statement, ...] = Field(description="who else has a skill that is missing")


def find_absences(
    assessment: Assessment, about: Named | None = None, period: Period | None = None
) -> Absences:
    """Return who is away then, of those who are needed for something where that is asked.

    For a milestone it is its day; else four weeks from today where no period is given.
    """
    seen = assessment.seen
    finder = _Finder(seen)
    asked = period or finder.period_of(about)
    needed = finder.needed_for(about)
    found = tuple(finder.absences(asked, needed))
    return Absences(
        headline=finder.headline(found, asked, about),
        absences=found,
        cover=tuple(finder.cover(found)),
    )


class _Finder:
    def __init__(self, seen: Snapshot) -> None:
        self._seen = seen
        self._facts = Facts(seen)
        self._rare = RoleNames(seen).rare

    def period_of(self, about: Named | None) -> Period:
        today = self._seen.as_of
        if about is not None and about.kind is NameKind.MILESTONE:
            day = _day_of(self._seen.get(Milestone, about.key))
            if day is not None:
                return Period(start=day, end=day)
        return Period(start=today, end=today + _AHEAD)

    def needed_for(self, about: Named | None) -> frozenset[str] | None:
        """Return the people who do or must do something; None asks about everybody."""
        if about is None:
            return None
        if about.kind is NameKind.TEAM:
            team = (each.key for each in self._seen.all(Person) if each.team == about.key)
            return frozenset(team)
        milestone = self._seen.get(Milestone, about.key)
        project = milestone.project if milestone is not None else about.key
        items = {item.key for item in open_items(self._seen).items if item.project == project}
        people = {item.owner for item in self._seen.all(WorkItem) if item.key in items}
        people |= {
            each.person
            for each in self._seen.all(Assignment)
            if each.project == project or each.item in items
        }
        if milestone is not None:
            people.add(milestone.needs_person)
        return frozenset(key for key in people if key is not None) | self._only_able(items)

    def _only_able(self, items: Iterable[str]) -> frozenset[str]:
        """Return those who alone have a skill that items ask for."""
        asked = {
            named(part.skill)
            for key in items
            if (item := self._seen.get(WorkItem, key)) is not None
            for part in item.estimate
        }
        return frozenset(self._rare[skill] for skill in asked if skill in self._rare)

    def absences(self, period: Period, needed: frozenset[str] | None) -> Iterator[Absence]:
        rows = sorted(
            self._seen.all(Availability), key=lambda row: (row.start, row.person, row.end)
        )
        for row in rows:
            meets = row.start <= period.end and period.start <= row.end
            known = self._seen.get(Person, row.person)
            if meets and known is not None and (needed is None or row.person in needed):
                yield self._absence(row, known)

    def _absence(self, row: Availability, person: Person) -> Absence:
        cell = [(Availability, row.key)]
        subject = f"availability:{row.key}"
        only = [skill for skill, holder in self._rare.items() if holder == row.person]
        slots: dict[str, Fact] = {
            "who": self._facts.name(Person, row.person),
            "start": self._facts.of(subject, "start", row.start, Unit.DATE, cells=cell),
            "end": self._facts.of(subject, "end", row.end, Unit.DATE, cells=cell),
        }
        text = "{who} is away from {start} to {end}"
        if row.available_percent > _WHOLE:
            slots["share"] = self._facts.of(
                subject, "available_percent", row.available_percent, Unit.PERCENT, cells=cell
            )
            text = "{who} has {share} of the usual time from {start} to {end}"
        if only:
            skill = only[0]
            slots["skill"] = self._facts.of(f"skills:{skill}", "name", skill, Unit.NAME)
            text += ", and nobody else here can do {skill}"
        return Absence(
            person=person.key,
            period=Period(start=row.start, end=row.end),
            is_only=bool(only),
            statement=say(text + ".", **slots),
        )

    def headline(self, found: Sequence[Absence], period: Period, about: Named | None) -> Statement:
        if found:
            return found[0].statement
        days = {
            "start": self._facts.of("asked", f"from {period.start}", period.start, Unit.DATE),
            "end": self._facts.of("asked", f"to {period.end}", period.end, Unit.DATE),
        }
        if about is None:
            return say("Nobody is known to be away from {start} to {end}.", **days)
        name = self._facts.of(about.subject, "name", about.name, Unit.NAME)
        text = "Nobody who is needed for {name} is known to be away from {start} to {end}."
        return say(text, name=name, **days)

    def cover(self, found: Iterable[Absence]) -> Iterator[Statement]:
        """Yield whom to ask about each absence that nobody can stand in for."""
        for absence in found:
            person = self._seen.get(Person, absence.person)
            team = self._seen.get(Team, person.team) if person is not None else None
            if absence.is_only and team is not None and team.lead is not None:
                yield say(
                    "{lead} can move the work to days when {who} is there, or have somebody else "
                    "learn it.",
                    lead=self._facts.name(Person, team.lead),
                    who=self._facts.name(Person, absence.person),
                )


def _day_of(milestone: Milestone | None) -> date | None:
    if milestone is None:
        return None
    return milestone.forecast or milestone.committed or milestone.baseline
