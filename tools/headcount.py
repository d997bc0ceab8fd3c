"""How many people it takes to finish everything by a day."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.briefing.told import Told, ToldPart
from assistant.errors import BadInput
from assistant.usecases.show_capacity import review_capacity
from tools.tool import Arguments, Context, Tool


class HeadcountArguments(Arguments):
    """By when."""

    by: date = Field(description="the day by which everything is to be finished")


def find_out(context: Context, asked: HeadcountArguments) -> Told:
    """Return the people needed by skill as ranges, and what more people cannot mend."""
    found = review_capacity(context.assessment, asked.by).finish_by
    if found is None:
        raise BadInput("It is not known how many people that takes.")
    return Told(
        title="people needed",
        lead=(found.headline,),
        parts=tuple(
            part
            for part in (
                ToldPart.of("By skill", (need.statement for need in found.needs if need.stated)),
                ToldPart.of("What more people cannot mend", found.cannot),
            )
            if part.points
        ),
        limits=found.assumptions,
        data=found,
    )


TOOL = Tool(
    name="headcount",
    about="How many more people, by skill and as a range, it takes to finish everything by a day, "
    "and what more people cannot mend.",
    arguments=HeadcountArguments,
    find_out=find_out,
)
