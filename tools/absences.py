"""Who is away, and what depends on them."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.briefing.told import Told, ToldPart
from assistant.errors import BadInput
from assistant.usecases.find_absences import find_absences
from assistant.usecases.names import NameKind, resolve
from assistant.values import Period
from tools.tool import Arguments, Context, Tool

_KINDS = (NameKind.MILESTONE, NameKind.PROJECT, NameKind.TEAM)


class AbsencesArguments(Arguments):
    """For what, and when."""

    subject: str | None = Field(default=None, description="a milestone, project or team")
    start: date | None = Field(default=None, description="first day")
    end: date | None = Field(default=None, description="last day")


def find_out(context: Context, asked: AbsencesArguments) -> Told:
    """Return who is away then, and whom nobody can stand in for; never why."""
    seen = context.assessment.seen
    named = None if asked.subject is None else resolve(seen, asked.subject, _KINDS)
    found = find_absences(context.assessment, named, _period(asked))
    rest = tuple(each.statement for each in found.absences[1:])
    return Told(
        title="who is away",
        lead=(found.headline,),
        parts=tuple(
            part
            for part in (
                ToldPart.of("Ways out", found.cover),
                ToldPart.of("The others", rest),
            )
            if part.points
        ),
        follow_ups=() if named is None else (f"What is the cheapest way to keep {named.name}?",),
        subjects=() if named is None else (named.subject,),
        data=found,
    )


def _period(asked: AbsencesArguments) -> Period | None:
    start, end = asked.start or asked.end, asked.end or asked.start
    if start is None or end is None:
        return None
    if end < start:
        raise BadInput("The last day is before the first.")
    return Period(start=start, end=end)


TOOL = Tool(
    name="absences",
    about="Who is away in a period, or on the day of a milestone of those it needs, and whom "
    "nobody can stand in for. Never says why somebody is away.",
    arguments=AbsencesArguments,
    find_out=find_out,
)
