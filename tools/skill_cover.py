"""Who else can do something."""

from __future__ import annotations

from pydantic import Field

from assistant.briefing.told import Told, ToldPart
from assistant.usecases.cover_skill import cover_skill
from assistant.usecases.names import NameKind, resolve
from tools.tool import Arguments, Context, Tool


class SkillCoverArguments(Arguments):
    """Which skill."""

    skill: str = Field(description="a skill or role, such as dba")


def find_out(context: Context, asked: SkillCoverArguments) -> Told:
    """Return how many can do it, by role, and what stops if they are away."""
    key = resolve(context.assessment.seen, asked.skill, (NameKind.SKILL,)).key
    found = cover_skill(context.assessment, key)
    return Told(
        title="who can do it",
        lead=(found.headline,),
        parts=tuple(
            part
            for part in (
                ToldPart.of("What hangs on it", found.stakes),
                ToldPart.of("Could be hired", found.hireable),
            )
            if part.points
        ),
        subjects=(f"skills:{key}",),
        data=found,
    )


TOOL = Tool(
    name="skill_cover",
    about="How many people have a skill, whether anybody else could do it, and what stops when "
    "they are away; told by role.",
    arguments=SkillCoverArguments,
    find_out=find_out,
)
