"""People are away at short notice: what breaks, and at most three ways out. Nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pydantic import Field

from assistant.errors import BadInput
from assistant.planning.scenarios.comparing import Comparer
from assistant.planning.scenarios.crisis import Crisis, CrisisDesk
from assistant.planning.scenarios.naming import Names
from assistant.planning.scenarios.planned import Planner
from assistant.planning.scenarios.staff_changes import Away
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
    view, policy = assessment.view, assessment.app.policy
    names = Names(view.seen)
    keys = tuple(dict.fromkeys(names.person(each) for each in people))
    first = max(start or view.seen.as_of, view.seen.as_of)
    if until is None and weeks is not None:
        until = first + timedelta(weeks=weeks, days=-1)
    if until is not None and until < first:
        raise BadInput(f"The absence ends ({until}) before it starts ({first}).")
    world = World(view.full, policy)
    planner = Planner(world, assessment.whole_ranking)
    comparer = Comparer(planner.keep(world), view.seen)
    desk = CrisisDesk(world, planner, comparer, assessment.progress.step)
    asked = [first + timedelta(weeks=weeks, days=-1) for weeks in WEEKS_TRIED]
    facts = Facts(view.seen)
    tried = [
        AbsenceTried(
            until=facts.of("what-if", f"away until {last}", last, Unit.DATE),
            crisis=desk.answer(
                [Away(person=key, period=Period(start=first, end=last)) for key in keys]
            ),
        )
        for last in ([until] if until is not None else asked)
    ]
    question = None if until is not None else Statement(text="Until when? It matters:")
    return WaysOut(as_of=view.seen.as_of, question=question, tried=tuple(tried))
