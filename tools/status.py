"""How a project, or every project of a program, really is."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from assistant.briefing.brief import Audience
from assistant.briefing.told import Told, ToldPart, ToldTable
from assistant.health.verdicts import DimensionVerdict
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.work import WorkItem
from assistant.usecases.names import NameKind, resolve
from assistant.usecases.project_status import ProjectStatus, project_status, told_in_one_line
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Fact, Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_LABELS = {
    "schedule": "Schedule",
    "cost": "Cost",
    "scope": "Scope",
    "benefit": "Benefit",
    "risk": "Risk",
    "resources": "Resources",
    "baseline": "Approved",
    "forecast": "Expected",
    "growth": "Over what was approved",
    "eac": "At completion, at the pace of today",
    "cpi": "Cost index (CPI)",
    "spi": "Schedule index (SPI)",
    "delivery confidence": "Chance by the agreed end",
    "agreed end": "Agreed end",
    "even odds": "At even odds there by",
    "safer day": "In most cases there by",
}
_KINDS = (NameKind.PROJECT, NameKind.PROGRAM, NameKind.MILESTONE, NameKind.ITEM)
_NONE = Statement(text="No project of it has a status that you can see.")


class StatusArguments(Arguments):
    """What is asked about."""

    subject: str = Field(description="a project or program by name")
    brief: bool = Field(default=False, description="two sentences, for a board")


def find_out(context: Context, asked: StatusArguments) -> Told:
    """Return the colour by rule beside the reported one, why, money, dates and what can be done."""
    named = resolve(context.assessment.seen, asked.subject, _KINDS)
    if named.kind is NameKind.PROGRAM:
        return _program(context, named.key)
    key = named.key if named.kind is NameKind.PROJECT else _project_of(context, named.subject)
    found = project_status(context.assessment, key)
    if asked.brief:
        lead = (found.headline, *(found.because[:1] or _given(found.money or found.forecast)))
        return Told(
            title="status",
            lead=lead,
            tables=tuple(_table(found)),
            subjects=(f"projects:{key}",),
            data=found,
        )
    parts = (
        ToldPart.of("Beside it", (*_given(found.forecast), *_given(found.money))),
        ToldPart.of("Why else", found.because[1:]),
        ToldPart.of("Promised", found.dates),
        ToldPart.of("Ways out", found.remedies),
    )
    return Told(
        title="status",
        lead=(found.headline, *found.because[:1]),
        parts=tuple(part for part in parts if part.points),
        tables=tuple(_table(found)),
        follow_ups=(f"What blocks {named.name}?", f"When is {named.name} finished?"),
        subjects=(f"projects:{key}",),
        data=found,
    )


def _given(said: Statement | None) -> tuple[Statement, ...]:
    return () if said is None else (said,)


def _table(found: ProjectStatus) -> Iterator[ToldTable]:
    """Yield the colour of each dimension, then money and chances."""
    rows = [
        (Statement(text=_LABELS[verdict.dimension.value]), _colour(verdict))
        for verdict in found.health.dimensions
    ]
    rows += [
        (Statement(text=label), say("{it}", it=found.figures[name]))
        for name, label in _LABELS.items()
        if name in found.figures
    ]
    headers = (Statement(text="What"), Statement(text="How it is"))
    yield ToldTable(heading="In figures", headers=headers, rows=tuple(rows))


def _colour(verdict: DimensionVerdict) -> Statement:
    """Return a dimension's colour as its reason names it, else as a fact of its own."""
    first = next(iter(verdict.because.facts.values()), None)
    if first is None:
        return Statement(text="–")
    rag = Fact(
        subject=f"{first.subject}",
        measure=f"rag of {verdict.dimension.value}",
        value=verdict.rag.value,
        unit=Unit.STATUS,
        as_of=first.as_of,
        revision=first.revision,
        sources=tuple(dict.fromkeys(s for f in verdict.because.facts.values() for s in f.sources)),
    )
    return say("{rag}", rag=rag)


def _project_of(context: Context, subject: str) -> str:
    """Return the project that a milestone or item belongs to; its own key where it has none."""
    table, _, key = subject.partition(":")
    seen = context.assessment.seen
    if table == Milestone.table:
        milestone = seen.get(Milestone, key)
        return key if milestone is None else milestone.project
    item = seen.get(WorkItem, key)
    return key if item is None or item.project is None else item.project


def _program(context: Context, key: str) -> Told:
    seen = context.assessment.seen
    projects = {each.key for each in seen.all(Project) if each.program == key}
    inputs = briefing_inputs(context.assessment, Audience.TEAM)
    judged = [each for each in context.assessment.health if each.project in projects]
    lines = [told_in_one_line(inputs, each) for each in judged]
    return Told(
        title="status",
        lead=tuple(lines[:1]) or (_NONE,),
        parts=(ToldPart.of("The others", lines[1:]),) if lines[1:] else (),
        subjects=(f"programs:{key}",),
        data=tuple(judged),
    )


TOOL = Tool(
    name="status",
    about="How a project or program is: RAG by rule beside the reported colour, why, money, "
    "promised dates, delivery confidence and what can be done.",
    arguments=StatusArguments,
    find_out=find_out,
)
