"""Writes the ways out of overloads for one viewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from assistant.planning.capacity.load import CapacityReport, Load, LoadKind, Stretch
from assistant.planning.capacity.named_load import RoleNames, may_see_named_load
from assistant.planning.consequences.capacity_review import OverloadReview, WayOut
from assistant.planning.consequences.impact import Fate
from assistant.planning.consequences.options import Option, OptionKind, Options, Overload
from assistant.planning.consequences.planned import Planned
from assistant.planning.figures import figure, rounded
from assistant.planning.inputs.sizes import named
from assistant.planning.item_names import ItemNames
from assistant.planning.order.waiting_cost import WaitingCost, cost_words
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Contractor, Person
from assistant.portfolio.project import Milestone
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Money, Statement, Unit, say
from assistant.values.saying import Part

_BROKEN = (Fate.IMPOSSIBLE, Fate.BREAKS)


class OverloadWords:
    """Writes for the viewer of a snapshot; `report` is of the whole, and is not shown."""

    def __init__(self, seen: Snapshot, planned: Planned, report: CapacityReport) -> None:
        self._seen = seen
        self._planned = planned
        self._report = report
        self._facts = Facts(seen)
        self._names = ItemNames(self._facts)
        self._roles = RoleNames(seen)
        self._costs = WaitingCost(planned.backlog, self._facts)

    def review(self, whole: Stretch, told: Stretch, options: Options) -> OverloadReview:
        """Return the ways out of a stretch of the whole, said of the stretch as it is told."""
        overload = options.about(whole.load)
        ways: list[WayOut] = []
        limits: list[Statement] = []
        if overload is None:
            ways = list(self._by_room(whole.load))
        else:
            visible = [each for each in options.of(overload) if self._is_told(each)]
            ways = list(self._ways(visible, overload))
            limits = list(self._limits(overload, options))
        if not ways:
            limits.append(
                Statement(text="Nothing else was found: only fewer or later asks are left.")
            )
        who = told.headline.facts.get("who")
        return OverloadReview(
            who=say("{who}", who=who) if who is not None else told.headline,
            period=told.load.period,
            gap=told.gap,
            headline=told.headline,
            options=tuple(ways),
            limits=tuple(limits),
        )

    def _is_told(self, option: Option) -> bool:
        return option.item is None or self._seen.get(WorkItem, option.item) is not None

    def _ways(self, options: Sequence[Option], overload: Overload) -> Iterator[WayOut]:
        """Yield the ways out, their waiting in one unit so that they compare."""
        waiting = [
            {key: days for key, days in option.waiting.items() if self._seen.get(WorkItem, key)}
            for option in options
        ]
        measures = [f"waiting if {each.kind.name} {each.item} {each.start}" for each in options]
        subject = self._subject(overload)
        costs = [
            self._costs.fact(subject, measure, days)
            for measure, days in zip(measures, waiting, strict=True)
        ]
        if {fact.unit for fact in costs} != {Unit.MONEY}:
            points = (rounded(self._costs.points(days)) for days in waiting)
            costs = [
                fact.model_copy(update={"value": value, "unit": Unit.SCORE})
                for fact, value in zip(costs, points, strict=True)
            ]
        for option, cost in zip(options, costs, strict=True):
            yield self._way(option, cost)

    def _subject(self, overload: Overload) -> str:
        load = overload.load
        whose = self._roles.of(load.key).subject if load.kind is LoadKind.PERSON else load.key
        return f"{whose}:{load.period.start.isoformat()}"

    def _way(self, option: Option, cost: Fact) -> WayOut:
        measure = f"{option.kind.value} {option.item or ''}".strip()
        price = self._price(option)
        dates = tuple(
            self._date(key, day, measure)
            for key, day in sorted(option.finishes.items(), key=lambda each: (each[1], each[0]))
            if self._seen.get(WorkItem, key)
        )
        breaks = tuple(
            move.promise.key
            for move in option.impact.promises
            if move.fate in _BROKEN and self._seen.get(Milestone, move.promise.key)
        )
        said = say("{what}: {dates}", what=self._what(option), dates=self._dated(dates))
        said = say("{said}; waiting costs {cost}", said=said, cost=cost_words(cost))
        if price is not None:
            said = say("{said}, and {price} to pay", said=said, price=price)
        if breaks:
            names = [self._facts.name(Milestone, key) for key in breaks]
            said = say("{said}; it breaks {names}", said=said, names=names)
        return WayOut(
            kind=option.kind,
            statement=say("{said}.", said=said),
            dates=dates,
            waiting=cost,
            price=price,
            breaks=breaks,
        )

    def _what(self, option: Option) -> Statement:
        if option.kind is OptionKind.LATER_DAY:
            return Statement(text="Agree the days of today's plan")
        if option.kind is OptionKind.OTHER_TURN:
            return say("Move {item} behind the rest", item=self._names.one(option.item or ""))
        if option.kind is OptionKind.OTHER_PERSON:
            text = "Give {item} to {who}"
            return say(
                text, item=self._names.one(option.item or ""), who=self._who(option.who or "")
            )
        start = self._facts.of(
            f"contractors:{option.who}", "first day", option.start or self._seen.as_of, Unit.DATE
        )
        days = self._facts.of(
            f"contractors:{option.who}", "days of work", rounded(option.days), Unit.DAYS
        )
        name = self._facts.name(Contractor, option.who or "")
        return say("Hire {name} from {start} for {days}", name=name, start=start, days=days)

    def _who(self, person: str) -> Part:
        if may_see_named_load(self._seen, person):
            return self._facts.name(Person, person)
        return self._roles.of(person).words(self._facts)

    def _dated(self, dates: Sequence[Fact]) -> Statement:
        each = [
            say("{item} by {day}", item=self._names.one(fact.subject.partition(":")[2]), day=fact)
            for fact in dates
        ]
        return say("{each}", each=each) if each else Statement(text="another commitment moves")

    def _date(self, key: str, day: date, measure: str) -> Fact:
        cells = [(WorkItem, key)]
        return self._facts.of(
            f"work_items:{key}", f"finish if {measure}", day, Unit.DATE, cells=cells
        )

    def _price(self, option: Option) -> Fact | None:
        if option.kind is not OptionKind.HIRE:
            return None
        return self._price_of(option.who or "", Decimal(repr(option.days)))

    def _price_of(self, contractor: str, days: Decimal) -> Fact | None:
        known = self._seen.get(Contractor, contractor)
        if known is None or known.day_rate is None:
            return None
        rate = known.day_rate
        amount = Money(amount=rounded(rate.amount * days), currency=rate.currency)
        return self._facts.of(
            f"contractors:{contractor}",
            "price",
            amount,
            Unit.MONEY,
            cells=[(Contractor, contractor, "day_rate")],
            arithmetic=f"{figure(days)} × {figure(rate.amount)}",
        )

    def _limits(self, overload: Overload, options: Options) -> Iterator[Statement]:
        if overload.skill is None:
            return
        skill = self._facts.of(f"skills:{overload.skill}", "name", overload.skill, Unit.NAME)
        holders = options.others_with(overload)
        if len(holders) <= (overload.load.kind is LoadKind.SKILL):
            yield say("Nobody else here can do {skill}.", skill=skill)
        if not options.contractors(overload):
            yield say("No contractor for {skill} is known.", skill=skill)

    def _by_room(self, load: Load) -> Iterator[WayOut]:
        """Yield who has time in those weeks, where the asks name no item to plan anew."""
        skills = self._skills(load)
        for person, room in sorted(self._room(load, skills).items(), key=lambda e: (-e[1], e[0]))[
            :1
        ]:
            left = self._facts.of(
                self._roles.of(person).subject, "room then", room, Unit.DAYS, period=load.period
            )
            said = say("{who} has {left} free in those weeks.", who=self._who(person), left=left)
            yield self._plain(OptionKind.OTHER_PERSON, said, None)
        for contractor in self._seen.all(Contractor):
            if skills & {named(skill) for skill in contractor.skills}:
                yield self._hire_room(contractor, load)

    def _hire_room(self, contractor: Contractor, load: Load) -> WayOut:
        day = max(contractor.available_from or load.period.start, load.period.start)
        line = self._planned.staff.line
        places = range(line.place(day), line.place(load.period.end) + 1)
        count = Decimal(sum(1 for place in places if line.is_worked(place)))
        days = self._facts.of(
            f"contractors:{contractor.key}", "days then", count, Unit.DAYS, period=load.period
        )
        start = self._facts.of(f"contractors:{contractor.key}", "first day then", day, Unit.DATE)
        name = self._facts.name(Contractor, contractor.key)
        said = say("{name} can be hired from {start}: {days}.", name=name, start=start, days=days)
        return self._plain(OptionKind.HIRE, said, self._price_of(contractor.key, count))

    def _plain(self, kind: OptionKind, said: Statement, price: Fact | None) -> WayOut:
        if price is not None:
            said = say("{said} That costs {price}.", said=said, price=price)
        return WayOut(kind=kind, statement=said, dates=(), waiting=None, price=price, breaks=())

    def _skills(self, load: Load) -> set[str]:
        if load.kind is LoadKind.SKILL:
            return {load.key}
        known = self._planned.snapshot.get(Person, load.key)
        return {named(skill) for skill in known.skills} if known is not None else set()

    def _room(self, load: Load, skills: set[str]) -> dict[str, Decimal]:
        """Return the days that others with one of these skills have free in a stretch."""
        able = {
            person.key
            for person in self._seen.all(Person)
            if person.key != load.key and skills & {named(skill) for skill in person.skills}
        }
        room: dict[str, Decimal] = {}
        for week in self._report.loads:
            inside = load.period.start <= week.period.start <= load.period.end
            if week.kind is LoadKind.PERSON and week.key in able and inside:
                free = _days(week.available) - _days(week.asked)
                room[week.key] = room.get(week.key, Decimal(0)) + max(free, Decimal(0))
        return {person: days for person, days in room.items() if days}


def _days(fact: Fact | None) -> Decimal:
    return fact.value if fact is not None and isinstance(fact.value, Decimal) else Decimal(0)
