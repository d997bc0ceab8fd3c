"""Pins and dates that cannot all hold, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.planning.capacity.working_days import WorkingDays
from assistant.planning.inputs.backlog import Candidate
from assistant.planning.inputs.deadlines import pins_in_force
from assistant.planning.inputs.sizes import Measure
from assistant.planning.item_names import ItemNames
from assistant.planning.order.plan import Plan
from assistant.planning.order.ranking import Conflict
from assistant.planning.sequencing.solve import Solution
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Pin, WorkItem
from assistant.values import Fact, Unit, say

_SLIVER = 1e-9


class Conflicts:
    """Explains what an order breaks that it must not."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._facts = Facts(snapshot)
        self._names = ItemNames(self._facts)
        self._pins = pins_in_force(snapshot)

    def of(self, plan: Plan, solution: Solution) -> tuple[Conflict, ...]:
        """Return a conflict for each pin and date that does not hold; none where all do."""
        return (*self._pinned(plan, solution), *self._dates(plan, solution))

    def _pinned(self, plan: Plan, solution: Solution) -> Iterable[Conflict]:
        candidates = plan.backlog.candidates
        for item in solution.broken:
            own = candidates[item]
            same = [each.key for each in candidates if each.place == own.place and each != own]
            before = plan.backlog.graph.everything_before(own.key)
            ahead = [key for key in before if not candidates[plan.backlog.number[key]].is_started]
            if same:
                text = "{item} and {names} are pinned to the same place, {place}."
                yield self._about_pin(text, own, same)
            elif len(ahead) >= (own.place or 0):
                text = "{item} is pinned to place {place}, but {names} must come before it."
                yield self._about_pin(text, own, ahead)
            else:
                text = "{item} cannot stand at its pinned place {place} beside the other pins."
                yield self._about_pin(text, own, [])

    def _about_pin(self, text: str, own: Candidate, others: list[str]) -> Conflict:
        item = self._names.one(own.key)
        place = self._facts.cell(Pin, self._pins[own.key].key, "place", Unit.COUNT)
        if not others:
            return Conflict(items=(own.key,), statement=say(text, item=item, place=place))
        names = self._names.some(others, f"more in conflict with {own.key}", shown=4)
        said = say(text, item=item, place=place, names=names)
        return Conflict(items=(own.key, *others), statement=said)

    def _dates(self, plan: Plan, solution: Solution) -> Iterable[Conflict]:
        hopeless = _hopeless(plan)
        told = set(hopeless)
        for item, earliest in sorted(hopeless.items()):
            yield self._too_long(item, plan, earliest)
        if solution.impossible and not hopeless:
            told.update(solution.impossible)
            keys = plan.backlog.keys(solution.impossible)
            names = self._names.some(keys, "cannot keep their dates", shown=4)
            said = say(
                "With work in progress first, no order keeps the dates of {names}.", names=names
            )
            yield Conflict(items=keys, statement=said)
        for item, candidate in enumerate(plan.backlog.candidates):
            if candidate.deadline is not None and item not in told and _is_missed(item, plan):
                yield self._missed(item, plan)

    def _too_long(self, item: int, plan: Plan, earliest: float) -> Conflict:
        candidate = plan.backlog.candidates[item]
        before = plan.backlog.graph.everything_before(candidate.key)
        slots = self._dated(candidate, plan.staff.line.finish_day(earliest), "earliest finish")
        keys = (candidate.key, *before)
        if not before:
            text = "{item} must be ready by {by}, but its own work takes until {ready}."
            return Conflict(items=keys, statement=say(text, **slots))
        names = self._names.some(before, f"more before {candidate.key}")
        text = "{item} must be ready by {by}, but with {names} before it it takes until {ready}."
        return Conflict(items=keys, statement=say(text, names=names, **slots))

    def _missed(self, item: int, plan: Plan) -> Conflict:
        candidate = plan.backlog.candidates[item]
        finish = plan.staff.line.finish_day(plan.times.finish[item])
        text = "{item} must be ready by {by}; in the best order found it is ready on {ready}."
        said = say(text, **self._dated(candidate, finish, "planned finish"))
        return Conflict(items=(candidate.key,), statement=said)

    def _dated(self, candidate: Candidate, ready: date, measure: str) -> dict[str, Fact]:
        subject = f"work_items:{candidate.key}"
        cells = [candidate.deadline.cell] if candidate.deadline else []
        by = candidate.deadline.day if candidate.deadline else ready
        row: list[Cell] = [(WorkItem, candidate.key)]
        return {
            "item": self._names.one(candidate.key),
            "by": self._facts.of(subject, "must be ready by", by, Unit.DATE, cells=cells),
            "ready": self._facts.of(subject, measure, ready, Unit.DATE, cells=row),
        }


def _is_missed(item: int, plan: Plan) -> bool:
    deadline = plan.backlog.candidates[item].deadline
    if deadline is None or not plan.has_times:
        return False
    return _is_too_late(plan.times.finish[item], deadline.day, plan.staff.line)


def _hopeless(plan: Plan) -> dict[int, float]:
    """Return what cannot meet its date whatever the order, with its earliest finish.

    As if everybody worked on nothing else, and what nobody sized took no time.
    """
    days = {
        candidate.key: plan.staff.least_days_of(item)
        for item, candidate in enumerate(plan.backlog.candidates)
        if candidate.size is not None and plan.backlog.measure is Measure.WORK
    }
    earliest = plan.backlog.graph.earliest(days)
    return {
        item: earliest[candidate.key]
        for item, candidate in enumerate(plan.backlog.candidates)
        if candidate.deadline is not None
        and _is_too_late(earliest[candidate.key], candidate.deadline.day, plan.staff.line)
    }


def _is_too_late(finish: float, day: date, line: WorkingDays) -> bool:
    return day < line.start or finish > line.end_of(day) + _SLIVER
