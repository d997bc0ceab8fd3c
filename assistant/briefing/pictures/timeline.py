"""Promised days on a line: the promise, where it is as likely as not, and the safer day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from assistant.briefing.harmless import harmless
from assistant.briefing.pictures.picture import (
    AMBER,
    BAND,
    BLUE,
    INK,
    MUTED,
    RED,
    Picture,
    definition,
    rows,
)
from assistant.briefing.wording import day_words, sentence, words
from assistant.planning.forecast.outlook import CommitmentForecast, Forecast
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.project import Milestone
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement

_MOST = 10
_WIDTH, _ROW = 640, 46


def forecast_timeline(found: Forecast, seen: Snapshot) -> Picture | None:
    """Return the promises with a forecast as lanes, the least likely first; None where none has.

    A bar runs from the day at even odds to the day reached in most cases; freezes lie behind.
    """
    known = [each for each in found.commitments if each.even is not None and each.sure is not None]
    if not known:
        return None
    shown = known[:_MOST]
    lanes = [_lane(each, seen) for each in shown]
    order = [lane["what"] for lane in lanes]
    first, last = _span(found.as_of, lanes)
    y = {"field": "what", "type": "nominal", "sort": order, "title": None}
    title = "When it is there, by forecast"
    return Picture(
        name="timeline",
        title=title,
        says=sentence(_says(found), today=found.as_of),
        definition=definition(
            title,
            [
                *_freezes(seen, first, last),
                *_lanes(lanes, y, (first, last)),
                _today(found.as_of),
            ],
            width=_WIDTH,
            height=_ROW * len(order),
        ),
        facts=tuple(_facts(shown)),
    )


def _lane(each: CommitmentForecast, seen: Snapshot) -> dict[str, Any]:
    table, _, key = each.subject.partition(":")
    row = seen.get(Milestone if table == Milestone.table else WorkItem, key)
    name = harmless(getattr(row, "name", None) or key)
    promised, even, sure = (_day(fact) for fact in (each.promised, each.even, each.sure))
    late = even > promised
    return {
        "what": name,
        "promised": promised.isoformat(),
        "even": even.isoformat(),
        "sure": (sure + timedelta(days=1)).isoformat(),
        "state": "unlikely" if late else "likely",
        "words": f"promised {day_words(promised, today=seen.as_of)}",
        "chance": _chance(each, seen.as_of),
        "beside": max(promised, sure + timedelta(days=1)).isoformat(),
    }


def _chance(each: CommitmentForecast, today: date) -> str:
    """Return the chance of the promise in words, so that no colour has to be read."""
    value = each.chance.value if each.chance is not None else None
    if each.chance is None or not isinstance(value, Decimal):
        return ""
    if value < 1:
        return "hardly any chance"
    return f"{words(each.chance, today=today)} likely"


def _day(fact: Fact | None) -> date:
    if fact is None or not isinstance(fact.value, date):
        msg = "a lane has days"
        raise TypeError(msg)
    return fact.value


def _span(today: date, lanes: Sequence[dict[str, Any]]) -> tuple[date, date]:
    days = [
        date.fromisoformat(lane[name]) for lane in lanes for name in ("promised", "even", "sure")
    ]
    return min(today, *days) - timedelta(days=3), max(today, *days) + timedelta(days=21)


def _time(field: str, span: tuple[date, date]) -> dict[str, Any]:
    return {
        "field": field,
        "type": "temporal",
        "timeUnit": "utcyearmonthdate",
        "title": None,
        "scale": {"type": "utc", "domain": [day.isoformat() for day in span]},
        "axis": {
            "orient": "top",
            "format": "%-d %b",
            "grid": True,
            "tickCount": 6,
            "labelOverlap": "greedy",
            "labelSeparation": 14,
        },
    }


def _lanes(
    lanes: Sequence[dict[str, Any]], y: dict[str, Any], span: tuple[date, date]
) -> list[dict[str, Any]]:
    data = rows(lanes)
    colour = {
        "field": "state",
        "type": "nominal",
        "scale": {"domain": ["likely", "unlikely"], "range": [BLUE, RED]},
        "legend": {"title": None, "orient": "bottom", "symbolType": "square"},
    }
    bar = {"type": "bar", "height": 14, "cornerRadius": 3}
    promise = {"type": "point", "shape": "diamond", "filled": True, "size": 150, "opacity": 1}
    told = {"type": "text", "align": "left", "dx": 8, "fontSize": 12, "color": INK}
    label = {"type": "text", "align": "center", "dy": -15, "fontSize": 11, "color": MUTED}
    return [
        {"data": data, "mark": bar,
         "encoding": {"y": y, "x": _time("even", span), "x2": {"field": "sure"}, "color": colour}},
        {"data": data, "mark": told,
         "encoding": {"y": y, "x": _time("beside", span), "text": {"field": "chance"}}},
        {"data": data, "mark": {**promise, "color": INK},
         "encoding": {"y": y, "x": _time("promised", span)}},
        {"data": data, "mark": label,
         "encoding": {"y": y, "x": _time("promised", span), "text": {"field": "words"}}},
    ]  # fmt: skip


def _freezes(seen: Snapshot, first: date, last: date) -> list[dict[str, Any]]:
    held = [
        {
            "from": max(freeze.start, first).isoformat(),
            "to": min(freeze.end + timedelta(days=1), last).isoformat(),
        }
        for freeze in seen.all(Freeze)
        if freeze.end >= first and freeze.start <= last
    ]
    if not held:
        return []
    x = _time("from", (first, last))
    band = {"type": "rect", "color": BAND, "opacity": 0.8}
    return [{"data": rows(held), "mark": band, "encoding": {"x": x, "x2": {"field": "to"}}}]


def _today(today: date) -> dict[str, Any]:
    data = rows([{"today": today.isoformat()}])
    x = {"field": "today", "type": "temporal", "timeUnit": "utcyearmonthdate"}
    rule = {"type": "rule", "color": AMBER, "strokeDash": [4, 3], "strokeWidth": 2}
    return {"data": data, "mark": rule, "encoding": {"x": x}}


def _facts(shown: Sequence[CommitmentForecast]) -> list[Fact]:
    found = (fact for each in shown for fact in (each.promised, each.even, each.sure))
    return [fact for fact in found if fact is not None]


def _says(found: Forecast) -> Statement:
    """Return the headline where it is about promises, else the first of them."""
    return found.headline if found.subject == "portfolio" else found.commitments[0].statement
