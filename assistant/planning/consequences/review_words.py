"""Writes what hangs on few people, what BAU takes and how many people it takes, for one viewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.planning.capacity.load import CapacityReport
from assistant.planning.capacity.measured import latest_bau
from assistant.planning.capacity.named_load import may_see_named_load
from assistant.planning.consequences.capacity_review import (
    BauTrend,
    SpecialistReview,
)
from assistant.planning.consequences.headcount_words import known_skills
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

    def bottleneck(self, scarce: Scarce, report: CapacityReport) -> Statement | None:
        """Say which skill holds up most: its work against its time, and what one more would save.

        None where only hidden work needs it.
        """
        if scarce.skill not in known_skills(self._seen):
            return None
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

    def specialist(self, found: Specialist) -> SpecialistReview | None:
        """Return what stops if the only person with a skill is away; None if only hidden work."""
        subject = f"skills:{found.skill}"
        seen = [key for key in found.waiting if self._sees(key)]
        if not seen:
            return None
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

    def _skill(self, skill: str) -> Fact:
        return self._facts.of(f"skills:{skill or 'any'}", "name", skill or "any skill", Unit.NAME)

    def _days(self, subject: str, measure: str, days: float) -> Fact:
        return self._facts.of(subject, measure, rounded(days), Unit.DAYS)

    def _sees(self, key: str) -> bool:
        return self._seen.get(WorkItem, key) is not None


def _number(fact: Fact) -> Decimal:
    return fact.value if isinstance(fact.value, Decimal) else Decimal(0)
