"""Scenarios side by side: what each changes against one plan, as one reader may see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.planning.capacity.load import CapacityReport, LoadKind, Stretch
from assistant.planning.capacity.load_projection import project_capacity
from assistant.planning.capacity.outlook import capacity
from assistant.planning.scenarios.binding_words import what_binds
from assistant.planning.scenarios.deliveries import Delivery, deliveries
from assistant.planning.scenarios.notes import notes_on
from assistant.planning.scenarios.outcome_words import headline, totals
from assistant.planning.scenarios.planned import PlannedWorld
from assistant.planning.scenarios.promise_words import PromiseWords
from assistant.planning.scenarios.reading import Scenario
from assistant.planning.scenarios.result import ScenarioOutcome
from assistant.planning.scenarios.shift_words import ShiftWords, days_later
from assistant.planning.scenarios.world import World
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Milestone
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Money, Statement

_MOST_OVERLOADS = 5


def supposing(scenario: Scenario, world: World) -> World:
    """Return a world with a scenario's changes, one after another."""
    for change in scenario.changes:
        world = change.applied(world)
    return world


@dataclass(frozen=True)
class Comparer:
    """Compares plans of other worlds with the plan of this one, for one reader."""

    base: PlannedWorld
    seen: Snapshot

    def outcome(self, scenario: Scenario, planned: PlannedWorld) -> ScenarioOutcome:
        """Return what a scenario comes to; everything is of the visible items and promises."""
        facts, after = self._facts, deliveries(planned)
        days = days_later(self.base, planned, self._visible)
        shifts = ShiftWords(self.base, planned, facts, scenario.name)
        later, earlier = shifts.of(days)
        promises = tuple(PromiseWords(facts, scenario.name).changed(self.before, after))
        waiting = shifts.waiting(days)
        money = totals(facts, "price", scenario.name, self._prices(scenario))
        late = [each.penalty for each in self._seen(after) if each.penalty is not None]
        return ScenarioOutcome(
            name=scenario.name,
            supposes=tuple(change.told(facts) for change in scenario.changes),
            headline=headline(facts, promises, waiting, money),
            promises=promises,
            later=later,
            earlier=earlier,
            waiting=waiting,
            money=money,
            penalties=totals(facts, "penalties", scenario.name, late),
            overloads=tuple(self._overloads(planned)),
            binding=self._binding(after, planned),
            notes=tuple(notes_on(scenario, self.base, planned, facts)),
            is_reordered=planned.is_reordered,
        )

    @cached_property
    def before(self) -> Mapping[str, Delivery]:
        """The promises as the plan of today keeps them."""
        return deliveries(self.base)

    @cached_property
    def _facts(self) -> Facts:
        return Facts(self.seen)

    @cached_property
    def _visible(self) -> frozenset[str]:
        return frozenset(self.seen.frame(WorkItem)["key"])

    @cached_property
    def _load(self) -> CapacityReport:
        return self._load_of(self.base.world)

    def _load_of(self, world: World) -> CapacityReport:
        return project_capacity(capacity(world.snapshot, world.policy), self.seen)

    def _overloads(self, planned: PlannedWorld) -> Iterator[Statement]:
        """Yield the overloads of skills and people that were not there, or not as large."""
        known = {_mark(each) for each in self._load.over}
        new = [
            each
            for each in self._load_of(planned.world).over
            if _mark(each) not in known and each.load.kind is not LoadKind.TEAM
        ]
        yield from (each.headline for each in new[:_MOST_OVERLOADS])

    def _binding(self, after: Mapping[str, Delivery], planned: PlannedWorld) -> Statement | None:
        late = [each for each in self._seen(after) if each.is_late and each.day is not None]
        changed = [each for each in late if not self._is_as_before(each)]
        most = max(changed or late, key=lambda each: each.days_late, default=None)
        return None if most is None else what_binds(most, planned, self._facts)

    def _is_as_before(self, delivery: Delivery) -> bool:
        before = self.before.get(delivery.milestone.key)
        return before is not None and before.days_late >= delivery.days_late

    def _seen(self, after: Mapping[str, Delivery]) -> list[Delivery]:
        return [after[key] for key in sorted(after) if self.seen.get(Milestone, key)]

    def _prices(self, scenario: Scenario) -> Sequence[Money]:
        prices = (change.price(self.base.world) for change in scenario.changes)
        return [price for price in prices if price is not None]


def _mark(stretch: Stretch) -> tuple[object, ...]:
    load = stretch.load
    return load.kind, load.key, load.period.start, load.period.end, stretch.gap.value
