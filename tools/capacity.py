"""Who or what is overloaded or has room, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from pydantic import Field

from assistant.briefing.told import Told, ToldPart, ToldTable
from assistant.errors import BadInput
from assistant.health.verdicts import RiskKind
from assistant.planning.capacity.load import CapacityReport, LoadKind, Stretch
from assistant.planning.consequences.capacity_review import CapacityReview
from assistant.planning.order.startable_answer import SkillRoom
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Team
from assistant.usecases.find_startable import find_startable
from assistant.usecases.names import Named, NameKind, resolve
from assistant.usecases.show_capacity import review_capacity
from assistant.values import Period, Statement, Unit, say
from tools.tool import Arguments, Context, Tool


class Wanted(StrEnum):
    """What about load is asked."""

    OVERLOAD = "overload"
    ROOM = "room"
    REVIEW = "review"


class CapacityArguments(Arguments):
    """Whose load, when, and what about it."""

    wanted: Wanted = Field(default=Wanted.OVERLOAD, description="overload, room or all of it")
    subject: str | None = Field(default=None, description="a team or skill; all where none")
    start: date | None = Field(default=None, description="first day")
    end: date | None = Field(default=None, description="last day")


def find_out(context: Context, asked: CapacityArguments) -> Told:
    """Return overloads with ways out, or which team has room, with what it rests on."""
    if asked.wanted is Wanted.ROOM:
        return _room(context, asked)
    assessment = context.assessment
    report, period = assessment.capacity, _period(asked)
    key = None if asked.subject is None else _subject(context, asked.subject).key
    review = review_capacity(assessment)
    over = [each for each in report.over if _is_asked(each, period, key)]
    under = [each for each in report.under if _is_asked(each, period, key)]
    parts = (
        ToldPart.of("Also over", tuple(_others(review, over))),
        ToldPart.of("Ways out", tuple(_ways_out(review, over))),
        ToldPart.of("With room", (each.headline for each in under)),
        ToldPart.of("What hangs on few", tuple(_scarce(review))),
        ToldPart.of("Running the business", (each.statement for each in review.bau)),
    )
    first = parts if asked.wanted is Wanted.REVIEW else parts[1:4]
    return Told(
        title="load against capacity",
        lead=(_lead(Facts(assessment.seen), over, report),),
        parts=tuple(part for part in first if part.points),
        tables=_whole_review((*parts, _away(context))) if asked.wanted is Wanted.REVIEW else (),
        limits=report.assumptions,
        data=report,
    )


def _whole_review(parts: Iterable[ToldPart]) -> tuple[ToldTable, ...]:
    """Return every point of a review as a table: what it is about, and what is said of it."""
    rows = tuple(
        (Statement(text=part.heading), said)
        for part in parts
        for point in part.points
        for said in point
    )
    headers = (Statement(text="About"), Statement(text="What is known"))
    return (ToldTable(heading="The review", headers=headers, rows=rows),)


def _away(context: Context) -> ToldPart:
    """Return who is away when a milestone needs them."""
    risks = context.assessment.risks
    found = (each.headline for each in risks if each.kind is RiskKind.ABSENCE_AT_MILESTONE)
    return ToldPart.of("Away", found)


def _room(context: Context, asked: CapacityArguments) -> Told:
    """Return who has days without an assignment in a period, by team and skills."""
    named = None if asked.subject is None else _subject(context, asked.subject)
    found = find_startable(
        context.assessment,
        team=named.key if named is not None and named.kind is NameKind.TEAM else None,
        skill=named.key if named is not None and named.kind is NameKind.SKILL else None,
        start=asked.start,
        end=asked.end,
    )
    facts = Facts(context.assessment.seen)
    headers = ("Team", "Skills", "People", "Free", "There", "Asked", "Left")
    return Told(
        title="where there is room",
        lead=found.headline,
        tables=(
            ToldTable(
                heading="Time in that period",
                headers=tuple(Statement(text=header) for header in headers),
                rows=tuple(_row(room, facts) for room in found.rooms),
            ),
        )
        if found.rooms
        else (),
        limits=found.assumptions[::-1],
        data=found,
    )


def _row(room: SkillRoom, facts: Facts) -> tuple[Statement, ...]:
    skills = [facts.of(f"skills:{each}", "name", each, Unit.NAME) for each in room.skills]
    team = Statement(text="–")
    if room.team is not None:
        team = say("{team}", team=facts.name(Team, room.team))
    figures = (room.people, room.free, room.available, room.asked, room.left)
    return (
        team,
        say("{skills}", skills=skills) if skills else Statement(text="–"),
        *(say("{figure}", figure=figure) for figure in figures),
    )


def _period(asked: CapacityArguments) -> Period | None:
    if asked.start is None and asked.end is None:
        return None
    start, end = asked.start or asked.end, asked.end or asked.start
    if start is None or end is None or end < start:
        raise BadInput("The last day is before the first.")
    return Period(start=start, end=end)


def _subject(context: Context, name: str) -> Named:
    return resolve(context.assessment.seen, name, (NameKind.TEAM, NameKind.SKILL))


def _is_asked(stretch: Stretch, period: Period | None, key: str | None) -> bool:
    load = stretch.load
    within = period is None or (
        load.period.start <= period.end and period.start <= load.period.end
    )
    return within and (key is None or key in (load.key, load.team))


def _lead(facts: Facts, over: list[Stretch], report: CapacityReport) -> Statement:
    if over:
        return over[0].headline
    if all(load.asked is None for load in report.loads):
        return Statement(text="Nobody's load is known: no assignment has been imported.")
    weeks = facts.of("capacity", "weeks", len(report.weeks), Unit.COUNT)
    return say(
        "In the {weeks} weeks looked at, nobody is asked for more than there is.", weeks=weeks
    )


def _others(review: CapacityReview, over: list[Stretch]) -> Iterator[Statement]:
    """Yield the other overloads asked about; a skill or team whose people are told is none."""
    wanted = {stretch.load.period for stretch in over}
    found = [told.headline for told in review.overloads if told.period in wanted]
    yield from (said for said in found if said != over[0].headline)


def _ways_out(review: CapacityReview, over: Iterable[Stretch]) -> Iterator[Statement]:
    """Yield the ways out of the gravest overload asked about, and what there is not."""
    wanted = {stretch.load.period for stretch in over if stretch.load.kind is not LoadKind.TEAM}
    for told in review.overloads:
        if told.period in wanted:
            yield from (option.statement for option in told.options)
            yield from told.limits
            return


def _scarce(review: CapacityReview) -> Iterator[Statement]:
    if review.bottleneck is not None:
        yield review.bottleneck
    yield from (each.statement for each in review.specialists)


TOOL = Tool(
    name="capacity",
    about="Who or what is overloaded in the coming weeks with ways out, which team or skill has "
    "room in a period, or a whole capacity review.",
    arguments=CapacityArguments,
    find_out=find_out,
)
