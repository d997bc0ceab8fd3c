"""Where items moved against the agreed order, as lines from their old place to the new one."""

from __future__ import annotations

from typing import Any

from assistant.briefing.pictures.picture import (
    BLUE,
    INK,
    MUTED,
    RED,
    Picture,
    definition,
    rows,
)
from assistant.briefing.wording import sentence
from assistant.planning.order.agreed_order import beside_agreed
from assistant.planning.order.ranking import Moved, Ranking
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact

_MOST = 12
_WIDTH, _ROW = 360, 34
_SIDES = ("agreed", "today")


def ranking_moves(ranking: Ranking, seen: Snapshot) -> Picture | None:
    """Return what stands elsewhere than agreed, the farthest first; None where nothing does."""
    said = beside_agreed(ranking, seen)
    shown = ranking.moves[:_MOST]
    if not shown or said is None:
        return None
    ends = _in_rows([end for move in shown for end in _ends(move)])
    x = {"field": "side", "type": "ordinal", "sort": list(_SIDES), "title": None,
         "axis": {"orient": "top", "labelAngle": 0, "labelFontSize": 14, "domain": False,
                  "ticks": False}}  # fmt: skip
    y = {"field": "row", "type": "quantitative", "title": None, "axis": None,
         "scale": {"domain": [len(shown) + 1, 0], "nice": False}}  # fmt: skip
    colour = {
        "field": "way",
        "type": "nominal",
        "scale": {"domain": ["earlier", "later"], "range": [BLUE, RED]},
        "legend": {"title": None, "orient": "bottom"},
    }
    data = rows(ends)
    layers = [
        {"data": data, "mark": {"type": "line", "strokeWidth": 2.5},
         "encoding": {"x": x, "y": y, "color": colour, "detail": {"field": "item"}}},
        {"data": data, "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
         "encoding": {"x": x, "y": y, "color": colour}},
        *(_labels(ends, side, x, y) for side in _SIDES),
    ]  # fmt: skip
    title = "Agreed order and the order of today"
    return Picture(
        name="moves",
        title=title,
        says=sentence(said, today=ranking.as_of),
        definition=definition(
            title, layers, width=_WIDTH, height=max(_ROW * len(shown), 6 * _ROW)
        ),
        facts=tuple(_facts(shown)),
    )


def _ends(move: Moved) -> list[dict[str, Any]]:
    way = "earlier" if move.to_place < move.from_place else "later"
    places = (move.from_place, move.to_place)
    return [
        {"item": move.item, "side": side, "place": place, "way": way,
         "label": f"{place}. {move.item}" if side == "agreed" else f"{move.item} {place}."}
        for side, place in zip(_SIDES, places, strict=True)
    ]  # fmt: skip


def _in_rows(ends: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the ends with the row each is drawn in: their order, one below the other."""
    rows_of = {
        (side, end["item"]): row
        for side in _SIDES
        for row, end in enumerate(
            sorted((e for e in ends if e["side"] == side), key=lambda e: e["place"]), start=1
        )
    }
    return [end | {"row": rows_of[end["side"], end["item"]]} for end in ends]


def _labels(
    ends: list[dict[str, Any]], side: str, x: dict[str, Any], y: dict[str, Any]
) -> dict[str, Any]:
    left = side == _SIDES[0]
    mark = {
        "type": "text",
        "align": "right" if left else "left",
        "dx": -10 if left else 10,
        "fontSize": 12,
        "color": INK if not left else MUTED,
    }
    own = [end for end in ends if end["side"] == side]
    return {
        "data": rows(own),
        "mark": mark,
        "encoding": {"x": x, "y": y, "text": {"field": "label"}},
    }


def _facts(shown: tuple[Moved, ...]) -> list[Fact]:
    return [fact for move in shown for fact in move.statement.facts.values()]
