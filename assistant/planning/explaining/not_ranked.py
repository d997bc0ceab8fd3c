"""Why an item has no place in the order."""

from __future__ import annotations

from assistant.planning.inputs.open_items import open_items
from assistant.planning.item_names import ItemNames
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Statement, Unit, say

_OVER = frozenset({StatusCategory.DONE, StatusCategory.DROPPED})


def why_not_ranked(snapshot: Snapshot, key: str) -> Statement:
    """Say why an item that the snapshot has is not ranked."""
    facts = Facts(snapshot)
    names = ItemNames(facts)
    item, row = names.one(key), snapshot.get(WorkItem, key)
    epic = open_items(snapshot).epics.get(key)
    project = snapshot.get(Project, row.project) if row else None
    if row is not None and row.category in _OVER:
        status = facts.cell(WorkItem, key, "category", Unit.STATUS)
        return say("{item} is not ranked: it is {status}.", item=item, status=status)
    if epic:
        parts = names.some(epic, f"more in {key}")
        return say("{item} is not ranked: it is the sum of {names}.", item=item, names=parts)
    if project is not None and project.stage is not None:
        return say(
            "{item} is not ranked: {project} is {stage}.",
            item=item,
            project=facts.name(Project, project.key),
            stage=facts.cell(Project, project.key, "stage", Unit.STATUS),
        )
    return say("{item} is not part of this ranking.", item=item)
