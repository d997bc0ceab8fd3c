"""“Can she take that in the week of the 30th?”, “what else is he working on?”

How much one person is asked for is told to them, their lead and the PMO lead. Everyone else reads
of a role or a skill: the same figures where only one person has the skill, without the name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from pydantic import Field

from assistant.planning.capacity.load import Load, LoadKind
from assistant.planning.capacity.named_load import RoleNames, may_see_named_load
from assistant.planning.inputs.sizes import Measure, size_of
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person, Team
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.usecases.assessment import Assessment
from assistant.values import Effort, Fact, Period, Statement, Unit, Value, say
from assistant.values.effort import MINUTES_PER_DAY

USUAL = timedelta(weeks=4) - timedelta(days=1)
"""How long a period is where none is asked about."""


class WeekOfTime(Value):
    """One week of somebody's time."""

    period: Period
    available: Fact
    asked: Fact | None
    left: Fact | None = Field(description="below zero is too much; None where no load is known")


class PersonTime(Value):
    """What there is of somebody's time in a period, what asks for it, and whether more fits."""

    headline: Statement
    fits: Statement | None = Field(description="whether an item fits, where one is asked about")
    works_on: tuple[Statement, ...]
    weeks: tuple[WeekOfTime, ...]
    limits: tuple[Statement, ...]


def person_time(
    assessment: Assessment, person: str, period: Period | None = None, item: str | None = None
) -> PersonTime:
    """Return a person's time in a period, as the asker may see it; both are keys.

    Four weeks from today where no period is asked about.
    """
    seen = assessment.seen
    asked = period or Period(start=seen.as_of, end=seen.as_of + USUAL)
    return _Telling(assessment, person, asked).told(item)


