"""A world put into an order and on its people's time, near to the order there was.

The order of before is kept, as far as links, tiers and pins of the new world allow, unless another
saves more than it would have saved before, by what is worth leaving an order for: so what moves is
the scenario's doing, not the search's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.capacity.staffing import Staff, staff_backlog
from assistant.planning.dependencies.topology import sorted_by
from assistant.planning.inputs.backlog import Backlog, read_backlog
from assistant.planning.order.plan import Plan
from assistant.planning.order.ranking import Ranking
from assistant.planning.progress import ProgressStep
from assistant.planning.scenarios.world import World
from assistant.planning.sequencing.evaluation import Evaluator, Outcome
from assistant.planning.sequencing.pins import place_pins
from assistant.planning.sequencing.solve import Solver
from assistant.portfolio.work import AgreedRank

_ANY = 1e-9
_DIGITS = 9
"""Digits behind the point up to which two costs are told apart."""
_STEPS = 24
_FINER = 4
"""Into how many steps the places around the best one are divided again."""


@dataclass(frozen=True, slots=True)
class Search:
    """How much may be searched for a better order: placed items, and the seed."""

    budget: int
    seed: int


@dataclass(frozen=True, slots=True)
class PlannedWorld:
    """A world with its plan, in the order of before or in another one."""

    world: World
    plan: Plan
    outcome: Outcome
    is_reordered: bool = False

    @property
    def order(self) -> tuple[str, ...]:
        """The keys of the items, the first first."""
        return self.plan.backlog.keys(self.plan.order)

    def finish(self, key: str) -> date | None:
        """Return the day an item is finished; None where it has none or is not there."""
        number = self.plan.backlog.number.get(key)
        if number is None or not self.plan.is_planned(number):
            return None
        return self.plan.staff.line.finish_day(self.plan.times.finish[number])

    def finishes(self) -> Mapping[str, float]:
        """Return when each item is finished, in working days from today."""
        times = self.plan.times.finish
        return {each.key: times[n] for n, each in enumerate(self.plan.backlog.candidates)}


def order_before(world: World, ranking: Ranking) -> tuple[str, ...]:
    """Return the order that scenarios are compared with: as agreed, what is not in ours after it.

    Without an agreed order it is the computed one.
    """
    ours = [item.key for item in ranking.items]
    agreed = {row.item: row.place for row in world.snapshot.all(AgreedRank)}
    named = sorted((key for key in ours if key in agreed), key=lambda key: agreed[key])
    return (*named, *(key for key in ours if key not in agreed))


class Planner:
    """Plans worlds that come from one order of items."""

    def __init__(self, world: World, ranking: Ranking) -> None:
        self._world = world
        before = order_before(world, ranking)
        self._place = {key: float(place) for place, key in enumerate(before)}
        self._room: dict[Search, tuple[float, float]] = {}

    def keep(self, world: World, put_in: Mapping[str, float] | None = None) -> PlannedWorld:
        """Return the world in the order of before; `put_in` places what was not in it.

        A place of 2.5 is after the third of before; what has none comes last.
        """
        backlog, staff, evaluator = _read(world)
        return self._kept(world, backlog, staff, evaluator, put_in or {})

    def place_best(self, world: World, key: str) -> PlannedWorld:
        """Return the world with an item that was not in it at the place that costs least.

        Places are tried in even steps, and then all around the best of them.
        """
        backlog, staff, evaluator = _read(world)
        tried: dict[int, PlannedWorld] = {}

        def cost(place: int) -> tuple[float, float, int]:
            """Return what a place misses and costs; of equals the later displaces fewer."""
            if place not in tried:
                put_in = {key: place - 0.5}
                tried[place] = self._kept(world, backlog, staff, evaluator, put_in)
            late, cost = tried[place].outcome
            return round(late, _DIGITS), round(cost, _DIGITS), -place

        last = len(self._place)
        step = max(last // _STEPS, 1)
        best = min(range(0, last + 1, step), key=cost)
        while step > 1:
            around = range(max(best - step, 0), min(best + step, last) + 1, max(step // _FINER, 1))
            best, step = min(around, key=cost), step // _FINER
        return tried[best]

    def solve(self, world: World, search: Search, tell: ProgressStep) -> PlannedWorld:
        """Return the world in the order of before, or in a better one where that is worth it.

        What a search saves without any change is no scenario's doing, and not counted as one.
        """
        if search not in self._room:
            self._room[search] = _gain(*self._both(self._world, search, tell))
        kept, found = self._both(world, search, tell)
        less_late, cheaper = _gain(kept, found)
        late_room, room = self._room[search]
        worthwhile = float(world.policy.limit("worthwhile_move_percent")) / 100
        if less_late > late_room + _ANY:
            return found
        is_better = less_late > -_ANY and cheaper > room + worthwhile
        return found if is_better else kept

    def _both(
        self, world: World, search: Search, tell: ProgressStep
    ) -> tuple[PlannedWorld, PlannedWorld]:
        """Return the world in the order of before, and in the best order a search finds."""
        backlog, staff, evaluator = _read(world)
        worthwhile = float(world.policy.limit("worthwhile_move_percent")) / 100
        found = Solver(backlog, staff, worthwhile).solve(search.budget, search.seed, tell)
        put_in = self._beside(backlog.keys(found.order))
        kept = self._kept(world, backlog, staff, evaluator, put_in)
        plan = Plan.of(backlog, staff, found.order, found.times, found.index, world.policy)
        outcome = evaluator.outcome(found.order)
        return kept, PlannedWorld(world, plan, outcome, is_reordered=True)

    def _beside(self, order: Sequence[str]) -> dict[str, float]:
        """Return places for what is new: after what it comes after in another order."""
        places: dict[str, float] = {}
        last, step = -1.0, 1 / (len(order) + 1)
        for key in order:
            if key in self._place:
                last = max(last, self._place[key])
            else:
                last += step
                places[key] = last
        return places

    def _kept(
        self,
        world: World,
        backlog: Backlog,
        staff: Staff,
        evaluator: Evaluator,
        put_in: Mapping[str, float],
    ) -> PlannedWorld:
        places = {**put_in, **self._place}
        end = float(len(self._place))

        def wanted(item: int) -> tuple[int, float, int]:
            candidate = backlog.candidates[item]
            return candidate.tier, places.get(candidate.key, end), item

        by_place = sorted(range(len(backlog.candidates)), key=wanted)
        rank = {item: float(place) for place, item in enumerate(by_place)}
        holding = sorted_by(lambda item: (rank[item], item), backlog.links)
        order = place_pins(holding, backlog).order
        times = evaluator.times(order)
        plan = Plan.of(backlog, staff, order, times, [0.0] * len(order), world.policy)
        outcome = evaluator.outcome(order)
        return PlannedWorld(world, plan, outcome)


def _gain(kept: PlannedWorld, found: PlannedWorld) -> tuple[float, float]:
    """Return by how many days less dates are missed, and which share of the cost is saved."""
    (late, cost), (least_late, least) = kept.outcome, found.outcome
    return late - least_late, (cost - least) / cost if cost else 0.0


def _read(world: World) -> tuple[Backlog, Staff, Evaluator]:
    backlog = read_backlog(world.snapshot, world.policy)
    staff = _held(world, backlog, staff_backlog(world.snapshot, backlog))
    return backlog, staff, Evaluator(backlog, staff)


def _held(world: World, backlog: Backlog, staff: Staff) -> Staff:
    """Return the staff with what the world holds back; without capacity there are no days."""
    if not world.not_before or staff.mode is CapacityMode.NONE:
        return staff
    known = staff.restrictions.not_before
    held = {
        backlog.number[key]: float(max(staff.line.place(day), 0))
        for key, day in sorted(world.not_before.items())
        if key in backlog.number
    }
    latest = {item: max(time, known.get(item, 0.0)) for item, time in held.items()}
    restrictions = replace(staff.restrictions, not_before={**known, **latest})
    return replace(staff, restrictions=restrictions)
