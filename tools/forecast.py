"""When something is done, or how many items by a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from pydantic import Field

from assistant.briefing.told import Told, ToldPart
from assistant.planning.forecast.outlook import Forecast
from assistant.planning.inputs.open_items import open_items
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project
from assistant.usecases.assessment import Assessment
from assistant.usecases.forecast_work import forecast_work
from assistant.usecases.names import Named, NameKind, resolve
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_KINDS = (NameKind.PROJECT, NameKind.MILESTONE, NameKind.TEAM, NameKind.ITEM)


class Wanted(StrEnum):
    """What is asked of the future."""

    DATE = "date"
    COUNT = "count"


class ForecastArguments(Arguments):
    """What is asked about."""

    subject: str | None = Field(
        default=None, description="a project, milestone, team or item; everything where none"
    )
    by: date | None = Field(default=None, description="a day to be done by, or to count up to")
    wanted: Wanted = Field(
        default=Wanted.DATE, description="when it is done, or how many by a day"
    )


def find_out(context: Context, asked: ForecastArguments) -> Told:
    """Return days with their chances, or a low-side count, with what they rest on."""
    assessment = context.assessment
    named = None if asked.subject is None else resolve(assessment.seen, asked.subject, _KINDS)
    if named is not None and (nothing := _nothing_open(assessment, named)) is not None:
        return Told(title="a forecast", lead=nothing, subjects=(named.subject,), data=())
    found = forecast_work(assessment, None if named is None else named.key, asked.by)
    name = (
        None
        if named is None
        else Facts(assessment.seen).of(named.subject, "called", named.name, Unit.NAME)
    )
    counts = tuple(each.statement for each in found.counts)
    if counts and name is not None:
        counts = (say("{name}: {said}", name=name, said=counts[0]), *counts[1:])
    counting = asked.wanted is Wanted.COUNT and bool(counts)
    dates = tuple(each.statement for each in found.dates)
    rest = tuple(said for said in dates if said != found.headline)
    return Told(
        title="a forecast",
        lead=counts if counting else (found.headline,),
        parts=tuple(
            part
            for part in (
                ToldPart.of("Promised", tuple(_promised(found))),
                ToldPart.of("Worth knowing", found.notes),
                ToldPart.of("By day and pace", (found.headline, *rest) if counting else rest),
                ToldPart.of("How often such forecasts held", found.record),
            )
            if part.points
        ),
        limits=found.assumptions,
        follow_ups=("How good were your forecasts?",),
        subjects=() if named is None else (named.subject,),
        data=found,
    )


def _nothing_open(assessment: Assessment, named: Named) -> tuple[Statement, ...] | None:
    """Say of a project without open items that nothing can be forecast, and its agreed end."""
    project = assessment.seen.get(Project, named.key)
    if named.kind is not NameKind.PROJECT or project is None:
        return None
    if any(item.project == named.key for item in open_items(assessment.seen).items):
        return None
    facts = Facts(assessment.seen)
    name = facts.name(Project, named.key)
    text = "No open work of {project} is on record, so no day can be forecast for it"
    if project.end is None:
        return (say(text + "; no end is agreed either.", project=name),)
    end = facts.cell(Project, named.key, "end", Unit.DATE)
    return (say(text + "; its agreed end is {end}.", project=name, end=end),)


def _promised(found: Forecast) -> Iterator[Statement]:
    return (each.statement for each in found.commitments if each.statement != found.headline)


TOOL = Tool(
    name="forecast",
    about="When a project, milestone, team's work or item is done (50 and 85 in 100), how likely "
    "its promised day is, or how many items a team finishes by a day.",
    arguments=ForecastArguments,
    find_out=find_out,
)
