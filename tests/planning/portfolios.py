"""Random portfolios of many shapes, each made from one seed.

A shape is drawn first (people or none, teams, absences, links of every kind, circles, pins, dates
that must hold, items without size or worth, an agreed order …), then what is in it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Freeze, Holiday
from assistant.portfolio.people import Availability, Person, Reserve, ReserveKind, Team
from assistant.portfolio.project import Gate, Milestone, Project, Stage
from assistant.portfolio.work import (
    AgreedRank,
    Dependency,
    DependencyKind,
    Pin,
    StatusCategory,
    WorkItem,
)
from assistant.values import Effort
from tests.planning.backlogs import MONDAY, five_factors, item, person, skilled, worth

SKILLS = "abcd"
KINDS = (
    *[DependencyKind.FINISH_START] * 6,
    DependencyKind.START_START,
    DependencyKind.FINISH_FINISH,
    DependencyKind.START_FINISH,
    DependencyKind.RELATES,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a portfolio is like; chances are shares of its items."""

    items: int
    people: int
    teams: int
    links: float
    started: float
    mandatory: float
    unsized: float
    unvalued: float
    pins: int
    has_circles: bool
    has_absences: bool
    has_reserves: bool
    has_agreement: bool
    is_split: bool
    has_gate: bool
    has_freeze: bool

    @classmethod
    def drawn(cls, dice: random.Random, most: int) -> Shape:
        """Draw a shape with so many items at most; every fourth or so has nobody in it."""
        return cls(
            items=dice.randint(1, most),
            people=dice.choice([0, 1, 1, 2, 3, 4, 6]),
            teams=dice.randint(1, 3),
            links=dice.choice([0.0, 0.5, 1.0, 1.5]),
            started=dice.choice([0.0, 0.1, 0.3]),
            mandatory=dice.choice([0.0, 0.0, 0.15]),
            unsized=dice.choice([0.0, 0.1, 0.5]),
            unvalued=dice.choice([0.0, 0.1, 0.5]),
            pins=dice.choice([0, 0, 1, 2]),
            has_circles=dice.random() < 0.25,
            has_absences=dice.random() < 0.5,
            has_reserves=dice.random() < 0.4,
            has_agreement=dice.random() < 0.3,
            is_split=dice.random() < 0.5,
            has_gate=dice.random() < 0.25,
            has_freeze=dice.random() < 0.25,
        )


def random_portfolio(seed: int, most: int = 14) -> list[Noun]:
    """Return the things of the portfolio of a seed, with `most` items at most."""
    dice = random.Random(seed)
    shape = Shape.drawn(dice, most)
    items = [_item(n, shape, dice) for n in range(shape.items)]
    return [
        *_projects(shape, dice),
        *_teams(shape, dice),
        *_people(shape, dice),
        *items,
        *(each for one in items for each in _worth(one, shape, dice)),
        *_links(shape, dice),
        *_pins(shape, dice),
        *_agreed(shape, dice),
    ]


def _projects(shape: Shape, dice: random.Random) -> list[Noun]:
    """Return three projects; one may wait for its gate, and its releases for the end of a freeze."""
    first = Stage.IDEA if shape.has_gate else Stage.BUILD
    made: list[Noun] = [Project(key="P0", name="Project 0", stage=first)]
    made += [Project(key=f"P{n}", name=f"Project {n}", stage=Stage.BUILD) for n in (1, 2)]
    if shape.has_gate:
        opens = MONDAY + timedelta(days=dice.randint(2, 20))
        made.append(Gate(key="gate", project="P0", stage=Stage.BUILD, decided_on=opens))
    if shape.has_freeze:
        start = _day(dice, 4)
        end = start + timedelta(days=dice.randint(1, 25))
        made.append(Freeze(key="freeze", name="Freeze", start=start, end=end))
        made += [
            Milestone(
                key=f"M{n}", project="P1", name="Live", is_release=True, needs_item=f"I{n:02}"
            )
            for n in dice.sample(range(shape.items), min(2, shape.items))
        ]
    return made


def _day(dice: random.Random, weeks: int) -> date:
    return MONDAY + timedelta(days=dice.randrange(7 * weeks))


def _item(n: int, shape: Shape, dice: random.Random) -> WorkItem:
    skills = dice.sample(SKILLS, dice.choice([1, 1, 2]) if shape.is_split else 1)
    sized = dice.random() >= shape.unsized
    started = dice.random() < shape.started
    mandatory = dice.random() < shape.mandatory
    left = (
        Effort.of_days(str(dice.randint(1, 12) / 2)) if started and dice.random() < 0.5 else None
    )
    due = _day(dice, 20) if mandatory or dice.random() < 0.1 else None
    return item(
        f"I{n:02}",
        estimate=tuple(skilled(dice.randint(1, 20) / 2, s) for s in skills) if sized else (),
        remaining=left,
        category=StatusCategory.DOING if started else StatusCategory.TODO,
        project=dice.choice([None, "P0", "P1", "P2"]),
        team=dice.choice([None, *(f"T{t}" for t in range(shape.teams))]),
        mandatory=mandatory,
        due=due,
        tracker_order=dice.choice([None, n]),
    )


