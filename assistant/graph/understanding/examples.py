"""Questions somebody could ask, with names that they know."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.graph.understanding.intents import Intent
from assistant.graph.understanding.reading import Reading
from assistant.portfolio.people import Contractor, Person
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Request, WorkItem
from assistant.usecases.name_index import NameKind
from assistant.usecases.own_work import of_viewer

_KEYED = frozenset({NameKind.ITEM, NameKind.REQUEST, NameKind.RISK, NameKind.DECISION})
"""Kinds that are called by their key."""


def example_of(intent: Intent, seen: Snapshot, reading: Reading | None = None) -> str:
    """Return how somebody could ask for it: with names of their question, else of their own work."""
    text = intent.examples[0]
    for mention in reading.mentions if reading is not None else ():
        for thing in mention.things:
            name = thing.key if thing.kind in _KEYED else thing.name
            text = text.replace(f"{{{thing.kind}}}", name)
    for kind, some in _SOME.items():
        if f"{{{kind}}}" in text:
            text = text.replace(f"{{{kind}}}", some(seen) or f"the {kind}")
    return text


def _project(seen: Snapshot) -> str | None:
    own = of_viewer(seen).projects
    projects = sorted(seen.all(Project), key=lambda each: (each.key not in own, each.key))
    return projects[0].name if projects else None


def _milestone(seen: Snapshot) -> str | None:
    return next((each.name for each in seen.all(Milestone) if each.actual is None), None)


def _person(seen: Snapshot) -> str | None:
    return next((each.name for each in seen.all(Person) if each.skills), None)


def _item(seen: Snapshot) -> str | None:
    return next(iter(seen.frame(WorkItem)["key"]), None)


def _request(seen: Snapshot) -> str | None:
    return next(iter(seen.frame(Request)["key"]), None)


def _skill(seen: Snapshot) -> str | None:
    skills = [skill for each in seen.all(Person) for skill in each.skills]
    skills += [skill for each in seen.all(Contractor) for skill in each.skills]
    return min(skills, default=None)


_SOME: Mapping[str, Callable[[Snapshot], str | None]] = {
    "project": _project,
    "milestone": _milestone,
    "person": _person,
    "item": _item,
    "request": _request,
    "skill": _skill,
}
"""A name of each kind that an example may have."""
