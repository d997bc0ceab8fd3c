"""Which work items there is still something to do about, and which are only the sum of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.portfolio.project import Project, Stage
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem

_OPEN = frozenset({StatusCategory.TODO, StatusCategory.DOING})
_OVER = frozenset({Stage.CLOSED, Stage.STOPPED})


@dataclass(frozen=True, slots=True)
class OpenItems:
    """Items to rank, sorted by key; `epics` maps what is only the sum of others to the others."""

    items: tuple[WorkItem, ...]
    epics: Mapping[str, tuple[str, ...]]


def open_items(snapshot: Snapshot) -> OpenItems:
    """Return what is to do or in progress, in projects that are neither closed nor stopped.

    Requests that nobody has accepted are no work items. An epic whose items are listed is not
    ranked beside them.
    """
    over = {project.key for project in snapshot.all(Project) if project.stage in _OVER}
    found = [
        item
        for item in snapshot.all(WorkItem)
        if item.category in _OPEN and item.project not in over
    ]
    epics = epics_of(found)
    return OpenItems(tuple(item for item in found if item.key not in epics), epics)


def epics_of(items: Iterable[WorkItem]) -> dict[str, tuple[str, ...]]:
    """Return each item that is only the sum of others, with the items it is the sum of.

    An item with an estimate, points or work left of its own is work beside its children.
    """
    by_key = {item.key: item for item in items}
    children: dict[str, list[str]] = {}
    for item in by_key.values():
        parent = by_key.get(item.parent or "")
        if parent is not None and parent.key != item.key and not _has_size(parent):
            children.setdefault(parent.key, []).append(item.key)
    return {key: leaves for key in sorted(children) if (leaves := _leaves(key, children))}


def _has_size(item: WorkItem) -> bool:
    return bool(item.estimate) or item.points is not None or item.remaining is not None


def _leaves(key: str, children: Mapping[str, list[str]]) -> tuple[str, ...]:
    found: set[str] = set()
    seen = {key}
    to_open = [key]
    while to_open:
        for child in children[to_open.pop()]:
            if child not in children:
                found.add(child)
            elif child not in seen:
                seen.add(child)
                to_open.append(child)
    return tuple(sorted(found))
