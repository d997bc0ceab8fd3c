"""What to build next: keep going, start next, not now, consider stopping."""

from __future__ import annotations

from pydantic import Field

from assistant.briefing.told import Told
from assistant.usecases.build_next import tell_next
from tools.tool import Arguments, Context, Tool


class BuildNextArguments(Arguments):
    """Whose work is asked about."""

    teams: tuple[str, ...] = Field(
        default=(), description="teams by name; none means the asker's own work"
    )
    everything: bool = Field(default=False, description="all teams' work")


def find_out(context: Context, asked: BuildNextArguments) -> Told:
    """Return the order in four parts."""
    told = tell_next(context.assessment, asked.teams, everything=asked.everything)
    follow_ups = ("What should we stop?", "Who or what is overloaded?")
    return told.model_copy(update={"follow_ups": follow_ups})


TOOL = Tool(
    name="build_next",
    about="What to build next, for the asker's teams, named teams or everyone: keep going, start "
    "next, not now, consider stopping, with the reason of each place.",
    arguments=BuildNextArguments,
    find_out=find_out,
)
