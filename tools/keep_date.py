"""What would keep a promised date, or an earlier one."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.briefing.told import UNCHANGED, Told
from assistant.briefing.ways_out import way_out_parts, way_out_table
from assistant.usecases.keep_date import keep_date
from tools.tool import Arguments, Context, Tool


class KeepDateArguments(Arguments):
    """Which promise, and by when."""

    subject: str = Field(description="a milestone, or a project whose next promise is meant")
    by: date | None = Field(default=None, description="another day than the promised one")


def find_out(context: Context, asked: KeepDateArguments) -> Told:
    """Return whether it holds as planned, and ranked ways to hold it with date and cost."""
    found = keep_date(context.assessment, asked.subject, asked.by)
    return Told(
        title="keeping a date",
        lead=(found.crisis.headline,),
        parts=tuple(way_out_parts(found.crisis)),
        tables=tuple(way_out_table(found.crisis)),
        limits=(UNCHANGED,),
        subjects=(found.milestone.subject,),
        data=found,
    )


TOOL = Tool(
    name="keep_date",
    about="Whether a promised date (or an earlier one) holds as planned, and the cheapest ways to "
    "keep it, with what binds where there is none. Changes nothing.",
    arguments=KeepDateArguments,
    find_out=find_out,
)
