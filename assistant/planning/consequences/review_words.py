"""Writes what hangs on few people, what BAU takes and how many people it takes, for one viewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.planning.capacity.load import CapacityReport
from assistant.planning.capacity.measured import latest_bau
from assistant.planning.capacity.named_load import may_see_named_load
from assistant.planning.consequences.capacity_review import (
    BauTrend,
    FinishBy,
    PeopleNeeded,
    SpecialistReview,
)
from assistant.planning.consequences.headcount import Headcount, Need
from assistant.planning.consequences.impact import Fate
from assistant.planning.consequences.planned import Planned
from assistant.planning.consequences.scarcity import Scarce
from assistant.planning.consequences.specialists import Specialist
from assistant.planning.figures import figure, rounded
from assistant.planning.item_names import ItemNames
from assistant.planning.order.waiting_cost import WaitingCost, cost_words
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.people import Person, Team
from assistant.portfolio.project import Milestone
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement, Unit, say

_NAMED = 4
_BROKEN = (Fate.IMPOSSIBLE, Fate.BREAKS)


class ReviewWords:
    """Writes for the viewer of a snapshot."""

    def __init__(self, seen: Snapshot, planned: Planned) -> None:
        self._seen = seen
        self._planned = planned
        self._facts = Facts(seen)
        self._names = ItemNames(self._facts)

    def bottleneck(self, scarce: Scarce, report: CapacityReport) -> Statement:
        """Say which skill holds up most: its work against its time, and what one more would save."""
        subject = f"skills:{scarce.skill}"
        weeks = len(report.weeks)
        work = self._days(subject, "open work", scarce.work)
        time = self._days(subject, "time of its people", scarce.time)
        saved = self._facts.of(subject, "saved by one more", rounded(scarce.saved), Unit.SCORE)
        return say(
            "{skill} is the bottleneck: {work} of open work for {time} that its people have in "
            "{weeks}; one more person from today on would save {saved} points of waiting.",
            skill=self._skill(scarce.skill),
            work=work,
            time=time,
            weeks=self._facts.of("portfolio", "weeks looked ahead", weeks, Unit.WEEKS),
            saved=saved,
        )

    def specialist(self, found: Specialist) -> SpecialistReview:
        """Return what stops if the only person with a skill is away."""
        subject = f"skills:{found.skill}"
        seen = [key for key in found.waiting if self._sees(key)]
        moves = [move for move in found.impact.moves if self._sees(move.key) and move.days > 0]
        breaks = [
            move.promise.key
            for move in found.impact.promises
            if move.fate in _BROKEN and self._seen.get(Milestone, move.promise.key)
        ]
        days = {move.key: move.days for move in moves}
        cost = WaitingCost(self._planned.backlog, self._facts).fact(
            subject, "cost of absence", days
        )
        weeks = self._facts.of(subject, "weeks away", found.weeks, Unit.WEEKS)
        return SpecialistReview(
            skill=found.skill,
            weeks=weeks,
            waiting=tuple(seen),
            moved=tuple(move.key for move in moves),
            breaks=tuple(breaks),
            cost=cost if days else None,
            statement=self._alone(found, weeks, seen, cost if days else None, breaks, len(moves)),
        )

    def _alone(
        self,
        found: Specialist,
        weeks: Fact,
        seen: Sequence[str],
        cost: Fact | None,
        breaks: Sequence[str],
        moved: int,
    ) -> Statement:
        subject = f"skills:{found.skill}"
        skill = self._skill(found.skill)
        if may_see_named_load(self._seen, found.person):
            who = self._facts.name(Person, found.person)
            start = say("Only {who} can do {skill}.", who=who, skill=skill)
        else:
            start = say("Only one person can do {skill}.", skill=skill)
        rows: list[Cell] = [(WorkItem, key) for key in seen]
        count = self._facts.of(subject, "items of its own", len(seen), Unit.COUNT, cells=rows)
        later = self._facts.of(subject, "items later without it", moved, Unit.COUNT)
        names = self._names.some(seen, f"more need {found.skill}", shown=_NAMED)
        said = say(
            "{start} {weeks} away would stop {count} [item|items] ({names}) and make {later} later",
            start=start,
            weeks=weeks,
            count=count,
            names=names,
            later=later,
        )
        if cost is not None:
            said = say("{said}; waiting costs {cost}", said=said, cost=cost_words(cost))
        if breaks:
            told = [self._facts.name(Milestone, key) for key in breaks]
            said = say("{said}; it breaks {told}", said=said, told=told)
        return say("{said}.", said=said)

    def bau(self, history: Sequence[Snapshot]) -> Iterator[BauTrend]:
        """Yield each team's measured BAU over the snapshots, the earlier ones given oldest first."""
        shares: dict[str, list[Fact]] = {}
        for snapshot in (*history, self._seen):
            facts = Facts(snapshot)
            for team, measured in latest_bau(snapshot).items():
                fact = measured.fact(facts, team, f"BAU on {snapshot.as_of.isoformat()}")
                shares.setdefault(team, []).append(fact)
        for team, found in sorted(shares.items()):
            if self._seen.get(Team, team) is not None:
                days = tuple(fact.as_of for fact in found)
                yield BauTrend(
                    team=team, days=days, shares=tuple(found), statement=self._trend(team, found)
                )

    def _trend(self, team: str, shares: Sequence[Fact]) -> Statement:
        name, now = self._facts.name(Team, team), shares[-1]
        if len(shares) == 1:
            return say("BAU takes {now} of {team}.", now=now, team=name)
        day = self._facts.of(f"teams:{team}", "BAU first seen", shares[0].as_of, Unit.DATE)
        said = say(
            "BAU takes {now} of {team}, after {then} on {day}",
            now=now,
            team=name,
            then=shares[0],
            day=day,
        )
        lost = _number(now) - _number(shares[0])
        if lost <= 0:
            return say("{said}.", said=said)
        people = [person for person in self._seen.all(Person) if person.team == team]
        able = sum((p.part_time_percent for p in people if p.change_work_percent != 0), Decimal(0))
        days = rounded(able / 100 * lost / 100 * 5)
        crowded = self._facts.of(
            f"teams:{team}",
            "days a week BAU took since",
            days,
            Unit.DAYS,
            arithmetic=f"{figure(able / 100)} people × {figure(lost)} % × 5",
        )
        return say("{said}: {crowded} a week less for change work.", said=said, crowded=crowded)

    def finish_by(self, found: Headcount, error: Decimal) -> FinishBy:
        """Return what it takes to finish everything by a day."""
        by = self._facts.of("portfolio", "finish by", found.by, Unit.DATE)
        total = sum(need.stated for need in found.needs)
        people = self._facts.of("portfolio", f"people to finish by {found.by}", total, Unit.COUNT)
        if found.days <= 0:
            headline = say("Nobody hired now could be there before {by}.", by=by)
        elif total:
            text = "To finish everything by {by} it takes {people} more [person|people]{also}."
            also = self._range(found)
            headline = say(text, by=by, people=people, also=also)
        else:
            headline = say(
                "Everything that can be is finished by {by} with today's people.", by=by
            )
        return FinishBy(
            by=found.by,
            headline=headline,
            needs=tuple(self._need(need, found) for need in found.needs),
            cannot=tuple(self._cannot(found, by)),
            assumptions=tuple(self._hiring(found, error)),
        )

    def _range(self, found: Headcount) -> Statement:
        low, high = (
            self._facts.of(
                "portfolio", f"{what} people to finish by {found.by}", value, Unit.COUNT
            )
            for what, value in (
                ("fewest", sum(need.fewest for need in found.needs)),
                ("most", sum(need.most for need in found.needs)),
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


def _number(fact: Fact) -> Decimal:
    return fact.value if isinstance(fact.value, Decimal) else Decimal(0)
