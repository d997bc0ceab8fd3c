"""What has to be known about a scenario beside its figures."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.figures import in_days
from assistant.planning.item_names import ItemNames
from assistant.planning.scenarios.item_changes import Add, Defer, Drop
from assistant.planning.scenarios.planned import PlannedWorld
from assistant.planning.scenarios.reading import Scenario
from assistant.planning.scenarios.rule_changes import Fund
from assistant.planning.scenarios.staff_changes import Hire
from assistant.portfolio.control import BudgetKind, BudgetLine
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.project import Project
from assistant.portfolio.work import WorkItem
from assistant.values import Effort, Fact, Money, Statement, Unit, say


def notes_on(
    scenario: Scenario, before: PlannedWorld, after: PlannedWorld, facts: Facts
) -> Iterator[Statement]:
    """Yield what is freed, left waiting, assumed, or over its budget."""
    notes = _Notes(before, after, facts)
    for change in scenario.changes:
        if isinstance(change, Drop):
            yield from notes.freed(change)
            yield from notes.left_waiting(change)
        elif isinstance(change, Hire) and change.day_rate is None:
            yield say(
                "Nobody says what {who} costs.",
                who=facts.of("what-if", "hired", change.name, Unit.NAME),
            )
        elif isinstance(change, Add):
            yield from notes.added(change)
        elif isinstance(change, Fund):
            yield from notes.funded(change)
        elif isinstance(change, Defer) and after.plan.staff.mode is CapacityMode.NONE:
            yield Statement(text="Nobody's time is known, so there are no days to defer work to.")
    yield from notes.reordered()


class _Notes:
    def __init__(self, before: PlannedWorld, after: PlannedWorld, facts: Facts) -> None:
        self._before = before
        self._after = after
        self._facts = facts
        self._names = ItemNames(facts)

    def freed(self, change: Drop) -> Iterator[Statement]:
        """Yield the work by skill that nobody has to do any more."""
        backlog = self._before.plan.backlog
        by_skill: dict[str, int] = {}
        for key in change.work.items:
            candidate = backlog.candidates[backlog.number[key]] if key in backlog.number else None
            for skill, minutes in candidate.parts if candidate and candidate.size else ():
                by_skill[skill] = by_skill.get(skill, 0) + minutes
        if not by_skill:
            return
        cells: list[Cell] = [(WorkItem, key) for key in change.work.items]
        parts = [
            say("{days} of {skill}" if skill else "{days} of any skill", **slots)
            for skill, minutes in sorted(by_skill.items(), key=lambda part: (-part[1], part[0]))
            for slots in [self._freed_part(change, skill, minutes, cells)]
        ]
        yield say("That frees {parts}.", parts=parts)

    def _freed_part(
        self, change: Drop, skill: str, minutes: int, cells: list[Cell]
    ) -> dict[str, Fact]:
        days = Effort.of_days(in_days(minutes))
        measure = f"{skill or 'any skill'} freed by {change.work.project or change.work.items[0]}"
        slots = {"days": self._facts.of("what-if", measure, days, Unit.EFFORT, cells=cells)}
        if skill:
            slots["skill"] = self._facts.of(f"skills:{skill}", "name", skill, Unit.NAME)
        return slots

    def left_waiting(self, change: Drop) -> Iterator[Statement]:
        """Yield what waits for work that nobody is going to do."""
        backlog = self._before.plan.backlog
        for key in change.work.items:
            after = backlog.graph.successors(key) if key in backlog.number else ()
            left = [
                each
                for each in after
                if each not in change.work.items and self._facts.snapshot.get(WorkItem, each)
            ]
            if left:
                names = self._names.some(left, f"more left by {key}")
                text = "{names} [waits|wait] for {item}, which nobody would do; the plan goes on without it."
                yield say(text, names=names, item=self._names.one(key))

    def added(self, change: Add) -> Iterator[Statement]:
        """Yield what was assumed about an item that is taken in."""
        backlog = self._after.plan.backlog
        candidate = backlog.candidates[backlog.number[change.item.key]]
        item = self._names.one(change.item.key)
        if candidate.size is None:
            days = Effort.of_days(in_days(backlog.assumed_work))
            size = self._facts.of("what-if", "assumed size", days, Unit.EFFORT)
            yield say(
                "Nobody has sized {item}: {size} is assumed, as for others.", item=item, size=size
            )
        if candidate.rate is None:
            yield say(
                "Nobody says what {item} is worth: the middle of the others is assumed.", item=item
            )

    def funded(self, change: Fund) -> Iterator[Statement]:
        """Yield how far a project's forecast is above its budget."""
        rows = [
            row
            for row in self._facts.snapshot.all(BudgetLine)
            if row.project == change.project and row.kind is BudgetKind.BUDGET
        ]
        known = [row.forecast for row in rows if row.forecast is not None]
        if len(known) < len(rows) or any(
            each.currency != change.amount.currency for each in known
        ):
            yield say(
                "What {project} will cost is not known in that currency.",
                project=self._facts.name(Project, change.project),
            )
            return
        over = sum((each.amount for each in known), -change.amount.amount)
        if known and over > 0:
            cells: list[Cell] = [(BudgetLine, row.key, "forecast") for row in rows]
            money = Money(amount=over, currency=change.amount.currency)
            above = self._facts.of(
                f"projects:{change.project}",
                f"forecast above {change.amount.amount}",
                money,
                Unit.MONEY,
                cells=cells,
            )
            yield say(
                "{project} is expected to cost {above} more than that.",
                project=self._facts.name(Project, change.project),
                above=above,
            )

    def reordered(self) -> Iterator[Statement]:
        """Yield that the order changes, and what keeping it would cost."""
        if self._after.is_reordered:
            yield Statement(
                text="The order would change too: another one saves enough to be worth it."
            )
