"""Load by skill and role, for those who may not read it by name.

Several people of one role whose weeks are the same become one stretch. What only one person can
do is the load of that skill, which stands in the report already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property

from assistant.planning.capacity.load import Load, LoadKind, LoadPart, Stretch
from assistant.planning.capacity.load_facts import sum_of
from assistant.planning.capacity.named_load import Role, RoleNames, may_see_named_load
from assistant.planning.figures import figure, rounded
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Availability, Person, Reserve
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, Period, Source, Statement, Unit, say


class Roles:
    """Tells loads to one viewer: by name where they may read it, else by skill or role."""

    def __init__(self, viewer: Snapshot) -> None:
        self._viewer = viewer
        self._facts = Facts(viewer)
        self._roles = RoleNames(viewer)
        self._named = {
            person.key for person in viewer.all(Person) if may_see_named_load(viewer, person.key)
        }

    def loads(self, loads: Iterable[Load]) -> tuple[Load, ...]:
        """Return the rows without those of people whose load is not told by name."""
        return tuple(self.load(load) for load in loads if self._is_told(load))

    def load(self, load: Load) -> Load:
        """Return the load of a skill or a team without rows that lead to a person."""
        if load.kind is LoadKind.PERSON or not self._unnamed_rows:
            return load
        return load.model_copy(update={"available": self._without_rows(load.available)})

    def stretches(self, stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
        """Return stretches by name, by role in the place of the first of each role, by skill."""
        shown: list[Stretch] = []
        by_role: dict[tuple[Role, Period], list[Stretch]] = {}
        for stretch in stretches:
            if self._is_told(stretch.load):
                shown.append(self._of_group(stretch))
                continue
            role = self._roles.of(stretch.load.key)
            by_role.setdefault((role, stretch.load.period), []).append(stretch)
        known = {(each.load.key, each.load.period) for each in shown}
        told = [
            self._of_role(role, each)
            for (role, period), each in by_role.items()
            if (role.skill, period) not in known
        ]
        return (*told, *shown)

    def _is_told(self, load: Load) -> bool:
        return load.kind is not LoadKind.PERSON or load.key in self._named

    def _of_group(self, stretch: Stretch) -> Stretch:
        load = self.load(stretch.load)
        if load is stretch.load:
            return stretch
        gap = self._without_rows(stretch.gap)
        changed = {fact.id: fact for fact in (load.available, gap)}
        said = {slot: changed.get(fact.id, fact) for slot, fact in stretch.headline.facts.items()}
        headline = Statement(text=stretch.headline.text, facts=said)
        return Stretch(load=load, gap=gap, headline=headline)

    def _of_role(self, role: Role, stretches: Sequence[Stretch]) -> Stretch:
        """Return one stretch for everybody of a role who has the same weeks."""
        loads = [stretch.load for stretch in stretches]
        parts = tuple(self._part(role, part) for load in loads for part in load.parts)
        period = loads[0].period
        asked = None
        if any(load.asked is not None for load in loads):
            rows = tuple(dict.fromkeys(row for part in parts for row in part.days.sources))
            figures = [load.asked for load in loads if load.asked is not None]
            asked = self._sum(role, "asked", figures, period, rows, sum_of(parts))
        available = self._sum(role, "available", [load.available for load in loads], period)
        gap = self._sum(role, stretches[0].gap.measure, [each.gap for each in stretches], period)
        load = Load(
            kind=LoadKind.SKILL if role.skill else LoadKind.ROLE,
            key=role.skill or role.name(self._facts),
            team=role.team,
            period=period,
            available=available,
            asked=asked,
            parts=parts,
        )
        headline = self._told(
            role, stretches, {"asked": asked, "available": available, "left": gap}
        )
        return Stretch(load=load, gap=gap, headline=headline)

    def _told(
        self, role: Role, stretches: Sequence[Stretch], figures: dict[str, Fact | None]
    ) -> Statement:
        """Say it in the words of the first stretch, of the role and with the sums."""
        first = stretches[0].headline
        who: Fact | Statement = role.words(self._facts)
        if len(stretches) > 1:
            count = self._facts.of(
                role.subject, "people", len(stretches), Unit.COUNT, period=stretches[0].load.period
            )
            who = say("{role} ({count} people)", role=who, count=count)
        held: dict[str, Fact | Statement] = {"who": who}
        for slot, fact in first.facts.items():
            held.setdefault(slot, figures.get(slot) or self._of_role_alone(role, fact))
        return say(first.text, **held)

    def _part(self, role: Role, part: LoadPart) -> LoadPart:
        days = self._of_role_alone(role, part.days)
        return part.model_copy(
            update={"days": days.model_copy(update={"sources": part.days.sources})}
        )

    def _of_role_alone(self, role: Role, fact: Fact) -> Fact:
        """Return a fact about a person as one about their role, without its rows."""
        return self._facts.of(
            role.subject, fact.measure, fact.value, fact.unit, period=fact.period
        )

    def _sum(
        self,
        role: Role,
        measure: str,
        figures: Sequence[Fact],
        period: Period,
        rows: tuple[Source, ...] = (),
        arithmetic: str | None = None,
    ) -> Fact:
        days = [fact.value for fact in figures if isinstance(fact.value, Decimal)]
        if len(days) > 1:
            arithmetic = " + ".join(figure(each) for each in days)
        total = rounded(sum(days, Decimal(0)))
        fact = self._facts.of(
            role.subject, measure, total, Unit.DAYS, period=period, arithmetic=arithmetic
        )
        return fact.model_copy(update={"sources": rows})

    def _without_rows(self, fact: Fact) -> Fact:
        kept = tuple(row for row in fact.sources if row not in self._unnamed_rows)
        return (
            fact if len(kept) == len(fact.sources) else fact.model_copy(update={"sources": kept})
        )

    @cached_property
    def _unnamed_rows(self) -> frozenset[Source]:
        """The rows that speak of people whose load is not told by name."""
        viewer = self._viewer
        rows = [
            viewer.source(Person, e.key) for e in viewer.all(Person) if self._is_unnamed(e.key)
        ]
        personal: list[Availability | Reserve] = [*viewer.all(Availability), *viewer.all(Reserve)]
        rows += [
            viewer.source(type(row), row.key)
            for row in personal
            if row.person is not None and self._is_unnamed(row.person)
        ]
        return frozenset(rows)

    def _is_unnamed(self, person: str) -> bool:
        return person not in self._named
