"""What could be stopped."""

from __future__ import annotations

from pydantic import Field

from assistant.briefing.told import Told
from assistant.usecases.stop_candidates import stop_candidates
from tools.tool import Arguments, Context, Tool


class StopCandidatesArguments(Arguments):
    """Whose work is asked about."""

    teams: tuple[str, ...] = Field(default=(), description="teams by name; none means all")


def find_out(context: Context, asked: StopCandidatesArguments) -> Told:
    """Return what may be stopped with what it frees, sunk cost left out."""
    return stop_candidates(context.assessment, asked.teams)


TOOL = Tool(
    name="stop_candidates",
    about="Which started work or duplicate projects to consider stopping, with remaining effort "
    "and freed skill-days; sunk cost left out, mandatory work never.",
    arguments=StopCandidatesArguments,
    find_out=find_out,
)
