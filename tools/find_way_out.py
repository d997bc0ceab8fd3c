"""People are away at short notice: what breaks, and at most three ways out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from assistant.briefing.told import UNCHANGED, Told, ToldPart
from assistant.briefing.ways_out import way_out_parts, way_out_table
from assistant.usecases.find_way_out import WaysOut, find_way_out
from assistant.values import Statement, say
from tools.tool import Arguments, Context, Tool


class FindWayOutArguments(Arguments):
    """Who is away, and when."""

    away: tuple[str, ...] = Field(min_length=1, description="people by name")
    since: date | None = Field(default=None, description="first day away; today where none")
    until: date | None = Field(default=None, description="last day away; asked back where none")
    weeks: int | None = Field(default=None, ge=1, le=52, description="or for how many weeks")


def find_out(context: Context, asked: FindWayOutArguments) -> Told:
    """Return what breaks, the ways out with date, cost and side effect; the end is asked back."""
    found = find_way_out(context.assessment, asked.away, asked.since, asked.until, asked.weeks)
    return Told(
        title="ways out",
        lead=tuple(_lead(found)),
        parts=tuple(_parts(found)),
        tables=tuple(way_out_table(found.tried[-1].crisis)),
        limits=(UNCHANGED,),
        data=found,
    )


def _lead(found: WaysOut) -> Iterator[Statement]:
    if found.question is not None:
        yield found.question
    for tried in found.tried:
        if len(found.tried) > 1:
            yield say("Until {until}:", until=tried.until)
        yield tried.crisis.headline


def _parts(found: WaysOut) -> Iterator[ToldPart]:
    """Yield what the longest absence that is tried does; shorter ones are in the lead."""
    yield from way_out_parts(found.tried[-1].crisis)


TOOL = Tool(
    name="find_way_out",
    about="People are suddenly away (outage, illness): which promises break, at most three ways "
    "out with date, cost and side effect. Changes nothing.",
    arguments=FindWayOutArguments,
    find_out=find_out,
)
