"""What free people can start, and why the rest cannot."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.briefing.told import Told, ToldPart
from assistant.usecases.find_startable import find_startable
from tools.tool import Arguments, Context, Tool


class StartableArguments(Arguments):
    """Who is free, or what is asked about, and when."""

    team: str | None = Field(default=None, description="only this team, by name")
    skill: str | None = Field(default=None, description="only people with this skill")
    item: str | None = Field(default=None, description="only whether this work item can start")
    start: date | None = Field(default=None, description="first day; today where none")
    end: date | None = Field(default=None, description="last day; four weeks on where none")


def find_out(context: Context, asked: StartableArguments) -> Told:
    """Return who is free, what they can best start, and what holds the rest."""
    found = find_startable(
        context.assessment,
        team=asked.team,
        skill=asked.skill,
        item=asked.item,
        start=asked.start,
        end=asked.end,
    )
    return Told(
        title="what can be started",
        lead=found.headline,
        parts=tuple(
            part
            for part in (
                ToldPart.of("Can start", (each.statement for each in found.start)),
                ToldPart.of("Free", (room.statement for room in found.rooms)),
                ToldPart.of("Cannot start", (each.statement for each in found.held)),
            )
            if part.points
        ),
        limits=found.assumptions,
        data=found,
    )


TOOL = Tool(
    name="startable",
    about="What people who are free can start in a period, by team, skill or item: unblocked "
    "work, or none and why.",
    arguments=StartableArguments,
    find_out=find_out,
)
