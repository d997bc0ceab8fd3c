"""Orders to start from: by inherited worth, by worth for scarce time, and by date.

All keep the tiers and the dependencies. The first is the best there is for one queue; where
several people work side by side, the worth of an item counts per hour of scarce time; where
dates must hold, what they wait for may have to come by date instead. With more effort than usual
comes the order in which a bound finishes things on shared time (list scheduling by the points of
a relaxation, Phillips, Stein and Wein 1998).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.planning.capacity.staffing import Staff
from assistant.planning.dependencies.topology import sorted_by
from assistant.planning.inputs.backlog import Backlog, Tier
from assistant.planning.sequencing.evaluation import Evaluator
from assistant.planning.sequencing.sidney import decompose

_LOOK_AHEAD_DAYS = 60.0
"""Working days over which the demand for people is compared with their time."""


@dataclass(frozen=True, slots=True)
class ByWorth:
    """An order by inherited worth, each item's index, and where that order is proven best."""

    order: tuple[int, ...]
    index: tuple[float, ...]
    settled: tuple[bool, ...]


def by_worth(backlog: Backlog, works: Sequence[int]) -> ByWorth:
    """Order a backlog as one queue of items of these works, tier by tier."""
    count = len(backlog.candidates)
    order: list[int] = []
    index, settled = [0.0] * count, [False] * count
    for tier in Tier:
        items = [n for n in backlog.preferred if backlog.candidates[n].tier is tier]
        places = {item: place for place, item in enumerate(items)}
        found = decompose(
            [backlog.candidates[item].weight for item in items],
            [works[item] for item in items],
            [[places[n] for n in backlog.links[item] if n in places] for item in items],
        )
        order += [items[place] for place in found.order]
        for place, item in enumerate(items):
            index[item], settled[item] = found.index[place], found.settled[place]
    return ByWorth(tuple(order), tuple(index), tuple(settled))


def scarce_works(staff: Staff) -> list[int]:
    """Return the work of each item, counted more where many want few people's time."""
    demand: dict[tuple[int, ...], int] = {}
    for parts in staff.parts:
        for part in parts:
            demand[part.pool] = demand.get(part.pool, 0) + part.minutes
    load = {
        pool: minutes / max(sum(staff.timelines[n].work_by(_LOOK_AHEAD_DAYS) for n in pool), 1.0)
        for pool, minutes in demand.items()
    }
    highest = max(load.values(), default=1.0)
    return [
        max(1, round(sum(part.minutes * load[part.pool] / highest for part in parts)))
        for parts in staff.parts
    ]


def by_date(evaluator: Evaluator, order: Sequence[int]) -> tuple[int, ...]:
    """Order the items of each tier by the date that they, or what waits for them, must meet."""
    backlog = evaluator.backlog
    latest = [evaluator.deadline(item) for item in range(len(backlog.candidates))]
    for key in reversed(backlog.graph.order):
        item = backlog.number[key]
        after = backlog.numbers(backlog.graph.successors(key))
        latest[item] = min(
            [latest[item], *(latest[n] - evaluator.staff.least_days_of(n) for n in after)]
        )
    place = {item: n for n, item in enumerate(order)}
    tiers = [candidate.tier for candidate in backlog.candidates]
    by_tier = sorted(
        sorted_by(lambda item: (latest[item], place[item]), backlog.links),
        key=lambda item: tiers[item],
    )
    return tuple(by_tier)


def by_relaxation(
    evaluator: Evaluator, items: Sequence[int], finish: Sequence[float]
) -> tuple[int, ...]:
    """Order some items, tier by tier, by when each would have to begin to finish as relaxed."""
    place = {item: number for number, item in enumerate(items)}
    links = evaluator.backlog.links
    local = [[place[before] for before in links[item] if before in place] for item in items]
    least = evaluator.chains.least
    order = sorted_by(lambda number: (finish[number] - least[items[number]], number), local)
    tiers = [candidate.tier for candidate in evaluator.backlog.candidates]
    return tuple(sorted((items[number] for number in order), key=lambda item: tiers[item]))
