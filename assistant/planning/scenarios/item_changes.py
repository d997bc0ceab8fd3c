"""Changes to work: dropped, deferred, added, of another size or worth, pinned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pydantic import Field

from assistant.planning.item_names import ItemNames
from assistant.planning.scenarios.world import Change, World, item_name, supposed
from assistant.portfolio.facts import Facts
from assistant.portfolio.noun import SkillEffort
from assistant.portfolio.people import Assignment
from assistant.portfolio.project import Project, Stage
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import (
    Dependency,
    Factor,
    Pin,
    StatusCategory,
    ValueInput,
    WorkItem,
)
from assistant.values import Effort, Fact, Money, Statement, Unit, Value, say

_NAMED = 4


class Work(Value):
    """Items that a change is about: one, or all open ones of a project."""

    items: tuple[str, ...]
    project: str | None = None

    def told(self, facts: Facts) -> list[Fact | Statement]:
        """Return what the work is called: the project, else its items."""
        if self.project is not None:
            return [facts.name(Project, self.project)]
        return ItemNames(facts).some(self.items, f"more of {self.items[0]}", shown=_NAMED)

    def rows(self, snapshot: Snapshot) -> Iterator[WorkItem]:
        """Yield the items that are still there."""
        for key in self.items:
            if (item := snapshot.get(WorkItem, key)) is not None:
                yield item

    def assignments(self, snapshot: Snapshot) -> list[Assignment]:
        """Return what people are asked for by this work."""
        return [
            row
            for row in snapshot.all(Assignment)
            if row.item in self.items
            or (self.project is not None and row.item is None and row.project == self.project)
        ]


class Drop(Change):
    """Work is given up, or paused with no day to go on: what people were asked for is free."""

    work: Work
    is_pause: bool = False

    def applied(self, world: World) -> World:
        """Mark the items as dropped, and the project as stopped or paused."""
        snapshot = world.snapshot
        dropped = {"category": StatusCategory.DROPPED}
        items = [item.model_copy(update=dropped) for item in self.work.rows(snapshot)]
        project = snapshot.get(Project, self.work.project)
        stage = Stage.PAUSED if self.is_pause else Stage.STOPPED
        stopped = [project.model_copy(update={"stage": stage})] if project else []
        free = [(Assignment, row.key) for row in self.work.assignments(snapshot)]
        return world.put(*items, *stopped, without=free)

    def told(self, facts: Facts) -> Statement:
        """Say what is dropped or paused."""
        text = "{work} [is|are] paused" if self.is_pause else "{work} [is|are] dropped"
        return say(text, work=self.work.told(facts))


class Defer(Change):
    """Work starts on a day and not before; until then people are free of it."""

    work: Work
    until: date

    def applied(self, world: World) -> World:
        """Hold the items back, and move what people are asked for to the days after."""
        held = dict.fromkeys((item.key for item in self.work.rows(world.snapshot)), self.until)
        rows = self.work.assignments(world.snapshot)
        early = [row for row in rows if row.start < self.until]
        cut = [row.model_copy(update={"start": self.until}) for row in early]
        gone = [(Assignment, row.key) for row in early if row.end < self.until]
        later = world.put(*(row for row in cut if row.end >= self.until), without=gone)
        return replace(later, not_before={**world.not_before, **held})

    def told(self, facts: Facts) -> Statement:
        """Say what is deferred until when."""
        until = supposed(facts, "deferred until", self.until, Unit.DATE)
        return say(
            "{work} [starts|start] no sooner than {until}", work=self.work.told(facts), until=until
        )


class Add(Change):
    """An item is taken in that is not in the portfolio, with what is said about it."""

    item: WorkItem
    worth: tuple[ValueInput, ...] = ()
    after: tuple[str, ...] = Field(default=(), description="keys of what it waits for")

    def applied(self, world: World) -> World:
        """Put the item in, with its worth and its links."""
        links = [
            Dependency(
                key=f"{before}/{self.item.key}", predecessor=before, successor=self.item.key
            )
            for before in self.after
        ]
        return world.put(self.item, *self.worth, *links)

    def told(self, facts: Facts) -> Statement:
        """Say what is taken in."""
        key = supposed(facts, "taken in", self.item.key, Unit.NAME)
        if self.item.name == self.item.key:
            return say("{item} is taken in", item=key)
        title = supposed(facts, "title", self.item.name, Unit.TEXT)
        return say("{item} (“{title}”) is taken in", item=key, title=title)


class Resize(Change):
    """What is left of an item is another amount of work."""

    item: str
    estimate: tuple[SkillEffort, ...] = Field(min_length=1)

    def applied(self, world: World) -> World:
        """Put the size in the place of the estimate and of what was left."""
        return world.put(
            *(
                item.model_copy(update={"estimate": self.estimate, "remaining": None})
                for item in Work(items=(self.item,)).rows(world.snapshot)
            )
        )

    def told(self, facts: Facts) -> Statement:
        """Say what is left of the item."""
        minutes = sum(part.effort.minutes for part in self.estimate)
        size = supposed(facts, f"size of {self.item}", Effort(minutes=minutes), Unit.EFFORT)
        return say("{item} takes {size}", item=item_name(facts, self.item), size=size)


class Revalue(Change):
    """Waiting for an item costs something else per week, or a factor of its worth is another."""

    item: str
    factor: Factor
    value: Decimal = Field(ge=0)
    currency: str | None = None

    def applied(self, world: World) -> World:
        """Put the value in the place of those stated for the factor."""
        others = [
            (ValueInput, row.key)
            for row in world.snapshot.all(ValueInput)
            if row.item == self.item and row.factor is self.factor
        ]
        row = ValueInput(
            key=f"{self.item}/{self.factor.value}",
            item=self.item,
            factor=self.factor,
            value=self.value,
            currency=self.currency,
            stated_on=world.snapshot.as_of,
        )
        return world.put(row, without=others)

    def told(self, facts: Facts) -> Statement:
        """Say what the item is worth."""
        value: Money | Decimal = self.value
        if self.currency is not None:
            value = Money(amount=self.value, currency=self.currency)
        unit = Unit.SCORE if self.currency is None else Unit.MONEY
        return say(
            "the {factor} of {item} is {value}",
            factor=facts.of(
                "what-if", f"factor {self.factor.value}", self.factor.value, Unit.NAME
            ),
            item=item_name(facts, self.item),
            value=supposed(facts, f"{self.factor.value} of {self.item}", value, unit),
        )


class Fix(Change):
    """An item is pinned to a place or a day; with neither, its pin is taken off."""

    item: str
    place: int | None = Field(default=None, ge=1)
    by: date | None = None

    def applied(self, world: World) -> World:
        """Put the pin in the place of the one there was."""
        others = _pins_of(world.snapshot, self.item)
        if self.place is None and self.by is None:
            return world.put(without=others)
        key = f"what-if/{self.item}"
        pin = Pin(key=key, item=self.item, place=self.place, not_after=self.by)
        return world.put(pin, without=others)

    def told(self, facts: Facts) -> Statement:
        """Say where the item is held."""
        item = item_name(facts, self.item)
        if self.by is not None:
            by = supposed(facts, f"{self.item} by", self.by, Unit.DATE)
            return say("{item} must be ready by {by}", item=item, by=by)
        if self.place is None:
            return say("{item} is pinned no longer", item=item)
        place = supposed(facts, f"{self.item} at place", self.place, Unit.COUNT)
        return say("{item} is pinned to place {place}", item=item, place=place)


def _pins_of(snapshot: Snapshot, item: str) -> Sequence[tuple[type[Pin], str]]:
    return [(Pin, row.key) for row in snapshot.all(Pin) if row.item == item]
