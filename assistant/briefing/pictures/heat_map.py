"""Load against capacity as a heat map: who is asked for how much of their time, week by week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from assistant.briefing.figures import number
from assistant.briefing.harmless import harmless
from assistant.briefing.pictures.picture import (
    INK,
    PAPER,
    Picture,
    definition,
    rows,
)
from assistant.briefing.wording import MONTHS, sentence
from assistant.planning.capacity.load import CapacityReport, Load, LoadKind
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Team
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, Statement, Unit, say

_FULL = Decimal(100)
_SKILLS = 6
"""Skills that are drawn below the teams: the fullest ones."""
_STEPS = (70, 90, 100.5, 120)
_COLOURS = ("#f5f6f8", "#d6e4f0", "#fbe3b3", "#eaa14b", "#a3231b")
"""Shares of the time in percent at which the colour steps: room, full, over, far over."""

_CELL, _ROW = 84, 38


def heat_map(report: CapacityReport, seen: Snapshot) -> Picture | None:
    """Return the load of teams and of the fullest skills; None where no load is known.

    Every cell shows days asked of days there are, so that no colour has to be read.
    """
    loads = [load for load in _drawn(report, seen) if load.asked is not None]
    if not loads:
        return None
    facts = Facts(seen)
    names = {load.key: _name(load, seen) for load in loads}
    cells = [_cell(load, names[load.key]) for load in loads]
    order = list(dict.fromkeys(names.values()))
    weeks = list(dict.fromkeys(cell["week"] for cell in cells))
    x = {"field": "week", "type": "ordinal", "sort": weeks, "title": "Week of",
         "axis": {"orient": "top", "labelAngle": 0}}  # fmt: skip
    y = {"field": "who", "type": "nominal", "sort": order, "title": None}
    colour = {
        "field": "share",
        "type": "quantitative",
        "scale": {"type": "threshold", "domain": list(_STEPS), "range": list(_COLOURS)},
        "legend": None,
    }
    text_colour = {
        "condition": {"test": f"datum.share > {_STEPS[-1]}", "value": PAPER},
        "value": INK,
    }
    layers = [
        {"data": rows(cells), "mark": {"type": "rect", "stroke": PAPER, "strokeWidth": 3},
         "encoding": {"x": x, "y": y, "color": colour}},
        {"data": rows(cells), "mark": {"type": "text", "fontSize": 13},
         "encoding": {"x": x, "y": y, "text": {"field": "words"}, "color": text_colour}},
    ]  # fmt: skip
    title = "Days asked of days there are"
    return Picture(
        name="heat-map",
        title=title,
        says=sentence(_says(report, facts), today=report.as_of),
        definition=definition(title, layers, width=_CELL * len(weeks), height=_ROW * len(order)),
        facts=tuple(_facts(loads)),
    )


def _drawn(report: CapacityReport, seen: Snapshot) -> Iterator[Load]:
    """Yield the loads of every team by week, then those of the fullest skills."""
    for team in seen.all(Team):
        yield from report.of(LoadKind.TEAM, team.key)
    skills = {load.key for load in report.loads if load.kind is LoadKind.SKILL}
    fullest = sorted(skills, key=lambda skill: (-_peak(report, skill), skill))
    for skill in fullest[:_SKILLS]:
        if _peak(report, skill) >= _FULL:
            yield from report.of(LoadKind.SKILL, skill)


def _peak(report: CapacityReport, skill: str) -> Decimal:
    return max(map(_share, report.of(LoadKind.SKILL, skill)), default=Decimal(0))


def _share(load: Load) -> Decimal:
    """Return what is asked in percent of what there is; all of nothing is twice too much."""
    asked, there = _days(load.asked), _days(load.available)
    if not there:
        return 2 * _FULL if asked else Decimal(0)
    return asked / there * _FULL


def _days(fact: Fact | None) -> Decimal:
    return fact.value if fact is not None and isinstance(fact.value, Decimal) else Decimal(0)


def _name(load: Load, seen: Snapshot) -> str:
    if load.kind is LoadKind.TEAM and (team := seen.get(Team, load.key)) is not None:
        return harmless(team.name)
    return harmless(f"skill: {load.key}")


def _cell(load: Load, who: str) -> dict[str, Any]:
    start = load.period.start
    asked, there = (number(_days(each), places=1) for each in (load.asked, load.available))
    return {
        "who": who,
        "week": f"{start.day} {MONTHS[start.month - 1]}",
        "share": float(_share(load).quantize(Decimal("0.1"))),
        "words": f"{asked} of {there}",
    }


def _facts(loads: Sequence[Load]) -> Iterator[Fact]:
    for load in loads:
        yield load.available
        if load.asked is not None:
            yield load.asked


def _says(report: CapacityReport, facts: Facts) -> Statement:
    if report.over:
        return report.over[0].headline
    weeks = facts.of("capacity", "weeks_drawn", len(report.weeks), Unit.COUNT)
    return say("Nobody is asked for more than there is in {weeks} weeks.", weeks=weeks)
