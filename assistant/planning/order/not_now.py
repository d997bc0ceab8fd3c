"""Why an item is not to be started now."""

from __future__ import annotations

from datetime import date

from assistant.planning.item_names import ItemNames
from assistant.planning.order.ranking import BindingKind, Place
from assistant.planning.order.running_costs import RunningCosts
from assistant.portfolio.facts import Facts
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.people import Team
from assistant.portfolio.project import Gate, Project, Stage
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement, Unit, say

_BEFORE_ITS_ITEMS = (BindingKind.CYCLE, BindingKind.GATE)
"""What is told before what an item waits for."""


class NotNow:
    """Writes reasons by what binds."""

    def __init__(self, snapshot: Snapshot, costs: RunningCosts) -> None:
        self._snapshot = snapshot
        self._costs = costs
        self._facts = Facts(snapshot)
        self._names = ItemNames(self._facts)

    def of(self, place: Place) -> Statement:
        """Return why an item waits."""
        held = self._project_held(place.project)
        if held is not None:
            return say("Not now for {item}: {why}.", item=self._names.one(place.key), why=held)
        if place.waits_for and place.binding.kind not in _BEFORE_ITS_ITEMS:
            return self._for_items(place)
        if place.binding.kind is BindingKind.VALUE and place.start is not None:
            text = "{item} could start, but its team has enough to begin with before it."
            return say(text, item=self._names.one(place.key))
        return self.not_higher(place)

    def not_higher(self, place: Place) -> Statement:
        """Return what keeps an item from standing higher; everything but nothing can."""
        write = {
            BindingKind.DEPENDENCY: self._for_items,
            BindingKind.CAPACITY: self._for_people,
            BindingKind.CYCLE: self._in_cycle,
            BindingKind.PIN: self._for_pin,
            BindingKind.UNSIZED: self._unsized,
            BindingKind.UNSCORED: self._unscored,
            BindingKind.MANDATORY_DATE: self._for_mandatory,
            BindingKind.GATE: self._for_gate,
            BindingKind.FREEZE: self._for_freeze,
            BindingKind.WIP: self._for_turn,
        }
        return write.get(place.binding.kind, self._for_worth)(place)

    def _for_items(self, place: Place) -> Statement:
        return say(
            "{item} waits for {names}.",
            item=self._names.one(place.key),
            names=self._names.some(place.waits_for, f"{place.key} waits for more"),
        )

    def _for_people(self, place: Place) -> Statement:
        item, skills = self._names.one(place.key), self._skills(place)
        if place.start is None:
            text = "{item} has no planned day: nobody for {skills} is free for it within a year."
            return say(text, item=item, skills=skills)
        start = self._facts.of(
            f"work_items:{place.key}",
            "planned start",
            place.start,
            Unit.DATE,
            cells=[(WorkItem, place.key)],
        )
        text = "{item} can start on {start}: until then the people for {skills} are taken."
        return say(text, item=item, start=start, skills=skills)

    def _skills(self, place: Place) -> list[Fact]:
        names = place.binding.by or ("its work",)
        return [self._facts.of(f"skills:{name}", "name", name, Unit.NAME) for name in names]

    def _in_cycle(self, place: Place) -> Statement:
        return say(
            "{names} wait for each other; {item} is ranked as if a link between them were given up.",
            item=self._names.one(place.key),
            names=self._names.some(
                (place.key, *place.binding.by), f"in a circle with {place.key}"
            ),
        )

    def _for_pin(self, place: Place) -> Statement:
        item = self._names.one(place.key)
        if not place.binding.by:
            return say("{item} stands at its pinned place.", item=item)
        other = self._names.one(place.binding.by[0])
        return say("{item} comes after {other}, which is pinned.", item=item, other=other)

    def _for_mandatory(self, place: Place) -> Statement:
        names = self._names.some(place.binding.by, "mandatory before it")
        text = "{item} comes after {names}, which has to be ready by a fixed day."
        return say(text, item=self._names.one(place.key), names=names)

    def _for_gate(self, place: Place) -> Statement:
        """Name the gate that opens last; a gate that its reader does not see is only called so."""
        item = self._names.one(place.key)
        gates = [gate for key in place.binding.by if (gate := self._snapshot.get(Gate, key))]
        if not gates:
            return say("{item} waits for a gate of its project.", item=item)
        last = max(gates, key=lambda gate: (gate.decided_on or date.min, gate.key))
        slots = {
            "item": item,
            "stage": self._facts.cell(Gate, last.key, "stage", Unit.STATUS),
            "project": self._facts.name(Project, last.project),
        }
        if last.decided_on is None:
            return say("{item} waits for {project} to pass its gate into {stage}.", **slots)
        slots["day"] = self._facts.cell(Gate, last.key, "decided_on", Unit.DATE)
        text = "{item} waits for {project} to pass its gate into {stage}, planned for {day}."
        return say(text, **slots)

    def _for_freeze(self, place: Place) -> Statement:
        freeze = self._facts.name(Freeze, place.binding.by[0])
        text = "{item} would go live during {freeze}, so it goes live after it."
        return say(text, item=self._names.one(place.key), freeze=freeze)

    def _for_turn(self, place: Place) -> Statement:
        team = place.binding.by[0]
        text = "{item} starts when {team} has fewer than {limit} items under way."
        return say(
            text,
            item=self._names.one(place.key),
            team=self._facts.name(Team, team),
            limit=self._facts.cell(Team, team, "wip_limit", Unit.COUNT),
        )

    def _unsized(self, place: Place) -> Statement:
        text = "Nobody has said how much work {item} is; it is placed as if of middling size."
        return say(text, item=self._names.one(place.key))

    def _unscored(self, place: Place) -> Statement:
        text = "Nobody has said what {item} is worth; it is placed as if of middling worth."
        return say(text, item=self._names.one(place.key))

    def _for_worth(self, place: Place) -> Statement:
        names = self._names.some(place.binding.by, f"ahead of {place.key}")
        text = "{item} comes after {names}, which brings more for its size."
        return say(text, item=self._names.one(place.key), names=names)

    def _project_held(self, key: str | None) -> Statement | None:
        """Return why a whole project is not to start anything: it is paused, or costs too much."""
        project = self._snapshot.get(Project, key)
        if project is None:
            return None
        if project.stage is Stage.PAUSED:
            stage = self._facts.cell(Project, project.key, "stage", Unit.STATUS)
            name = self._facts.name(Project, project.key)
            return say("{project} is {stage}", project=name, stage=stage)
        return self._costs.why(project.key)
