"""What a viewer may see of a ranking or load of record.

Both are computed on the whole portfolio, so that everybody sees one order. A viewer gets what is
visible to them: hidden items leave no gap in the places, no name, no figure and no row; what
waits for one waits for another commitment. Items that two viewers see stand in the same order
for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from assistant.planning.capacity.load_projection import project_capacity
from assistant.planning.order.cuts import cut_statement
from assistant.planning.order.move_reasons import MoveReasons
from assistant.planning.order.questions import Questions
from assistant.planning.order.ranking import (
    Binding,
    BindingKind,
    Conflict,
    RankedItem,
    Ranking,
    SkillCut,
)
from assistant.planning.order.reasons import Reasons
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Statement

__all__ = ["project_capacity", "project_ranking"]

_GRAIN = Decimal("0.0001")
_HIDDEN_CONFLICT = "A pin or a date of another commitment cannot hold."
_UNNAMED = {
    BindingKind.PIN: BindingKind.VALUE,
    BindingKind.MANDATORY_DATE: BindingKind.VALUE,
    BindingKind.CYCLE: BindingKind.DEPENDENCY,
}
"""What binds an item, where the other item it is bound by is hidden."""

_OF_NO_ITEM = frozenset({
    BindingKind.CAPACITY, BindingKind.GATE, BindingKind.FREEZE, BindingKind.WIP,
})  # fmt: skip
"""What binds an item by its skills, its own project or team, or for everybody."""


def project_ranking(ranking: Ranking, viewer: Snapshot) -> Ranking:
    """Return a ranking as the viewer of a snapshot may see it.

    Cost and bound become those of the visible items, with the gap of the whole; what simpler
    orders would cost is left out, since that cannot be told for a part.
    """
    visible = frozenset(viewer.frame(WorkItem)["key"])
    if all(item.key in visible for item in ranking.items):
        return ranking
    items = _items(ranking.items, viewer, visible)
    cost = sum((item.delay_cost for item in items), Decimal(0))
    shown = {
        "items": items,
        "cost": cost,
        "bound": (cost * (1 - ranking.gap_percent / 100)).quantize(_GRAIN),
        "score_sort_cost": None,
        "ready_first_cost": None,
        "score_sort_breaks": _visible_links(ranking.score_sort_breaks, visible),
        "cut_line": _cut_line(ranking, visible),
        "cuts": tuple(_cuts(ranking.cuts, viewer, visible)),
        "conflicts": _conflicts(ranking.conflicts, visible),
        "cycles": tuple(cycle for cycle in ranking.cycles if visible.issuperset(cycle.items)),
        "moves": MoveReasons(viewer).told(ranking.moves, items),
        "questions": Questions(viewer, ranking.sizes_tried).about(items),
    }
    return ranking.model_copy(update=shown)


def _items(
    items: Sequence[RankedItem], viewer: Snapshot, visible: frozenset[str]
) -> tuple[RankedItem, ...]:
    kept = [item for item in items if item.key in visible]
    start_places = _renumbered(item.start_place for item in kept)
    own_places = _renumbered(item.own_place for item in kept)
    bands = _renumbered(item.tie_band for item in kept)
    reasons = Reasons(viewer)
    shown: list[RankedItem] = []
    for position, item in enumerate(kept, start=1):
        placed = item.model_copy(
            update={
                "position": position,
                "start_place": start_places.get(item.start_place),
                "own_place": own_places.get(item.own_place),
                "tie_band": bands[item.tie_band],
                "binding": _binding(item.binding, visible),
                "waits_for": tuple(key for key in item.waits_for if key in visible),
                "unblocks": tuple(key for key in item.unblocks if key in visible),
            }
        )
        shown.append(placed.model_copy(update={"reason": reasons.of(placed)}))
    return tuple(shown)


def _renumbered(numbers: Iterable[int | None]) -> dict[int | None, int]:
    """Return the numbers that occur, counted again from 1 in the same order."""
    occurring = sorted({number for number in numbers if number is not None})
    return {number: place for place, number in enumerate(occurring, start=1)}


def _binding(binding: Binding, visible: frozenset[str]) -> Binding:
    if binding.kind in _OF_NO_ITEM:
        return binding
    by = tuple(key for key in binding.by if key in visible)
    if by or not binding.by:
        return Binding(kind=binding.kind, by=by)
    return Binding(kind=_UNNAMED.get(binding.kind, binding.kind))


def _visible_links(links: Iterable[str], visible: frozenset[str]) -> tuple[str, ...]:
    return tuple(link for link in links if visible.issuperset(link.split(" → ")))


def _cut_line(ranking: Ranking, visible: frozenset[str]) -> int | None:
    line = ranking.cut_line
    if line is None:
        return None
    return sum(1 for item in ranking.items if item.position <= line and item.key in visible)


def _cuts(
    cuts: Iterable[SkillCut], viewer: Snapshot, visible: frozenset[str]
) -> Iterable[SkillCut]:
    facts = Facts(viewer)
    for cut in cuts:
        if cut.first_left_out in visible:
            last = cut.last_fitting if cut.last_fitting in visible else None
            said = cut_statement(facts, cut.skill, last, cut.first_left_out)
            yield cut.model_copy(update={"last_fitting": last, "statement": said})


def _conflicts(conflicts: Sequence[Conflict], visible: frozenset[str]) -> tuple[Conflict, ...]:
    shown = [conflict for conflict in conflicts if visible.issuperset(conflict.items)]
    if len(shown) < len(conflicts):
        shown.append(Conflict(items=(), statement=Statement(text=_HIDDEN_CONFLICT)))
    return tuple(shown)
