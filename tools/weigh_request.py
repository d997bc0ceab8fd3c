"""What slips if a request is taken in, and what could be dropped instead."""

from __future__ import annotations

from pydantic import Field

from assistant.briefing.outcome_parts import outcome_parts
from assistant.briefing.told import UNCHANGED, Told
from assistant.usecases.weigh_request import weigh_request
from tools.tool import Arguments, Context, Tool


class WeighRequestArguments(Arguments):
    """Which request; fields win over what the request says itself."""

    request: str = Field(description="key of a request, or what to call a new one")
    title: str | None = Field(default=None, description="what it is")
    effort: str | None = Field(default=None, description="by skill, such as “backend 5d”")
    worth: str | None = Field(default=None, description="a week of waiting, such as 7kEUR")
    project: str | None = Field(default=None, description="the project it belongs to")
    team: str | None = Field(default=None, description="the team that would do it")


def find_out(context: Context, asked: WeighRequestArguments) -> Told:
    """Return its best place, what it displaces, and the smallest thing to drop instead."""
    described = asked.model_dump(exclude={"request"}, exclude_none=True)
    found = weigh_request(context.assessment, asked.request, described)
    own = () if found.own is None else (found.own,)
    return Told(
        title="a request",
        lead=(found.headline, *own, found.instead),
        parts=outcome_parts(found.outcome),
        limits=(*found.intervals, UNCHANGED),
        data=found,
    )


TOOL = Tool(
    name="weigh_request",
    about="What taking a new request in would displace, at its best place, and what could be "
    "dropped so that nothing slips. Changes nothing.",
    arguments=WeighRequestArguments,
    find_out=find_out,
)
