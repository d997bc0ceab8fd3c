"""What it would cost to do an item first, at another place, or later."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from assistant.briefing.outcome_parts import outcome_parts
from assistant.briefing.told import Told
from assistant.usecases.price_override import price_override
from tools.tool import Arguments, Context, Tool


class How(StrEnum):
    """How the order would be overridden."""

    FIRST = "first"
    PLACE = "place"
    DEFER = "defer"


class PriceMoveArguments(Arguments):
    """Which item, and where it would go."""

    item: str = Field(description="key or title of a work item that is not started")
    how: How = Field(default=How.FIRST, description="first, at a place, or deferred to a day")
    place: int | None = Field(default=None, ge=1, description="for place: which, from the top")
    until: str | None = Field(
        default=None, description="for defer: a day such as 2026-12-01, or a span such as 2w"
    )


def find_out(context: Context, asked: PriceMoveArguments) -> Told:
    """Return what the move costs, who is displaced, and which promises it touches."""
    place = 1 if asked.how is How.FIRST else asked.place
    until = asked.until if asked.how is How.DEFER else None
    found = price_override(
        context.assessment,
        asked.item,
        place=None if asked.how is How.DEFER else place,
        until=until,
    )
    lead = (found.statement,) if found.impossible is None else (found.impossible, found.statement)
    return Told(
        title="what another place costs",
        lead=(*lead, found.outcome.headline),
        parts=outcome_parts(found.outcome),
        limits=(found.needs,),
        follow_ups=(f"Why is {found.item} where it is?",),
        subjects=(f"work_items:{found.item}",),
        data=found,
    )


TOOL = Tool(
    name="price_move",
    about="What it would cost to start a work item first, to pin it to a place, or to put it off "
    "to a day: what is displaced, which promises break, or why it is impossible.",
    arguments=PriceMoveArguments,
    find_out=find_out,
)
