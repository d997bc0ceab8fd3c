"""What everything in a portfolio is called, ready to be looked up by key, name or single words.

Built once for each content of a portfolio and each circle of people who may see it: two snapshots
with the same revision and scope hold the same rows, and so the same names.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from assistant.portfolio.control import Decision, RaidEntry
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Theme
from assistant.portfolio.people import Contractor, Person, Team
from assistant.portfolio.project import Milestone, Program, Project, Vendor
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Request, WorkItem
from assistant.usecases.name_words import words
from assistant.values import Scope

_KEPT = 8
"""Indexes that are kept: several circles of viewers of the same portfolio."""


class NameKind(StrEnum):
    """What a name can stand for."""

    PROJECT = "project"
    ITEM = "item"
    PERSON = "person"
    TEAM = "team"
    MILESTONE = "milestone"
    PROGRAM = "program"
    VENDOR = "vendor"
    SKILL = "skill"
    CONTRACTOR = "contractor"
    THEME = "theme"
    REQUEST = "request"
    DECISION = "decision"
    RISK = "risk"


NOUN_OF: dict[NameKind, type[Noun]] = {
    NameKind.PROJECT: Project,
    NameKind.ITEM: WorkItem,
    NameKind.PERSON: Person,
    NameKind.TEAM: Team,
    NameKind.MILESTONE: Milestone,
    NameKind.PROGRAM: Program,
    NameKind.VENDOR: Vendor,
    NameKind.CONTRACTOR: Contractor,
    NameKind.THEME: Theme,
    NameKind.REQUEST: Request,
    NameKind.DECISION: Decision,
    NameKind.RISK: RaidEntry,
}
"""The noun of each kind; a skill has none, it is a word of its holders."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the portfolio: what kind it is, its key and what people call it."""

    kind: NameKind
    key: str
    name: str

    @property
    def subject(self) -> str:
        """The subject of facts about it, such as projects:ATLAS."""
        noun = NOUN_OF.get(self.kind)
        return f"{'skills' if noun is None else noun.table}:{self.key}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with its names, each as words, and the words of what else is said about it."""

    named: Named
    names: tuple[tuple[str, ...], ...]
    own: frozenset[str]
    said: frozenset[str] = frozenset()


