"""Cycles of dependencies, named item by item, and the link they were ranked without."""

from __future__ import annotations

from assistant.planning.dependencies.cycles import Cut
from assistant.planning.item_names import ItemNames
from assistant.planning.order.ranking import CutEdge
from assistant.portfolio.facts import Facts
from assistant.portfolio.work import Dependency
from assistant.values import Statement, Unit, say

_NAMED = 6


def cut_edge(cut: Cut, facts: Facts) -> CutEdge:
    """Return a cycle with the link that was given up."""
    return CutEdge(
        items=cut.items,
        predecessor=cut.link.predecessor,
        successor=cut.link.successor,
        statement=_statement(cut, facts),
    )


def _statement(cut: Cut, facts: Facts) -> Statement:
    names = ItemNames(facts)
    why = ", which is only preferred" if cut.link.soft else ""
    if cut.is_cheapest and not cut.link.soft:
        why = ", which costs least"
    link = facts.of(
        f"dependencies:{cut.link.row}",
        "link",
        str(cut.link),
        Unit.NAME,
        cells=[(Dependency, cut.link.row)],
    )
    return say(
        "{names} wait for each other in a circle. They are ranked as if {link} were given up"
        f"{why}.",
        names=names.some(cut.items, f"more in the circle of {cut.link}", shown=_NAMED),
        link=link,
    )
