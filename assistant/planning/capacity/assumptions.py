"""What a plan rests on, said in words wherever the plan is shown."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from assistant.planning.capacity.measured import latest_bau
from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.capacity.staffing import Staff
from assistant.planning.figures import figure, rounded
from assistant.planning.inputs.backlog import WEIGHT_GRAIN, Backlog
from assistant.planning.inputs.sizes import Measure
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Reserve, Team
from assistant.values import Effort, Fact, Statement, Unit, say

_ALL = Decimal(100)

_MODES = {
    CapacityMode.FULL: "Time is counted by person, skill and week: the days people are there, "
    "their share for change work, and what is kept for training, on-call and the like.",
    CapacityMode.COARSE: "Time is counted by team and week, since skills are not known on both "
    "sides: anyone in a team can do its work.",
    CapacityMode.NONE: "Without people's time and sizes in days the order is that of a single "
    "queue: no dates and no cut line.",
}


def about_mode(mode: CapacityMode) -> Statement:
    """Say how much is known about people's time."""
    return Statement(text=_MODES[mode])


def about_time(facts: Facts) -> tuple[Statement, ...]:
    """Say where less time is counted than was declared, since more was measured to go elsewhere."""
    snapshot = facts.snapshot
    measured = latest_bau(snapshot)
    said: list[Statement] = []
    for team in snapshot.all(Team):
        declared, bau = team.change_work_percent, measured.get(team.key)
        if bau is None or declared is None or declared <= _ALL - bau.percent:
            continue
        left = facts.of(
            f"{Team.table}:{team.key}",
            "share for change work counted",
            max(_ALL - bau.percent, Decimal(0)),
            Unit.PERCENT,
            cells=[(Reserve, bau.row, "percent")],
            arithmetic=f"100 − {figure(bau.percent)}",
        )
        said.append(
            say(
                "{team} declares {declared} for change work; BAU was measured at {bau}, so {left} "
                "is counted.",
                team=facts.name(Team, team.key),
                declared=facts.cell(Team, team.key, "change_work_percent", Unit.PERCENT),
                bau=bau.fact(facts, team.key, "bau last measured"),
                left=left,
            )
        )
    return tuple(said)


def about_ranking(backlog: Backlog, staff: Staff, facts: Facts) -> tuple[Statement, ...]:
    """Say everything that an order rests on beside what was stated."""
    return tuple(_about_ranking(backlog, staff, facts))


def _about_ranking(backlog: Backlog, staff: Staff, facts: Facts) -> Iterable[Statement]:
    yield about_mode(staff.mode)
    yield from about_time(facts) if staff.mode is not CapacityMode.NONE else ()
    sizes = [candidate.size for candidate in backlog.candidates]
    rates = [candidate.rate for candidate in backlog.candidates]
    if backlog.measure is Measure.POINTS:
        yield Statement(text="Sizes are story points: they order work, and never become time.")
    if any(sizes) and not all(sizes):
        yield say(
            "What nobody sized counts as {size}, the middle of the sizes stated.",
            size=_assumed_size(backlog, facts),
        )
    if any(rates) and not all(rates):
        weight = rounded(backlog.assumed_weight / WEIGHT_GRAIN)
        yield say(
            "What nobody valued counts as {worth} points a week, the middle of what was stated.",
            worth=facts.of("portfolio", "assumed worth", weight, Unit.SCORE),
        )
    elif not any(rates) and rates:
        yield Statement(
            text="Nobody stated what anything is worth, so all counts the same: what waits for "
            "what, the last agreed order, the tracker's order and due days decide."
        )
    if staff.no_sooner:
        yield Statement(text="Work in progress is ready no sooner than the day it is due.")
    if backlog.graph.time_lags:
        yield Statement(text="Links other than finish-to-start move dates, not places.")


def _assumed_size(backlog: Backlog, facts: Facts) -> Fact:
    if backlog.measure is Measure.POINTS:
        points = Effort(minutes=backlog.assumed_work).days
        return facts.of("portfolio", "assumed points", points, Unit.COUNT)
    effort = Effort(minutes=backlog.assumed_work)
    return facts.of("portfolio", "assumed size", effort, Unit.EFFORT)
