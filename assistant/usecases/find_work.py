"""The open work that a name stands for: of an item, a project or a milestone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from assistant.errors import BadInput, NotFound
from assistant.planning.inputs.open_items import open_items
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Statement, say

N = TypeVar("N", WorkItem, Project, Milestone)

_NEAR = 60
"""Likeness in percent from which a key is offered."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class FoundWork:
    """What a name stands for, in words, and the keys of its open items, sorted.

    `item` is set when it is a single item, `project` or `milestone` when it is one of these.
    """

    called: Statement
    keys: tuple[str, ...]
    item: str | None = None
    project: str | None = None
    milestone: str | None = None


def find_work(seen: Snapshot, name: str) -> FoundWork:
    """Return the open work of an item, a project or a milestone that the asker may see.

    By key, else by the only name or other name like it. Raises NotFound where there is none,
    BadInput where several are called so or nothing of it is open.
    """
    found = open_items(seen)
    known = {item.key for item in found.items}
    facts = Facts(seen)
    item = _called(name, seen.all(WorkItem), "work item")
    if item is not None:
        keys = found.epics.get(item.key, (item.key,))
        called = say("{item}", item=facts.key(WorkItem, item.key))
        return _open(FoundWork(called, _known(keys, known), item=item.key), name)
    project = _called(name, seen.all(Project), "project")
    if project is not None:
        keys = tuple(each.key for each in found.items if each.project == project.key)
        called = say("{name}", name=facts.name(Project, project.key))
        return _open(FoundWork(called, keys, project=project.key), name)
    milestone = _called(name, seen.all(Milestone), "milestone")
    if milestone is not None:
        needed = found.epics.get(milestone.needs_item or "", (milestone.needs_item or "",))
        keys = (*needed, *(e.key for e in found.items if e.release == milestone.key))
        called = say("{name}", name=facts.name(Milestone, milestone.key))
        return _open(FoundWork(called, _known(keys, known), milestone=milestone.key), name)
    raise NotFound("item, project or milestone", name, near=_near(seen, name))


def _known(keys: Iterable[str], known: set[str]) -> tuple[str, ...]:
    return tuple(sorted({key for key in keys if key in known}))


def _open(found: FoundWork, name: str) -> FoundWork:
    if not found.keys:
        raise BadInput(
            f"Nothing of {name} is open.", remedy="Ask about work that is still to be done."
        )
    return found


def _called(name: str, things: Iterable[N], what: str) -> N | None:
    """Return the thing of that key, or the only one of that name or alias."""
    wanted = name.strip().casefold()
    among = list(things)
    by_key = [thing for thing in among if thing.key.casefold() == wanted]
    by_name = [thing for thing in among if wanted in _names(thing)]
    if len(by_name) > 1 and not by_key:
        keys = ", ".join(thing.key for thing in by_name[:_SHOWN])
        raise BadInput(f"More than one {what} is called {name}.", remedy=f"Say which: {keys}.")
    found = by_key or by_name
    return found[0] if found else None


def _names(thing: WorkItem | Project | Milestone) -> set[str]:
    others = thing.aliases if isinstance(thing, Project) else ()
    return {name.casefold() for name in (thing.name, *others)}


def _near(seen: Snapshot, name: str) -> tuple[str, ...]:
    from rapidfuzz import process

    among = [key for noun in (WorkItem, Project, Milestone) for key in seen.frame(noun)["key"]]
    found = process.extract(name.upper(), among, limit=3, score_cutoff=_NEAR)
    return tuple(key for key, _, _ in found)
