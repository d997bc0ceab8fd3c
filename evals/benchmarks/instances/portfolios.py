"""Generated portfolios: teams with several skills, part-time people and absences, linked items."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from assistant.portfolio.noun import Noun, SkillEffort
from assistant.portfolio.organisation import Holiday
from assistant.portfolio.people import Availability, Person
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, Factor, StatusCategory, ValueInput, WorkItem
from assistant.values import Effort

AS_OF = date(2026, 11, 16)
_SKILLS = ("backend", "data", "frontend", "security", "test")
_TEAM = 8
_ITEMS_A_PERSON = 16
_PROJECT = 15
"""Items of a project; links stay inside one but for one in ten."""


def generated_portfolio(items: int, seed: int) -> Snapshot:
    """Return so many items with estimates, worth and links, and a person for every 16 of them."""
    dice = random.Random(seed)  # noqa: S311 - seeded to be repeatable, not to be secret
    people = max(items // _ITEMS_A_PERSON, 1)
    things = [*_people(people, dice), *_items(items, max(people // _TEAM, 1), dice)]
    things += [Holiday(key=f"H-{day}", day=AS_OF + timedelta(days=day)) for day in (39, 46)]
    return Snapshot.of(AS_OF, things)


def _people(count: int, dice: random.Random) -> Iterator[Noun]:
    for n in range(count):
        key = f"P-{n:04}"
        yield Person(
            key=key,
            name=f"Person {n}",
            team=f"T-{n // _TEAM:03}",
            skills=tuple(dice.sample(_SKILLS, 2)),
            part_time_percent=Decimal(dice.choice((100, 100, 100, 80, 60))),
        )
        if dice.random() < 1 / 4:
            start = AS_OF + timedelta(days=7 * dice.randrange(12))
            end = start + timedelta(days=4)
            yield Availability(key=f"A-{n:04}", person=key, start=start, end=end)


def _items(count: int, teams: int, dice: random.Random) -> Iterator[Noun]:
    for n in range(count):
        key = _key(n)
        is_started = dice.random() < 1 / 20
        yield WorkItem(
            key=key,
            name=f"Item {n}",
            team=f"T-{dice.randrange(teams):03}",
            category=StatusCategory.DOING if is_started else StatusCategory.TODO,
            estimate=tuple(
                SkillEffort(skill=skill, effort=Effort.of_days(dice.choice((1, 2, 3, 5, 8))))
                for skill in dice.sample(_SKILLS, dice.randint(1, 2))
            ),
        )
        yield ValueInput(
            key=f"{key}/worth",
            item=key,
            factor=Factor.COST_OF_DELAY,
            value=Decimal(dice.randint(1, 200) * 100),
            currency="EUR",
        )
        for before in () if is_started else _before(n, dice):
            yield Dependency(key=f"{_key(before)}/{key}", predecessor=_key(before), successor=key)


def _before(number: int, dice: random.Random) -> list[int]:
    """Return what an item waits for: up to two, mostly of its own project."""
    first = 0 if dice.random() < 1 / 10 else number - number % _PROJECT
    count = min(dice.choice((0, 0, 1, 2)), number - first)
    return dice.sample(range(first, number), count)


def _key(number: int) -> str:
    return f"I-{number:05}"
