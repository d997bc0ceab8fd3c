"""What stopping work would free: the days that are left of it, by skill. What was spent is gone.

Money and days already spent are left out on purpose: they are the same whatever is decided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from assistant.briefing.draft import DraftPoint
from assistant.briefing.inputs import BriefingInputs
from assistant.health.verdicts import Risk, RiskKind
from assistant.planning.inputs.deadlines import read_deadlines
from assistant.planning.inputs.open_items import open_items
from assistant.planning.inputs.sizes import ANY_SKILL, Measure, size_of
from assistant.portfolio.facts import Cell
from assistant.portfolio.project import Project
from assistant.portfolio.work import WorkItem
from assistant.values import Effort, Fact, Statement, Unit, say

_SKILLS = 3
"""Skills that are named: those with the most days."""


def freed(inputs: BriefingInputs, subject: str, items: Iterable[WorkItem]) -> Statement | None:
    """Return what stopping some items frees, by skill; None where nobody sized any of them."""
    minutes: dict[str, int] = {}
    cells: list[Cell] = []
    for item in items:
        size = size_of(item, Measure.WORK)
        for skill, amount in size.parts if size else ():
            minutes[skill] = minutes.get(skill, 0) + amount
        cells += [(WorkItem, item.key)] if size else []
    if not minutes:
        return None
    most = sorted(minutes, key=lambda skill: (-minutes[skill], skill))
    parts = [_part(inputs, subject, skill, minutes[skill], cells) for skill in most[:_SKILLS]]
    if len(most) <= _SKILLS:
        return say("{parts}", parts=parts)
    whole = _effort(inputs, subject, "freed", sum(minutes.values()), cells)
    return say("{whole}, of which {parts}", whole=whole, parts=parts)


def twice(inputs: BriefingInputs, projects: Collection[str]) -> Iterator[DraftPoint]:
    """Yield pairs of projects, one of them of these, that are likely the same work."""
    for place, risk in enumerate(inputs.risks):
        if risk.kind is RiskKind.DUPLICATE and not set(projects).isdisjoint(risk.projects):
            told = [risk.headline, *_either(inputs, risk)]
            yield DraftPoint(
                keys=(f"twice:{place}",), statements=tuple(told), weight=60, core=len(told)
            )


def _either(inputs: BriefingInputs, risk: Risk) -> Iterator[Statement]:
    """Yield what stopping either of two projects frees; not of one that has to be done."""
    dated = read_deadlines(inputs.snapshot)
    for project in risk.projects:
        items = [i for i in open_items(inputs.snapshot).items if i.project == project]
        if any(item.mandatory or item.key in dated for item in items):
            continue
        days = freed(inputs, f"projects:{project}", items)
        if days is not None:
            name = inputs.facts.name(Project, project)
            yield say("Stopping {project} would free {days}.", project=name, days=days)


def _part(
    inputs: BriefingInputs, subject: str, skill: str, minutes: int, cells: list[Cell]
) -> Statement:
    days = _effort(inputs, subject, f"freed of {skill or 'any skill'}", minutes, cells)
    if skill == ANY_SKILL:
        return say("{days}", days=days)
    name = inputs.facts.of(f"skills:{skill}", "name", skill, Unit.NAME)
    return say("{days} of {skill}", days=days, skill=name)


def _effort(
    inputs: BriefingInputs, subject: str, measure: str, minutes: int, cells: list[Cell]
) -> Fact:
    return inputs.facts.of(subject, measure, Effort(minutes=minutes), Unit.EFFORT, cells=cells)
