"""Who has not updated, and what turns Grey by a day."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.briefing.naming_some import joined
from assistant.briefing.told import Told, ToldPart
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project
from assistant.usecases.updates_due import UpdateDue, updates_due
from assistant.values import Fact, Statement, Unit, say
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
        lead=(_lead(Facts(context.assessment.seen), found, asked.by),),
        parts=(ToldPart.of("By project", (each.statement for each in found)),) if found else (),
        limits=(
            Statement(text="Nobody has been nudged; I can put a reminder to them if you ask."),
        ),
        subjects=tuple(f"projects:{each.project}" for each in found),
        data=found,
    )


def _lead(facts: Facts, found: tuple[UpdateDue, ...], by: date | None) -> Statement:
    silent = [each for each in found if each.is_stale]
    turning = [each for each in found if not each.is_stale]
    told = []
    if turning and by is not None:
        told.append(
            say(
                "{count} [project turns|projects turn] {grey} by {day} if nobody reports: {names}",
                count=facts.of("portfolio", "turning_grey", len(turning), Unit.COUNT),
                grey=facts.of("portfolio", "grey_word", "grey", Unit.STATUS),
                day=facts.of("asked", f"by {by}", by, Unit.DATE),
                names=_names(facts, turning),
            )
        )
    if silent:
        told.append(
            say(
                "{count} [has|have] been silent for longer than allowed: {names}",
                count=facts.of("portfolio", "silent_projects", len(silent), Unit.COUNT),
                names=_names(facts, silent),
            )
        )
    if not told:
        return Statement(text="Everybody has updated within the limit.")
    return say("{said}.", said=joined(told, "; "))


def _names(facts: Facts, found: list[UpdateDue]) -> list[Fact]:
    return [facts.name(Project, each.project) for each in found]


TOOL = Tool(
    name="updates_due",
    about="Which projects have no recent status update, how long, whom to ask, and what turns "
    "Grey by a day if nobody reports. Sends nothing.",
    arguments=UpdatesDueArguments,
    find_out=find_out,
)
