"""“Do we have another one who can do that?”: told by role, with what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from assistant.planning.inputs.open_items import open_items
from assistant.planning.inputs.sizes import named
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Contractor, Person, Team
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.assessment import Assessment
from assistant.usecases.show_capacity import review_capacity
from assistant.values import Fact, Statement, Unit, Value, say

_LONE = 1


class SkillCover(Value):
    """How many can do something, what waits for it, and who could be hired."""

    skill: str
    holders: int = Field(description="people here with the skill")
    headline: Statement
    stakes: tuple[Statement, ...]
    hireable: tuple[Statement, ...]


def cover_skill(assessment: Assessment, skill: str) -> SkillCover:
    """Return the cover of a skill, by its name as skills are compared; nobody is named."""
    seen = assessment.seen
    facts = Facts(seen)
    holders = [
        person
        for person in seen.all(Person)
        if skill in map(named, person.skills) and (person.end is None or person.end >= seen.as_of)
    ]
    lone = [
        each.statement
        for each in review_capacity(assessment).specialists
        if each.skill == skill and len(holders) == _LONE
    ]
    stakes = (*lone, *_waiting(seen, facts, skill))
    return SkillCover(
        skill=skill,
        holders=len(holders),
        headline=_headline(facts, skill, holders),
        stakes=stakes,
        hireable=tuple(_hireable(seen, facts, skill)),
    )


def _name(facts: Facts, skill: str) -> Fact:
    return facts.of(f"skills:{skill}", "name", skill, Unit.NAME)


def _headline(facts: Facts, skill: str, holders: list[Person]) -> Statement:
    cells = [(Person, person.key, "skills") for person in holders]
    count = facts.of(f"skills:{skill}", "people", len(holders), Unit.COUNT, cells=cells)
    if not holders:
        return say("Nobody here can do {skill}.", skill=_name(facts, skill))
    teams = sorted({person.team for person in holders if person.team is not None})
    names = [facts.name(Team, key) for key in teams]
    if len(holders) == _LONE:
        text = "No: {count} person can do {skill}"
    else:
        text = "Yes: {count} people can do {skill}"
    if names:
        return say(text + ", in {teams}.", count=count, skill=_name(facts, skill), teams=names)
    return say(text + ".", count=count, skill=_name(facts, skill))


def _waiting(seen: Snapshot, facts: Facts, skill: str) -> Iterator[Statement]:
    """Yield how much open work asks for the skill, and in which projects."""
    asking = [
        item
        for item in open_items(seen).items
        if any(named(part.skill) == skill for part in item.estimate if part.skill)
    ]
    if not asking:
        return
    count = facts.of(f"skills:{skill}", "items_asking", len(asking), Unit.COUNT)
    projects = sorted({item.project for item in asking if item.project is not None})
    names = [facts.name(Project, key) for key in projects]
    if names:
        text = "{count} open [item asks|items ask] for it, in {projects}."
        yield say(text, count=count, projects=names)


def _hireable(seen: Snapshot, facts: Facts, skill: str) -> Iterator[Statement]:
    for each in seen.all(Contractor):
        if skill in map(named, each.skills):
            name = facts.name(Contractor, each.key)
            if each.available_from is None:
                yield say("{name}.", name=name)
                continue
            day = facts.cell(Contractor, each.key, "available_from", Unit.DATE)
            yield say("{name}, from {day}.", name=name, day=day)