class NameIndex:
    """Looks up what is called so; every answer is in the order of kinds and keys."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._keys: dict[str, list[Named]] = {}
        self._names: dict[tuple[str, ...], list[Named]] = {}
        self._written: dict[str, list[Named]] = {}
        self._words: dict[str, list[int]] = {}
        self.longest = 1
        for place, entry in enumerate(self.entries):
            self._add(place, entry)

    def _add(self, place: int, entry: Entry) -> None:
        self._keys.setdefault(entry.named.key.casefold(), []).append(entry.named)
        for name in entry.names:
            self._names.setdefault(name, []).append(entry.named)
            self._written.setdefault("".join(name), []).append(entry.named)
            self.longest = max(self.longest, len(name))
        for word in entry.own | entry.said:
            self._words.setdefault(word, []).append(place)

    def of_key(self, key: str) -> list[Named]:
        """Return what has that key, whatever its case."""
        return self._keys.get(key.casefold(), [])

    def of_name(self, name: tuple[str, ...]) -> list[Named]:
        """Return what is called exactly so; “front end” is also “frontend”."""
        return self._names.get(name) or self._written.get("".join(name), [])

    def with_words(self, wanted: Collection[str]) -> Iterator[Entry]:
        """Yield the entries that have every one of some words."""
        places = sorted((self._words.get(word, []) for word in wanted), key=len)
        if not places:
            return
        for place in places[0]:
            entry = self.entries[place]
            if all(word in entry.own or word in entry.said for word in wanted):
                yield entry

    def knows(self, word: str) -> bool:
        """Say whether anything is called or described with a word."""
        return word in self._words

    @cached_property
    def spelling(self) -> dict[NameKind, tuple[str, ...]]:
        """The distinct words of the names of each kind, sorted: what a misspelt word may mean."""
        found: dict[NameKind, set[str]] = {}
        for entry in self.entries:
            found.setdefault(entry.named.kind, set()).update(entry.own)
        return {kind: tuple(sorted(each)) for kind, each in found.items()}


_indexes: OrderedDict[tuple[str, Scope], NameIndex] = OrderedDict()


def name_index(seen: Snapshot) -> NameIndex:
    """Return the names of what a snapshot shows; kept for the next question."""
    at = (seen.revision, seen.scope)
    found = _indexes.get(at)
    if found is None:
        found = NameIndex(_entries(seen))
        _indexes[at] = found
        while len(_indexes) > _KEPT:
            _indexes.popitem(last=False)
    return found


def _entries(seen: Snapshot) -> Iterator[Entry]:
    for project in seen.all(Project):
        said = (project.description or "", *project.systems)
        yield _entry(NameKind.PROJECT, project, project.aliases, said)
    for key, name in _rows(seen, WorkItem):
        whole = words(name)
        yield Entry(Named(NameKind.ITEM, key, name), (whole,), frozenset(whole))
    for person in seen.all(Person):
        parts = person.name.split() or [person.key]
        also = (parts[0], parts[-1], person.email or "")
        yield _entry(NameKind.PERSON, person, also, (person.role or "",))
    for milestone in seen.all(Milestone):
        yield _entry(NameKind.MILESTONE, milestone, (), _about(seen, milestone))
    yield from _skills(seen)
    for kind in _PLAIN:
        for key, name in _rows(seen, NOUN_OF[kind]):
            whole = words(name)
            yield Entry(Named(kind, key, name), (whole,), frozenset(whole))


_PLAIN = (
    NameKind.TEAM, NameKind.PROGRAM, NameKind.VENDOR, NameKind.CONTRACTOR, NameKind.THEME,
    NameKind.REQUEST, NameKind.DECISION, NameKind.RISK,
)  # fmt: skip


def _rows(seen: Snapshot, noun: type[Noun]) -> list[tuple[str, str]]:
    """Return key and name of every row, without making an object of each."""
    return seen.frame(noun).select("key", "name").rows()


def _entry(
    kind: NameKind,
    thing: Project | Person | Milestone,
    also: Iterable[str] = (),
    said: Iterable[str] = (),
) -> Entry:
    names = tuple(dict.fromkeys(filter(None, map(words, (thing.name, thing.key, *also)))))
    own = frozenset(word for name in names for word in name)
    more = frozenset(word for text in said for word in words(text))
    return Entry(Named(kind, thing.key, thing.name), names, own, more)


def _about(seen: Snapshot, milestone: Milestone) -> Iterator[str]:
    """Yield what a milestone may also be known by: its project, who was promised it, the law."""
    project = seen.get(Project, milestone.project)
    if project is not None:
        yield from (project.name, *project.aliases)
    if milestone.committed_to:
        yield milestone.committed_to
    if milestone.mandatory:
        yield "regulator regulatory regulated legal law mandatory compliance"


def _skills(seen: Snapshot) -> Iterator[Entry]:
    """Yield each skill, known also by the roles of those whose first skill it is."""
    roles: dict[str, set[str]] = {}
    for person in seen.all(Person):
        for place, skill in enumerate(person.skills):
            found = roles.setdefault(skill.casefold(), set())
            if place == 0 and person.role:
                found.add(person.role)
    for contractor in seen.all(Contractor):
        for skill in contractor.skills:
            roles.setdefault(skill.casefold(), set())
    shared = _in_several(roles.values())
    for skill in sorted(roles):
        own = sorted(role for role in roles[skill] if role not in shared)
        names = tuple(dict.fromkeys(filter(None, map(words, (skill, *own)))))
        yield Entry(Named(NameKind.SKILL, skill, skill), names, frozenset().union(*names))


def _in_several(groups: Iterable[set[str]]) -> set[str]:
    once: set[str] = set()
    twice: set[str] = set()
    for group in groups:
        twice |= once & group
        once |= group
    return twice
