"""Writes how many people it takes to finish by a day, and what more people cannot mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from assistant.planning.consequences.capacity_review import FinishBy, PeopleNeeded
from assistant.planning.consequences.headcount import Headcount, Need
from assistant.planning.consequences.planned import Planned
from assistant.planning.figures import rounded
from assistant.planning.inputs.sizes import ANY_SKILL, named
from assistant.planning.item_names import ItemNames
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.people import Contractor, Person
from assistant.portfolio.project import Milestone
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement, Unit, say

_NAMED = 4


def known_skills(seen: Snapshot) -> frozenset[str]:
    """Return the skills that people here have or visible work needs; others are of hidden work."""
    held = [skill for person in seen.all(Person) for skill in person.skills]
    hired = [skill for contractor in seen.all(Contractor) for skill in contractor.skills]
    wanted = [part.skill for item in seen.all(WorkItem) for part in item.estimate]
    return frozenset({ANY_SKILL, *(named(skill) for skill in (*held, *hired, *wanted))})


class HeadcountWords:
    """Writes for the viewer of a snapshot."""

    def __init__(self, seen: Snapshot, planned: Planned) -> None:
        self._seen = seen
        self._planned = planned
        self._facts = Facts(seen)
        self._names = ItemNames(self._facts)

    def finish_by(self, found: Headcount, error: Decimal) -> FinishBy:
        """Return what it takes to finish everything by a day."""
        by = self._facts.of("portfolio", "finish by", found.by, Unit.DATE)
        needs = [need for need in found.needs if need.skill in known_skills(self._seen)]
        total = sum(need.stated for need in needs)
        people = self._facts.of("portfolio", f"people to finish by {found.by}", total, Unit.COUNT)
        if found.days <= 0:
            headline = say("Nobody hired now could be there before {by}.", by=by)
        elif total:
            text = "To finish everything by {by} it takes {people} more [person|people]{also}."
            also = self._range(needs, found.by)
            headline = say(text, by=by, people=people, also=also)
        else:
            headline = say(
                "Everything that can be is finished by {by} with today's people.", by=by
            )
        return FinishBy(
            by=found.by,
            headline=headline,
            needs=tuple(self._need(need, found) for need in needs),
            cannot=tuple(self._cannot(found, by)),
            assumptions=tuple(self._hiring(found, error)),
        )

    def _range(self, needs: Sequence[Need], by: date) -> Statement:
        low, high = (
            self._facts.of("portfolio", f"{what} people to finish by {by}", value, Unit.COUNT)
            for what, value in (
                ("fewest", sum(need.fewest for need in needs)),
                ("most", sum(need.most for need in needs)),
            )
        )
        return say(" ({low} to {high}, as sizes may be off)", low=low, high=high)

    def _need(self, need: Need, found: Headcount) -> PeopleNeeded:
        subject = f"skills:{need.skill or 'any'}"

        def count(what: str, value: int) -> Fact:
            return self._facts.of(subject, f"{what} people by {found.by}", value, Unit.COUNT)

        skill = self._skill(need.skill)
        left = self._days(subject, f"work left after {found.by}", need.days_left)
        each = self._days(subject, f"days of one who comes by {found.by}", found.days)
        said = say(
            "{skill}: {stated} ({fewest} to {most}); {left} of it would be left after that day, and "
            "each who comes has {each}.",
            skill=skill,
            stated=count("stated", need.stated),
            fewest=count("fewest", need.fewest),
            most=count("most", need.most),
            left=left,
            each=each,
        )
        return PeopleNeeded(
            skill=need.skill,
            fewest=need.fewest,
            stated=need.stated,
            most=need.most,
            statement=said,
        )

    def _cannot(self, found: Headcount, by: Fact) -> Iterator[Statement]:
        impossible = [key for key in found.impossible if self._sees(key)]
        late = [key for key in found.late if self._sees(key)]
        if impossible:
            names = self._names.some(impossible, f"more impossible by {found.by}", shown=_NAMED)
            text = "Links alone keep {names} beyond {by}, whoever comes."
            yield say(text, names=names, by=by)
        if late:
            names = self._names.some(late, f"more late by {found.by}", shown=_NAMED)
            text = "{names} would still be later than {by}: they wait for others in turn."
            yield say(text, names=names, by=by)
        missed = [each.key for each in found.missed if self._seen.get(Milestone, each.key)]
        if missed:
            names = [self._facts.name(Milestone, key) for key in missed]
            yield say(
                "Even so, {names} [is|are] later than promised: help comes too late.", names=names
            )
        for promise, day in found.chains:
            if self._seen.get(Milestone, promise.key) is not None:
                row: Cell = (Milestone, promise.key)
                subject = f"milestones:{promise.key}"
                yield say(
                    "The chain of work to {name} cannot end before {day}, whoever comes.",
                    name=self._facts.name(Milestone, promise.key),
                    day=self._facts.of(subject, "earliest by links", day, Unit.DATE, cells=[row]),
                )

    def _hiring(self, found: Headcount, error: Decimal) -> Iterator[Statement]:
        start = self._facts.of("portfolio", "first day of who comes", found.start, Unit.DATE)
        off = self._facts.of("portfolio", "sizes may be off by", error, Unit.PERCENT)
        weeks = self._planned.backlog.margins.ramp_up_weeks
        yield say(
            "Who comes can start on {start} and is there for change work alone.", start=start
        )
        if weeks:
            ramp = self._facts.of("portfolio", "weeks at half pace", weeks, Unit.WEEKS)
            yield say("They work at half pace for {ramp}.", ramp=ramp)
        else:
            yield Statement(
                text="No ramp-up is declared, so they count in full from the first day."
            )
        yield say("The range holds sizes that are off by {off} either way.", off=off)

    def _skill(self, skill: str) -> Fact:
        return self._facts.of(f"skills:{skill or 'any'}", "name", skill or "any skill", Unit.NAME)

    def _days(self, subject: str, measure: str, days: float) -> Fact:
        return self._facts.of(subject, measure, rounded(days), Unit.DAYS)

    def _sees(self, key: str) -> bool:
        return self._seen.get(WorkItem, key) is not None
