"""How much of their time the people of each project are asked for, at most."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from assistant.health.growth import HUNDRED, shown
from assistant.planning.capacity.load import CapacityReport, Load, LoadKind
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Assignment
from assistant.values import Fact, Unit


def loads_by_project(report: CapacityReport, facts: Facts) -> dict[str, Fact]:
    """Return, by project, the highest share of their time that its people are asked for.

    Over the stretches of too much load, else over all weeks together: a single full week between
    two empty ones is no overload. Projects without assignments are not in it.
    """
    highest: dict[str, tuple[Decimal, Load]] = {}
    too_much = [stretch.load for stretch in report.over if stretch.load.kind is LoadKind.PERSON]
    for load in too_much:
        _keep_highest(highest, load, share(load))
    for load in report.loads:
        if load.kind is LoadKind.PERSON:
            _keep_highest(highest, load, min(share(load), HUNDRED))
    return {
        project: _fact(facts, project, percent, load)
        for project, (percent, load) in sorted(highest.items())
    }


def share(load: Load) -> Decimal:
    """Return what is asked in percent of what there is; with no time at all, of a day of it."""
    asked, available = _days(load.asked), _days(load.available)
    return asked / (available or Decimal(1)) * HUNDRED


def _keep_highest(highest: dict[str, tuple[Decimal, Load]], load: Load, percent: Decimal) -> None:
    for project in _projects(load):
        known = highest.get(project)
        if known is None or percent > known[0]:
            highest[project] = (percent, load)


def _projects(load: Load) -> Iterable[str]:
    return sorted({part.project for part in load.parts if part.project is not None})


def _fact(facts: Facts, project: str, percent: Decimal, load: Load) -> Fact:
    rows = [(Assignment, part.assignment) for part in load.parts if part.assignment]
    capped = percent != share(load)
    return facts.of(
        f"projects:{project}",
        "people_load",
        shown(percent),
        Unit.PERCENT,
        cells=rows,
        period=load.period,
        arithmetic=None if capped else f"{_days(load.asked)} ÷ {_days(load.available)} × 100",
    )


def _days(fact: Fact | None) -> Decimal:
    return fact.value if fact is not None and isinstance(fact.value, Decimal) else Decimal(0)
