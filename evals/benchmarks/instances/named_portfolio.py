"""A generated portfolio that can be talked about: projects, teams and people with names."""

from __future__ import annotations

import random
from datetime import timedelta

from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Availability, Person, Team
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, StatusCategory, ValueInput, WorkItem
from evals.benchmarks.instances.portfolios import AS_OF, generated_portfolio

_SYLLABLES = (
    "ba", "co", "di", "fu", "ga", "hel", "ju", "ka", "lo", "mi", "na", "or", "pe", "qui", "ra", "so",
    "ta", "ur", "vi", "wo", "xe", "yo", "za",
)  # fmt: skip
_DONE = 0.6


def named_portfolio(projects: int, items: int, seed: int) -> list[Noun]:
    """Return the nouns: most items are done, as in any portfolio that has run for a while."""
    dice = random.Random(seed)  # noqa: S311 - seeded to be repeatable, not to be secret
    plain = generated_portfolio(items, seed)
    names = _names(projects, dice)
    keys = [name.upper() for name in names]
    done = {item.key for item in plain.all(WorkItem) if dice.random() < _DONE}
    things: list[Noun] = [
        Project(key=key, name=name, owner=f"P-{dice.randrange(100):04}", start=AS_OF)
        for key, name in zip(keys, names, strict=True)
    ]
    things += [
        Milestone(
            key=f"{key}-LIVE",
            name=f"{key.title()} live",
            project=key,
            committed=AS_OF + timedelta(days=dice.randrange(30, 300)),
        )
        for key in keys
    ]
    things += _people(plain)
    for place, item in enumerate(plain.all(WorkItem)):
        category = StatusCategory.DONE if item.key in done else item.category
        project = keys[place * projects // items]
        things.append(item.model_copy(update={"project": project, "category": category}))
    things += _linked(plain, done)
    return things


def _people(plain: Snapshot) -> list[Noun]:
    people = plain.all(Person)
    teams = dict.fromkeys(person.team for person in people if person.team is not None)
    found: list[Noun] = [Team(key=key, name=f"Team {key[2:]}") for key in teams]
    found += [*people, *plain.all(Availability)]
    return found


def _linked(plain: Snapshot, done: set[str]) -> list[Noun]:
    links: list[Noun] = [each for each in plain.all(Dependency) if each.predecessor not in done]
    worth: list[Noun] = [each for each in plain.all(ValueInput) if each.item not in done]
    return [*links, *worth]


def _names(count: int, dice: random.Random) -> list[str]:
    """Return so many different made-up names."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(dice.choice(_SYLLABLES) for _ in range(4)).capitalize()] = None
    return list(found)
