"""What somebody works on, and whether more fits."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.briefing.told import Told, ToldPart, ToldTable
from assistant.errors import BadInput
from assistant.portfolio.facts import Facts
from assistant.usecases.names import NameKind, resolve
from assistant.usecases.person_time import USUAL, PersonTime, WeekOfTime, person_time
from assistant.values import Fact, Period, Statement, Unit, say
from tools.tool import Arguments, Context, Tool


class PersonTimeArguments(Arguments):
    """Whose time, when, and for what."""

    person: str = Field(description="a person by name")
    start: date | None = Field(default=None, description="first day; today where none")
    end: date | None = Field(default=None, description="last day; four weeks on where none")
    item: str | None = Field(default=None, description="a work item that may fit in")


def find_out(context: Context, asked: PersonTimeArguments) -> Told:
    """Return days there, asked and left, what asks for them, and whether an item fits."""
    seen = context.assessment.seen
    named = resolve(seen, asked.person, (NameKind.PERSON,))
    item = None if asked.item is None else resolve(seen, asked.item, (NameKind.ITEM,)).key
    start = asked.start or seen.as_of
    end = asked.end or start + USUAL
    if end < start:
        raise BadInput("The last day is before the first.")
    found = person_time(context.assessment, named.key, Period(start=start, end=end), item)
    lead = (found.headline,) if found.fits is None else (found.fits, found.headline)
    return Told(
        title="somebody's time",
        lead=lead,
        parts=(ToldPart.of("Works on", found.works_on),) if found.works_on else (),
        tables=(_table(found, Facts(seen)),) if found.weeks else (),
        limits=found.limits,
        subjects=(named.subject,),
        data=found,
    )


def _table(found: PersonTime, facts: Facts) -> ToldTable:
    return ToldTable(
        heading="Week by week",
        headers=tuple(Statement(text=text) for text in ("Week of", "There", "Asked", "Left")),
        rows=tuple(_row(week, facts) for week in found.weeks),
    )


def _row(week: WeekOfTime, facts: Facts) -> tuple[Statement, ...]:
    start = week.period.start
    day = facts.of("capacity", f"week of {start}", start, Unit.DATE)
    return tuple(map(_cell, (day, week.available, week.asked, week.left)))


def _cell(fact: Fact | None) -> Statement:
    return Statement(text="–") if fact is None else say("{value}", value=fact)


TOOL = Tool(
    name="person_time",
    about="What a person is working on, how many days they have left in a period, and whether a "
    "work item fits; by role where the asker may not see one person's load.",
    arguments=PersonTimeArguments,
    find_out=find_out,
)
