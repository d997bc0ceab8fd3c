"""People are away at short notice: what breaks, and at most three ways out. Nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pydantic import Field

from assistant.errors import BadInput
from assistant.planning.scenarios.comparing import Comparer
from assistant.planning.scenarios.crisis import CrisisDesk
from assistant.planning.scenarios.naming import Names
from assistant.planning.scenarios.planned import Planner
from assistant.planning.scenarios.staff_changes import Away
from assistant.planning.scenarios.way_out import Crisis
from assistant.planning.scenarios.world import World
from assistant.portfolio.facts import Facts
from assistant.usecases.assessment import Assessment
from assistant.values import Fact, Period, Statement, Unit, Value

WEEKS_TRIED = (1, 2)
"""How long is tried where nobody says until when."""


class AbsenceTried(Value):
    """An absence until a day, and what it does."""

    until: Fact
    crisis: Crisis


class WaysOut(Value):
    """What an absence does; where nobody says until when, for one week and for two."""

    as_of: date
    question: Statement | None = Field(description="what is asked back")
    tried: tuple[AbsenceTried, ...]


def find_way_out(
    assessment: Assessment,
    people: Sequence[str],
    start: date | None = None,
    until: date | None = None,
    weeks: int | None = None,
) -> WaysOut:
    """Return what breaks while people are away, and what could be done about it.

    Raises BadInput and NotFound for people, and BadInput for days that are none.
    """
    view = assessment.view
    names = Names(view.seen)
    keys = tuple(dict.fromkeys(names.person(each) for each in people))
    first = max(start or view.seen.as_of, view.seen.as_of)
    days = _last_days(first, until, weeks)
    desk = crisis_desk(assessment)
    facts = Facts(view.seen)
    tried = [
        AbsenceTried(
            until=facts.of("what-if", f"away until {last}", last, Unit.DATE),
            crisis=desk.answer(
                [Away(person=key, period=Period(start=first, end=last)) for key in keys]
            ),
        )
        for last in days
    ]
    asked = Statement(text="Until when? It matters:") if len(days) > 1 else None
    return WaysOut(as_of=view.seen.as_of, question=asked, tried=tuple(tried))


def _last_days(first: date, until: date | None, weeks: int | None) -> list[date]:
    """Return the last day away; where nobody says, the last days that are tried."""
    if until is not None and weeks is not None:
        raise BadInput("Say either until when they are away, or for how many weeks.")
    if until is None:
        tried = WEEKS_TRIED if weeks is None else (weeks,)
        return [first + timedelta(weeks=each, days=-1) for each in tried]
    if until < first:
        raise BadInput(f"The absence ends ({until}) before it starts ({first}).")
    return [until]


def crisis_desk(assessment: Assessment) -> CrisisDesk:
    """Return what looks for ways out against the plan of record, for the asker."""
    view = assessment.view
    world = World(view.full, assessment.app.policy)
    planner = Planner(world, assessment.whole_ranking)
    comparer = Comparer(planner.keep(world), view.seen)
    return CrisisDesk(world, planner, comparer, assessment.progress.step)
