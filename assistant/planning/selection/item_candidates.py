"""Open work items as candidates: worth a week's cost of delay, costing days by skill."""

from __future__ import annotations

from assistant.planning.inputs.backlog import WEIGHT_GRAIN, Backlog, Candidate
from assistant.planning.inputs.scoring import SIZE
from assistant.planning.inputs.sizes import Measure
from assistant.planning.selection.candidates import ALL_WORK, Cost, FundCandidate
from assistant.portfolio.facts import Cell
from assistant.portfolio.work import StatusCategory, ValueInput, WorkItem


def item_candidates(backlog: Backlog) -> list[FundCandidate]:
    """Return every open item; story points are no work, so they leave an item without a cost."""
    return [_candidate(each, backlog) for each in backlog.candidates]


def _candidate(open_item: Candidate, backlog: Backlog) -> FundCandidate:
    item, rate = open_item.item, open_item.rate
    costs = _costs(open_item) if backlog.measure is Measure.WORK else None
    return FundCandidate(
        key=item.key,
        noun=WorkItem,
        value=int(rate.points * WEIGHT_GRAIN) if rate else None,
        value_cells=tuple((ValueInput, row.key, "value") for row in rate.inputs) if rate else (),
        value_arithmetic=rate.arithmetic if rate else None,
        costs=costs,
        needs=frozenset(backlog.graph.predecessors(item.key)),
        must=_must(open_item),
        in_progress=open_item.is_started,
        missing=(*open_item.missing, *(() if costs is not None else (SIZE,))),
    )


def _costs(open_item: Candidate) -> dict[str, Cost] | None:
    if open_item.size is None:
        return None
    started = open_item.item.category is StatusCategory.DOING
    field = "remaining" if started and open_item.item.remaining else "estimate"
    cells: tuple[Cell, ...] = ((WorkItem, open_item.key, field),)
    by_skill = {skill: Cost(amount, cells) for skill, amount in open_item.size.parts if skill}
    return by_skill | {ALL_WORK: Cost(open_item.size.total, cells)}


def _must(open_item: Candidate) -> tuple[Cell, ...]:
    if open_item.deadline is not None:
        return (open_item.deadline.cell,)
    if open_item.item.mandatory:
        return ((WorkItem, open_item.key, "mandatory"),)
    return ()