def _worth(one: WorkItem, shape: Shape, dice: random.Random) -> list[Noun]:
    if dice.random() < shape.unvalued:
        return []
    if dice.random() < 0.3:
        return list(five_factors(one.key, *(dice.randint(1, 5) for _ in range(4))))
    return [worth(one.key, 500 * dice.randint(0, 40))]


def _teams(shape: Shape, dice: random.Random) -> list[Noun]:
    share = dice.choice([None, Decimal(80), Decimal(60)])
    limit = dice.choice([None, None, 2])
    return [
        Team(key=f"T{n}", name=f"Team {n}", change_work_percent=share, wip_limit=limit)
        for n in range(shape.teams)
    ]


def _people(shape: Shape, dice: random.Random) -> list[Noun]:
    made: list[Noun] = []
    for n in range(shape.people):
        one = _person(f"p{n}", shape, dice)
        made.append(one)
        if shape.has_absences and dice.random() < 0.6:
            made.append(_absence(one.key, dice))
        if shape.has_reserves and dice.random() < 0.5:
            made.append(_reserve(one.key, dice))
    if shape.has_absences:
        made.append(Holiday(key="h", calendar="default", day=MONDAY + timedelta(days=2)))
    return made


def _person(key: str, shape: Shape, dice: random.Random) -> Person:
    start = MONDAY + timedelta(days=10) if shape.has_absences and dice.random() < 0.2 else None
    return person(
        key,
        *dice.sample(SKILLS, dice.choice([1, 2, 2, 3])),
        team=f"T{dice.randrange(shape.teams)}",
        part_time_percent=dice.choice([Decimal(100), Decimal(100), Decimal(60)]),
        change_work_percent=dice.choice([None, None, Decimal(50)]),
        start=start,
    )


def _absence(key: str, dice: random.Random) -> Noun:
    first = _day(dice, 6)
    return Availability(
        key=f"{key}-away",
        person=key,
        start=first,
        end=first + timedelta(days=dice.randint(0, 20)),
        available_percent=dice.choice([Decimal(0), Decimal(0), Decimal(50)]),
    )


def _reserve(key: str, dice: random.Random) -> Noun:
    kind = dice.choice([ReserveKind.TRAINING, ReserveKind.ON_CALL, ReserveKind.UNPLANNED])
    first = _day(dice, 3)
    return Reserve(
        key=f"{key}-{kind.value}",
        kind=kind,
        person=key,
        start=first,
        end=first + timedelta(days=dice.randint(3, 25)),
        percent=Decimal(dice.choice([10, 30])),
    )


def _links(shape: Shape, dice: random.Random) -> list[Noun]:
    """Return links; without circles they all lead from lower to higher numbers."""
    made: dict[tuple[int, int], Noun] = {}
    for _ in range(round(shape.links * shape.items)):
        one, other = dice.randrange(shape.items), dice.randrange(shape.items)
        if one == other or (one > other and not shape.has_circles):
            continue
        made[one, other] = Dependency(
            key=f"{one}>{other}",
            predecessor=f"I{one:02}",
            successor=f"I{other:02}",
            kind=dice.choice(KINDS),
            lag_days=dice.choice([0, 0, 0, 3, -2]),
            soft=dice.random() < 0.2,
        )
    return list(made.values())


def _pins(shape: Shape, dice: random.Random) -> list[Noun]:
    chosen = dice.sample(range(shape.items), min(shape.pins, shape.items))
    return [
        Pin(
            key=f"pin{n}",
            item=f"I{n:02}",
            place=dice.choice([None, 1, 2, 3, 5]),
            not_after=dice.choice([None, None, _day(dice, 12)]),
            pinned_by=None,
            until=dice.choice([None, MONDAY - timedelta(days=1), MONDAY + timedelta(days=30)]),
        )
        for n in chosen
    ]


def _agreed(shape: Shape, dice: random.Random) -> list[Noun]:
    if not shape.has_agreement:
        return []
    chosen = dice.sample(range(shape.items), dice.randint(1, shape.items))
    on = MONDAY - timedelta(days=14)
    return [
        AgreedRank(key=f"I{n:02}", item=f"I{n:02}", place=place, agreed_on=on)
        for place, n in enumerate(chosen, start=1)
    ]
