"""Promises that no item is known for: what their projects ask of people who are away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from assistant.planning.capacity.asks import read_asks
from assistant.planning.capacity.named_load import may_see_named_load
from assistant.planning.capacity.workforce import Workforce
from assistant.planning.capacity.working_days import DAYS_PER_WEEK, WorkingDays
from assistant.planning.figures import in_days
from assistant.planning.scenarios.deliveries import Delivery
from assistant.planning.scenarios.staff_changes import Away
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.people import Assignment
from assistant.portfolio.project import Milestone
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Effort, Statement, Unit, say


def lost_asks(
    seen: Snapshot, away: Sequence[Away], known: Mapping[str, Delivery]
) -> Iterator[Statement]:
    """Yield each promise without items whose project asks for those who are away in these days.

    How much of whose time that is, is told only to those who may read it of everybody concerned.
    """
    facts = Facts(seen)
    minutes, rows = _asked(seen, away)
    told = all(may_see_named_load(seen, each.person) for each in away)
    for milestone in seen.all(Milestone):
        day = milestone.committed
        lost = minutes.get(milestone.project, 0.0)
        if milestone.actual is not None or day is None or milestone.key in known or not lost:
            continue
        if day < min(each.period.start for each in away):
            continue
        slots = {
            "promise": facts.name(Milestone, milestone.key),
            "day": facts.cell(Milestone, milestone.key, "committed", Unit.DATE),
        }
        text = "{promise}, promised for {day}, is tied to no item, and its project asks "
        if not told:
            yield say(text + "for people who are away in those days.", **slots)
            continue
        size = facts.of(
            f"projects:{milestone.project}",
            "asked while away",
            Effort.of_days(in_days(lost)),
            Unit.EFFORT,
            cells=rows[milestone.project],
        )
        yield say(text + "people who are away for {size} in those days.", **slots, size=size)


def _asked(
    seen: Snapshot, away: Sequence[Away]
) -> tuple[Mapping[str, float], Mapping[str, list[Cell]]]:
    """Return the minutes that each project asks for while people are away, and the rows."""
    last: date = max(each.period.end for each in away)
    line = WorkingDays.of(seen)
    weeks = line.place(last) // DAYS_PER_WEEK + 2
    workforce = Workforce(seen, line, max(weeks, 1) * DAYS_PER_WEEK)
    periods = {each.person: workforce.days_of(each.period.start, each.period.end) for each in away}
    minutes: dict[str, float] = {}
    rows: dict[str, list[Cell]] = {}
    for ask in read_asks(seen, workforce):
        project = ask.row.project
        if project is None or ask.person not in periods:
            continue
        lost = float(ask.minutes[periods[ask.person]].sum())
        if lost:
            minutes[project] = minutes.get(project, 0.0) + lost
            rows.setdefault(project, []).append((Assignment, ask.row.key))
    return minutes, rows
