"""The places of an order, with everything that is known about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.planning.capacity.working_days import DAYS_PER_WEEK
from assistant.planning.inputs.backlog import WEIGHT_GRAIN
from assistant.planning.order.plan import Plan
from assistant.planning.order.ranking import Binding, Place, Standing
from assistant.planning.order.score_facts import ScoreFacts

UNBLOCKS_NAMED = 250
"""Items named as waiting for one item; a chain of thousands is not spelt out for each."""

_GRAIN = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Judged:
    """What was decided about each item of a plan, by number; absent where it does not apply."""

    standing: Mapping[int, Standing]
    binding: Mapping[int, Binding]
    band: Mapping[int, int]
    own_place: Mapping[int, int]
    matters: Mapping[int, bool]


def places_of(plan: Plan, judged: Judged, scores: ScoreFacts) -> list[Place]:
    """Return all places, the first first."""
    return [
        _place(item, position, plan, judged, scores)
        for position, item in enumerate(plan.order, start=1)
    ]


def _place(item: int, position: int, plan: Plan, judged: Judged, scores: ScoreFacts) -> Place:
    candidate = plan.backlog.candidates[item]
    graph = plan.backlog.graph
    score = scores.governing(candidate)
    return Place(
        key=candidate.key,
        project=candidate.item.project,
        team=candidate.team,
        position=position,
        start_place=plan.start_places.get(item),
        tie_band=judged.band[item],
        standing=judged.standing[item],
        binding=judged.binding[item],
        score=scores.fact(candidate, "score", score),
        own_place=judged.own_place.get(item),
        comparison=scores.comparisons(candidate),
        missing=score.missing,
        matters=judged.matters.get(item),
        effort=scores.effort(candidate),
        start=_start(item, plan),
        finish=_finish(item, plan),
        above_cut=plan.fits(item) if plan.has_times else None,
        waits_for=tuple(graph.predecessors(candidate.key)),
        unblocks=_unblocks(item, plan),
        delay_cost=delay_cost(candidate.weight * plan.times.finish[item]),
    )


def _unblocks(item: int, plan: Plan) -> tuple[str, ...]:
    """Return what waits for an item: directly first, each as it comes in the order."""
    graph, key = plan.backlog.graph, plan.backlog.candidates[item].key
    direct = frozenset(graph.successors(key))
    after = graph.everything_after(key, UNBLOCKS_NAMED)
    return tuple(sorted(after, key=lambda each: (each not in direct, plan.positions[each])))


def delay_cost(weighted_days: float) -> Decimal:
    """Return weight × working days as points × weeks, to four decimals."""
    cost = weighted_days / WEIGHT_GRAIN / DAYS_PER_WEEK
    return Decimal(repr(cost)).quantize(_GRAIN)


def _start(item: int, plan: Plan) -> date | None:
    return plan.staff.line.start_day(plan.times.start[item]) if plan.is_planned(item) else None


def _finish(item: int, plan: Plan) -> date | None:
    return plan.staff.line.finish_day(plan.times.finish[item]) if plan.is_planned(item) else None
