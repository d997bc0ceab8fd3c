"""The computed order beside the one that was last agreed: how many items would move."""

from __future__ import annotations

from assistant.planning.item_names import ItemNames
from assistant.planning.order.moves import longest_rising
from assistant.planning.order.ranking import Ranking
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import AgreedRank
from assistant.values import Statement, Unit, say

_NAMED = 4


def beside_agreed(ranking: Ranking, snapshot: Snapshot) -> Statement | None:
    """Say how many items would have to move to turn the agreed order into the computed one.

    Items keep their place where the two orders agree about them: the longest run of places that
    rises in both stays. None where no order was agreed, or nothing of it is still open.
    """
    agreed = {row.item: row for row in snapshot.all(AgreedRank)}
    open_items = [item.key for item in ranking.items if item.key in agreed]
    if not open_items:
        return None
    places = [agreed[key].place for key in open_items]
    staying = set(longest_rising(places))
    moving = [key for number, key in enumerate(open_items) if number not in staying]
    facts = Facts(snapshot)
    last = max((agreed[key] for key in open_items), key=lambda row: (row.agreed_on, row.key))
    cells: list[Cell] = [(AgreedRank, agreed[key].key, "place") for key in open_items]
    slots = {
        "day": facts.cell(AgreedRank, last.key, "agreed_on", Unit.DATE),
        "total": facts.of("portfolio", "agreed places", len(open_items), Unit.COUNT, cells=cells),
    }
    if not moving:
        return say(
            "The order agreed on {day} holds for all that is open of it: {total} [item|items].",
            **slots,
        )
    rows: list[Cell] = [(AgreedRank, agreed[key].key, "place") for key in moving]
    return say(
        "{count} of {total} [place|places] drifted from what you agreed on {day}: {names}.",
        **slots,
        count=facts.of(
            "portfolio", "agreed places that move", len(moving), Unit.COUNT, cells=rows
        ),
        names=ItemNames(facts).some(moving, "more agreed places that move", shown=_NAMED),
    )
