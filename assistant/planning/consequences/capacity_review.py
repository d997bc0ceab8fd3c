"""Beside load and capacity: ways out of each overload, scarce skills, BAU, and people needed."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.planning.consequences.options import OptionKind
from assistant.values import Fact, Period, Statement, Value


class WayOut(Value):
    """One way out of an overload, planned anew."""

    kind: OptionKind
    statement: Statement
    dates: tuple[Fact, ...] = Field(description="when what was asked is then finished")
    waiting: Fact | None = Field(
        description="what waiting costs: what was asked and is later than asked, and what else moves"
    )
    price: Fact | None = Field(description="what it costs in money, where it does")
    breaks: tuple[str, ...] = Field(description="milestones whose promised day it breaks")


class OverloadReview(Value):
    """An overload with its ways out, the cheapest in waiting first."""

    who: Statement
    period: Period
    gap: Fact
    headline: Statement
    options: tuple[WayOut, ...]
    limits: tuple[Statement, ...] = Field(
        description="what there is not: nobody else, nobody to hire"
    )


class SpecialistReview(Value):
    """What stops if the only person with a skill is away."""

    skill: str
    weeks: Fact
    waiting: tuple[str, ...] = Field(description="keys of open items that need the skill")
    moved: tuple[str, ...] = Field(description="keys of items that are finished later")
    breaks: tuple[str, ...] = Field(description="milestones whose promised day breaks")
    cost: Fact | None
    statement: Statement


class BauTrend(Value):
    """A team's measured BAU over the snapshots, oldest first, and what it leaves."""

    team: str
    days: tuple[date, ...]
    shares: tuple[Fact, ...]
    statement: Statement


class PeopleNeeded(Value):
    """People of a skill who would have to come to finish by a day: a range, by how sizes are off."""

    skill: str
    fewest: int
    stated: int
    most: int
    statement: Statement


class FinishBy(Value):
    """What it takes to finish everything by a day."""

    by: date
    headline: Statement
    needs: tuple[PeopleNeeded, ...]
    cannot: tuple[Statement, ...] = Field(description="what more people cannot mend")
    assumptions: tuple[Statement, ...]


class CapacityReview(Value):
    """What can be done about load, and what hangs on few people."""

    overloads: tuple[OverloadReview, ...]
    left_out: int = Field(description="overloads that no ways out were worked out for")
    bottleneck: Statement | None
    specialists: tuple[SpecialistReview, ...]
    bau: tuple[BauTrend, ...]
    finish_by: FinishBy | None
