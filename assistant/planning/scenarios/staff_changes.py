"""Changes to people's time: away, hired, lent to another team, another share for change work."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from pydantic import Field

from assistant.planning.capacity.working_days import WorkingDays
from assistant.planning.scenarios.world import Change, World, supposed
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Availability, Contractor, Person, Reserve, Team
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, Money, Period, Statement, Unit, say

ALL = Decimal(100)


class Away(Change):
    """Somebody is away, or there for part of their time, from one day to another."""

    person: str
    period: Period
    left: Decimal = Field(default=Decimal(0), ge=0, le=100, description="percent that is left")

    def applied(self, world: World) -> World:
        """Put an absence beside those there are."""
        return world.put(_absence(self.person, self.period, self.left))

    def told(self, facts: Facts) -> Statement:
        """Say who is away, and when."""
        slots = {"who": facts.name(Person, self.person), **_days(facts, self.person, self.period)}
        if not self.left:
            return say("{who} is away from {start} to {end}", **slots)
        left = supposed(facts, f"time left of {self.person}", self.left, Unit.PERCENT)
        return say("{who} is there for {left} from {start} to {end}", **slots, left=left)


class Hire(Change):
    """Somebody is hired: into a team, with skills, on days, at a rate, slower at first.

    All of their time is for change work; in the first `ramp_weeks` it is half of it.
    """

    person: str
    name: str
    team: str | None
    skills: tuple[str, ...]
    period: Period
    day_rate: Money | None = None
    ramp_weeks: int = Field(default=0, ge=0)

    def applied(self, world: World) -> World:
        """Put the person in, and what they cannot do yet."""
        hired = Person(
            key=self.person,
            name=self.name,
            team=self.team,
            skills=self.skills,
            change_work_percent=ALL,
            start=self.period.start,
            end=self.period.end,
        )
        if not self.ramp_weeks:
            return world.put(hired)
        learning = Period(
            start=self.period.start,
            end=min(
                self.period.start + timedelta(weeks=self.ramp_weeks, days=-1), self.period.end
            ),
        )
        return world.put(hired, _absence(self.person, learning, ALL / 2))

    def price(self, world: World) -> Money | None:
        """Return the day rate for every working day."""
        if self.day_rate is None:
            return None
        line = WorkingDays.of(world.snapshot)
        first, last = (
            line.place(self.period.start),
            line.place(self.period.end + timedelta(days=1)),
        )
        return self.day_rate * sum(1 for place in range(first, last) if line.is_worked(place))

    def told(self, facts: Facts) -> Statement:
        """Say who is hired, for which team, and when."""
        known = facts.snapshot.get(Contractor, self.person) is not None
        who = (
            facts.name(Contractor, self.person)
            if known
            else supposed(facts, "hired", self.name, Unit.NAME)
        )
        slots = {"who": who, **_days(facts, self.person, self.period)}
        if self.team is None:
            return say("{who} is hired from {start} to {end}", **slots)
        team = facts.name(Team, self.team)
        return say("{who} is hired for {team} from {start} to {end}", **slots, team=team)


class Lend(Change):
    """Somebody works for another team for some days, with all of their time for change work."""

    person: str
    team: str
    period: Period

    def applied(self, world: World) -> World:
        """Take them out of their team for these days, and put them into the other."""
        person = world.snapshot.get(Person, self.person)
        if person is None:
            return world
        key = f"{self.person} for {self.team}"
        lent = person.model_copy(
            update={
                "key": key,
                "team": self.team,
                "change_work_percent": _declared(person, world.snapshot),
                "start": max(person.start or self.period.start, self.period.start),
                "end": min(person.end or self.period.end, self.period.end),
            }
        )
        own: list[Availability | Reserve] = [
            *(row for row in world.snapshot.all(Availability) if row.person == self.person),
            *(row for row in world.snapshot.all(Reserve) if row.person == self.person),
        ]
        rows = [
            row.model_copy(update={"key": f"{row.key} for {self.team}", "person": key})
            for row in own
        ]
        return world.put(_absence(self.person, self.period, Decimal(0)), lent, *rows)

    def told(self, facts: Facts) -> Statement:
        """Say who works for whom, and when."""
        return say(
            "{who} works for {team} from {start} to {end}",
            who=facts.name(Person, self.person),
            team=facts.name(Team, self.team),
            **_days(facts, self.person, self.period),
        )


class Share(Change):
    """A team keeps another share of its time for change work."""

    team: str
    percent: Decimal = Field(ge=0, le=100)

    def applied(self, world: World) -> World:
        """Put the share in the place of the one declared."""
        team = world.snapshot.get(Team, self.team)
        if team is None:
            return world
        return world.put(team.model_copy(update={"change_work_percent": self.percent}))

    def told(self, facts: Facts) -> Statement:
        """Say which team has which share."""
        share = supposed(facts, f"share of {self.team}", self.percent, Unit.PERCENT)
        return say(
            "{team} has {share} for change work", team=facts.name(Team, self.team), share=share
        )


def _absence(person: str, period: Period, left: Decimal) -> Availability:
    return Availability(
        key=f"what-if/{person}/{period.start}/{period.end}",
        person=person,
        start=period.start,
        end=period.end,
        available_percent=left,
    )


def _declared(person: Person, snapshot: Snapshot) -> Decimal | None:
    team = snapshot.get(Team, person.team)
    own = person.change_work_percent
    return own if own is not None or team is None else team.change_work_percent


def _days(facts: Facts, person: str, period: Period) -> dict[str, Fact]:
    days: dict[str, date] = {"start": period.start, "end": period.end}
    return {
        name: supposed(facts, f"{name} for {person}", day, Unit.DATE) for name, day in days.items()
    }
