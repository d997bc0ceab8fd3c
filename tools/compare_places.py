"""Whether one item really stands before another."""

from __future__ import annotations

from pydantic import Field

from assistant.briefing.told import Told, ToldPart
from assistant.usecases.compare_places import compare_places
from tools.tool import Arguments, Context, Tool


class ComparePlacesArguments(Arguments):
    """Two places or items."""

    first: str = Field(description="a place in the order, such as 4, or a key or title")
    second: str = Field(description="the other one")


def find_out(context: Context, asked: ComparePlacesArguments) -> Told:
    """Return whether the two are level on today's data, and what puts each where it is."""
    found = compare_places(context.assessment, asked.first, asked.second)
    return Told(
        title="places of the order",
        lead=(found.statement,),
        parts=(ToldPart.of("Why they stand there", found.reasons),),
        limits=(found.basis,),
        follow_ups=(f"Why is {found.first} where it is?",),
        subjects=(f"work_items:{found.first}", f"work_items:{found.second}"),
        data=found,
    )


TOOL = Tool(
    name="compare_places",
    about="Whether one place of the order is really better than another, or both are level when "
    "the inputs vary.",
    arguments=ComparePlacesArguments,
    find_out=find_out,
)
