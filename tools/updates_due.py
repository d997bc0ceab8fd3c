"""Who has not updated, and what turns Grey by a day."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.briefing.told import Told, ToldPart
from assistant.portfolio.facts import Facts
from assistant.usecases.updates_due import UpdateDue, updates_due
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool


class UpdatesDueArguments(Arguments):
    """By when."""

    by: date | None = Field(
        default=None, description="also what will turn Grey by this day if nobody reports"
    )


def find_out(context: Context, asked: UpdatesDueArguments) -> Told:
    """Return silent projects with how long and whom to ask; nobody is nudged by it."""
    found = updates_due(context.assessment, asked.by)
    return Told(
        title="updates that are missing",
        lead=(_lead(Facts(context.assessment.seen), found),),
        parts=(ToldPart.of("By project", (each.statement for each in found)),) if found else (),
        limits=(
            Statement(text="Nobody has been nudged; I can put a reminder to them if you ask."),
        ),
        subjects=tuple(f"projects:{each.project}" for each in found),
        data=found,
    )


def _lead(facts: Facts, found: tuple[UpdateDue, ...]) -> Statement:
    silent = [each for each in found if each.is_stale]
    if not found:
        return Statement(text="Everybody has updated within the limit.")
    if not silent:
        count = facts.of("portfolio", "turning_grey", len(found), Unit.COUNT)
        return say("{count} [project turns|projects turn] silent by then.", count=count)
    count = facts.of("portfolio", "silent_projects", len(silent), Unit.COUNT)
    return say(
        "{count} [project has|projects have] not been reported on within the limit.", count=count
    )


TOOL = Tool(
    name="updates_due",
    about="Which projects have no recent status update, how long, whom to ask, and what turns "
    "Grey by a day if nobody reports. Sends nothing.",
    arguments=UpdatesDueArguments,
    find_out=find_out,
)
