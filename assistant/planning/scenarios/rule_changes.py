"""Changes to dates, weights and budgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pydantic import Field

from assistant.planning.scenarios.world import Change, World, item_name, supposed
from assistant.portfolio.control import BudgetKind, BudgetLine
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.work import Factor, Pin, WorkItem
from assistant.values import Money, Statement, Unit, say

_PERCENT = Decimal(100)


class Move(Change):
    """A promised day, or the day an item is due, is another; pins on the old day move with it."""

    milestone: str | None = None
    item: str | None = None
    to: date

    def applied(self, world: World) -> World:
        """Put the day in the place of the old one, wherever that is said."""
        item = world.snapshot.get(WorkItem, self.item)
        milestone = world.snapshot.get(Milestone, self.milestone)
        moved = world
        if item is not None:
            moved = moved.put(item.model_copy(update={"due": self.to}))
        if milestone is not None:
            moved = moved.put(milestone.model_copy(update={"committed": self.to}))
            moved = self._pins(moved, milestone)
        return moved

    def _pins(self, world: World, milestone: Milestone) -> World:
        old = milestone.committed or milestone.baseline
        items = [row for row in world.snapshot.all(WorkItem) if row.release == milestone.key]
        keys = {milestone.needs_item, *(row.key for row in items)}
        pins = [
            pin.model_copy(update={"not_after": self.to})
            for pin in world.snapshot.all(Pin)
            if pin.item in keys and pin.not_after is not None and pin.not_after == old
        ]
        due = [
            item.model_copy(update={"due": self.to})
            for item in world.snapshot.all(WorkItem)
            if item.key in keys and item.due is not None and item.due == old
        ]
        return world.put(*pins, *due)

    def told(self, facts: Facts) -> Statement:
        """Say what has which day."""
        to = supposed(facts, f"{self.milestone or self.item} on", self.to, Unit.DATE)
        if self.milestone is not None:
            what = facts.name(Milestone, self.milestone)
            return say("{what} is promised for {to}", what=what, to=to)
        return say("{what} is due on {to}", what=item_name(facts, self.item or ""), to=to)


class Protect(Change):
    """A promise must hold as if the law said so: what it needs goes before other new work."""

    milestone: str

    def applied(self, world: World) -> World:
        """Mark the milestone as one that must hold."""
        milestone = world.snapshot.get(Milestone, self.milestone)
        if milestone is None:
            return world
        return world.put(milestone.model_copy(update={"mandatory": True}))

    def told(self, facts: Facts) -> Statement:
        """Say what goes first."""
        name = facts.name(Milestone, self.milestone)
        return say("{milestone} goes first with all it needs", milestone=name)


class Weigh(Change):
    """Factors of worth weigh something else; those not named share what is left as before."""

    shares: Mapping[Factor, Decimal] = Field(description="percent by factor")

    def applied(self, world: World) -> World:
        """Put the weights in the place of the policy's."""
        scoring = world.policy.scoring
        stated = {factor: percent / _PERCENT for factor, percent in self.shares.items()}
        others = {each: held for each, held in scoring.weights.items() if each not in stated}
        left, total = 1 - sum(stated.values()), sum(others.values())
        scaled = {each: held * left / total for each, held in others.items()} if total else {}
        weights = {each: share for each, share in {**scaled, **stated}.items() if share}
        policy = replace(world.policy, scoring=scoring.model_copy(update={"weights": weights}))
        return replace(world, policy=policy)

    def told(self, facts: Facts) -> Statement:
        """Say what weighs how much."""
        parts = [
            say(
                "{factor} weighs {share}",
                factor=facts.of("what-if", f"factor {factor.value}", factor.value, Unit.NAME),
                share=supposed(facts, f"weight of {factor.value}", percent, Unit.PERCENT),
            )
            for factor, percent in self.shares.items()
        ]
        return say("{parts}", parts=parts)


class Fund(Change):
    """A project's approved budget is another amount."""

    project: str
    amount: Money

    def applied(self, world: World) -> World:
        """Put the amount in the place of the approved one."""
        rows = [
            row
            for row in world.snapshot.all(BudgetLine)
            if row.project == self.project and row.kind is BudgetKind.BUDGET
        ]
        first = [row.model_copy(update={"baseline": self.amount}) for row in rows[:1]]
        rest = [row.model_copy(update={"baseline": None}) for row in rows[1:]]
        key = f"what-if/{self.project}"
        made = first or [BudgetLine(key=key, project=self.project, baseline=self.amount)]
        return world.put(*made, *rest)

    def told(self, facts: Facts) -> Statement:
        """Say which budget the project has."""
        amount = supposed(facts, f"budget of {self.project}", self.amount, Unit.MONEY)
        name = facts.name(Project, self.project)
        return say("{project} has a budget of {amount}", project=name, amount=amount)
