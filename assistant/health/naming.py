"""What a thing is called in a sentence: its name, and whose it is where the name does not say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.portfolio.control import BudgetLine, Decision, RaidEntry
from assistant.portfolio.facts import Facts
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Person, Team
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Request, WorkItem
from assistant.values import Fact, Statement, Unit, say

ALL = "portfolio"
"""The subject of facts about everything together."""

SHOWN = 3
"""How many things a sentence lists before it counts the rest."""


def called(facts: Facts, noun: type[Noun], key: str) -> Statement:
    """Return a phrase for a row: “Firewall cut-over (LAN-4)”, “Go-live of Atlas”, “Beacon”.

    What hangs on a work item is called by it; what is a question or a sentence is quoted.
    """
    if noun is WorkItem:
        return _item(facts, key)
    thing = facts.snapshot.get(noun, key)
    item = getattr(thing, "item", None)
    if item is not None:
        return _item(facts, item)
    name = facts.name(noun, key)
    if noun in _QUOTED:
        return say("“{name}”", name=name)
    if isinstance(thing, BudgetLine):
        return _line(facts, name, thing)
    return _of_project(facts, name, thing)


_QUOTED: frozenset[type[Noun]] = frozenset({Decision, RaidEntry, Request})


def _item(facts: Facts, key: str) -> Statement:
    name, item = facts.name(WorkItem, key), facts.key(WorkItem, key)
    if name.value == key:
        return say("{item}", item=item)
    return say("{name} ({item})", name=name, item=item)


def _line(facts: Facts, name: Fact, line: BudgetLine) -> Statement:
    """Say of a budget line whose it is: “Atlas”, or “Atlas (licences)” where its name adds to it."""
    whose = facts.name(Project, line.project)
    if line.name is None or _says(name, whose):
        return say("{project}", project=whose)
    return say("{project} ({name})", project=whose, name=name)


def _of_project(facts: Facts, name: Fact, thing: Noun | None) -> Statement:
    project = getattr(thing, "project", None)
    if project is None:
        return say("{name}", name=name)
    whose = facts.name(Project, project)
    if getattr(thing, "name", None) is None:
        return say("{project}", project=whose)
    if _says(name, whose):
        return say("{name}", name=name)
    return say("{name} of {project}", name=name, project=whose)


def owning_project(snapshot: Snapshot, noun: type[Noun], key: str) -> str | None:
    """Return the key of the project a row belongs to, directly or through its work item."""
    if noun is Project:
        return key
    thing = snapshot.get(noun, key)
    direct = getattr(thing, "project", None)
    item = getattr(thing, "item", None) or getattr(thing, "successor", None)
    if direct is not None or item is None:
        return direct
    return owning_project(snapshot, WorkItem, item)


def project_name(facts: Facts, key: str | None) -> Fact:
    """Return a project's name, or “no project” for what belongs to none."""
    if key is None:
        return facts.of("projects:none", "name", "no project", Unit.NAME)
    return facts.name(Project, key)


def team_name(facts: Facts, key: str | None) -> Fact:
    """Return a team's name, or “no team” for whoever belongs to none."""
    if key is None:
        return facts.of("teams:none", "name", "no team", Unit.NAME)
    return facts.name(Team, key)


def person(facts: Facts, key: str) -> Fact:
    """Return a person's name; a key that nobody here has stands for itself."""
    return facts.name(Person, key)


def listed(
    facts: Facts,
    noun: type[Noun],
    keys: Sequence[str],
    *,
    what: str,
    of: str = ALL,
    shown: int = SHOWN,
) -> list[Statement]:
    """Return phrases for the first few keys and, where there are more, how many more.

    `of` and `what` name the subject and the measure of that count.
    """
    first = [called(facts, noun, key) for key in keys[:shown]]
    return first + rest(facts, noun, keys[shown:], of=of, what=what)


def rest(
    facts: Facts, noun: type[Noun], keys: Sequence[str], *, what: str, of: str = ALL
) -> list[Statement]:
    """Return “17 more” for the things a sentence does not list, or nothing where there are none."""
    if not keys:
        return []
    return [say("{more} more", more=count_of(facts, noun, keys, of=of, what=f"more_{what}"))]


def count_of(
    facts: Facts, noun: type[Noun], keys: Iterable[str], *, what: str, of: str = ALL
) -> Fact:
    """Return how many rows there are, with all of them as its sources."""
    rows = [(noun, key) for key in keys]
    return facts.of(of, what, len(rows), Unit.COUNT, cells=rows)


def _says(name: Fact, whose: Fact) -> bool:
    """Whether a thing's name already says whose it is: “Harbor cutover” of Harbor."""
    words = rf"(?<!\w){re.escape(str(whose.value))}(?!\w)"
    return re.search(words, str(name.value), re.IGNORECASE) is not None