class _Telling:
    def __init__(self, assessment: Assessment, person: str, period: Period) -> None:
        self._seen: Snapshot = assessment.seen
        self._facts = Facts(assessment.seen)
        self._person, self._period = person, period
        self._is_named = may_see_named_load(self._seen, person)
        self._role = RoleNames(self._seen).of(person)
        self._loads = self._of_person(assessment.capacity.loads)

    def _of_person(self, loads: Sequence[Load]) -> list[Load]:
        name = self._person if self._is_named else self._role.name(self._facts)
        kinds = (LoadKind.PERSON,) if self._is_named else (LoadKind.ROLE, LoadKind.SKILL)
        found: dict[Period, Load] = {}
        for load in loads:
            near = load.period.start <= self._period.end and self._period.start <= load.period.end
            if near and load.kind in kinds and load.key == name:
                found.setdefault(load.period, load)
        return list(found.values())

    def told(self, item: str | None) -> PersonTime:
        return PersonTime(
            headline=self._headline(),
            fits=None if item is None else self._fits(item),
            works_on=tuple(self._works_on()),
            weeks=tuple(self._week(load) for load in self._loads),
            limits=tuple(self._limits()),
        )

    @property
    def _called(self) -> Fact | Statement:
        if self._is_named:
            return self._facts.name(Person, self._person)
        return self._role.words(self._facts)

    def _headline(self) -> Statement:
        days = {
            "start": self._day("from", self._period.start.isoformat(), self._period.start),
            "end": self._day("to", self._period.end.isoformat(), self._period.end),
        }
        if not self._loads:
            text = "Nothing is known of the time of {who} from {start} to {end}."
            return say(text, who=self._called, **days)
        slots = {"who": self._called, "there": self._sum("available"), **days}
        if any(load.asked is None for load in self._loads):
            text = "{who} has {there} for change work from {start} to {end}; no load is known."
            return say(text, **slots)
        text = "{who} has {there} for change work from {start} to {end} and is asked for {asked}: "
        left = self._left(self._loads)
        if _days([left]) < 0:
            over = self._fact("too much", self._loads, -_days([left]), f"−({left.arithmetic})")
            return say(text + "{over} too much.", asked=self._sum("asked"), over=over, **slots)
        return say(text + "{left} left.", asked=self._sum("asked"), left=left, **slots)

    def _fits(self, key: str) -> Statement:
        named = self._facts.key(WorkItem, key)
        item = self._seen.get(WorkItem, key)
        size = size_of(item, Measure.WORK) if item is not None else None
        if size is None:
            return say("Nobody has stated the size of {item}, so it is not known.", item=named)
        minutes = sum(amount for _, amount in size.parts)
        needs = self._facts.of(
            f"work_items:{key}",
            "size",
            Effort(minutes=minutes),
            Unit.EFFORT,
            cells=[(WorkItem, key)],
        )
        if not self._loads or any(load.asked is None for load in self._loads):
            return say(
                "{item} takes {needs}; it is not known what is free.", item=named, needs=needs
            )
        left = self._left(self._loads, without=key)
        free = _days([left])
        slots: dict[str, Fact] = {"item": named, "needs": needs}
        if free <= 0:
            return say("No: {item} takes {needs}, and the rest takes all there is.", **slots)
        text = "No: {item} takes {needs}, and the rest leaves {left}; it would push other work."
        if free * MINUTES_PER_DAY >= minutes:
            text = "Yes: {item} takes {needs}, and the rest leaves {left}."
        return say(text, left=left, **slots)

    def _works_on(self) -> Iterator[Statement]:
        """Yield what asks for the time, the most first; hidden work is another commitment."""
        total: dict[tuple[str | None, str | None, str | None], list[Fact]] = {}
        for load in self._loads:
            for part in load.parts:
                key = (part.project, part.item, part.claimed_by)
                total.setdefault(key, []).append(part.days)
        order = sorted(total, key=lambda key: (-_days(total[key]), str(key)))
        for project, item, claimer in order:
            days = self._added(total[project, item, claimer], f"{project}/{item}/{claimer}")
            yield say(
                "{work}: {days}{claimed}.",
                work=self._work(project, item),
                days=days,
                claimed=self._claimed(claimer),
            )

    def _work(self, project: str | None, item: str | None) -> Fact | Statement:
        if item is not None:
            return say(
                "{key} ({title})",
                key=self._facts.key(WorkItem, item),
                title=self._facts.name(WorkItem, item),
            )
        if project is not None:
            return self._facts.name(Project, project)
        return self._facts.of("portfolio", "hidden", "another commitment", Unit.NAME)

    def _claimed(self, claimer: str | None) -> Statement:
        if claimer is None:
            return Statement(text="")
        return say(", claimed by {who}", who=self._facts.name(Person, claimer))

    def _week(self, load: Load) -> WeekOfTime:
        left = None if load.asked is None else self._left([load])
        return WeekOfTime(
            period=load.period, available=load.available, asked=load.asked, left=left
        )

    def _left(self, loads: Sequence[Load], without: str | None = None) -> Fact:
        """Return the days left, those that an item asks for left out."""
        there = _days([load.available for load in loads])
        asked = _days([load.asked for load in loads if load.asked is not None])
        own = _days([part.days for each in loads for part in each.parts if part.item == without])
        if without is None or not own:
            return self._fact("left", loads, there - asked, f"{there} − {asked}")
        measure, shown = f"left without {without}", f"{there} − ({asked} − {own})"
        return self._fact(measure, loads, there - asked + own, shown)

    def _sum(self, measure: str) -> Fact:
        found = [getattr(load, measure) for load in self._loads]
        shown = " + ".join(str(fact.value) for fact in found)
        return self._fact(measure, self._loads, _days(found), shown)

    def _fact(self, measure: str, loads: Sequence[Load], days: Decimal, arithmetic: str) -> Fact:
        period = Period(start=loads[0].period.start, end=loads[-1].period.end)
        first = loads[0].available
        return Fact(
            subject=first.subject,
            measure=f"{measure} in all",
            value=days,
            unit=Unit.DAYS,
            as_of=first.as_of,
            revision=first.revision,
            period=period,
            sources=tuple(dict.fromkeys(s for load in loads for s in load.available.sources)),
            arithmetic=arithmetic,
        )

    def _added(self, days: Sequence[Fact], what: str) -> Fact:
        first = days[0]
        return Fact(
            subject=first.subject,
            measure=f"asked for {what}",
            value=_days(days),
            unit=Unit.DAYS,
            as_of=first.as_of,
            revision=first.revision,
            period=self._period,
            sources=tuple(dict.fromkeys(s for each in days for s in each.sources)),
            arithmetic=" + ".join(str(each.value) for each in days),
        )

    def _day(self, what: str, key: str, value: object) -> Fact:
        return self._facts.of("asked", f"{what} {key}", value, Unit.DATE)  # type: ignore[arg-type]  # a date

    def _limits(self) -> Iterator[Statement]:
        if self._is_named:
            return
        known = self._seen.get(Person, self._person)
        team = self._seen.get(Team, known.team) if known is not None else None
        if team is not None and team.lead is not None:
            text = "How much one person is asked for is told to them and their lead; ask {lead}."
            yield say(text, lead=self._facts.name(Person, team.lead))
        else:
            yield Statement(
                text="How much one person is asked for is told to them and their lead."
            )


def _days(facts: Sequence[Fact]) -> Decimal:
    return sum((fact.value for fact in facts if isinstance(fact.value, Decimal)), Decimal(0))
