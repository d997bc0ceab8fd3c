"""Why an item stands where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import BadInput, NotFound
from assistant.planning.explaining.explain import explain
from assistant.planning.explaining.explanation import Explanation
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.usecases.assessment import Assessment

_OPEN = (StatusCategory.TODO, StatusCategory.DOING)
_SHOWN = 5


def explain_item(assessment: Assessment, name: str) -> Explanation:
    """Return the explanation of an item's place; NotFound where the asker can see no such item."""
    seen, full = assessment.seen, assessment.view.full
    found = named_item(seen, name)
    return explain(assessment.ranking, seen, assessment.app.policy, found.key, full)


def named_item(seen: Snapshot, name: str) -> WorkItem:
    """Return the item of that key or title; NotFound where the asker can see no such item.

    Raises BadInput where it is a project's name: projects are not ranked, their items are.
    """
    items = seen.all(WorkItem)
    found = _called(name, items)
    if found is None:
        _refuse_project(seen, name)
        raise NotFound("work item", name, near=_near(name, [item.key for item in items]))
    return found


def waiting_item(assessment: Assessment, name: str) -> WorkItem:
    """Return the item of that key or title that waits to be started, as its asker sees it.

    Raises NotFound where the asker can see no such item, BadInput where it is not waiting.
    """
    item = named_item(assessment.seen, name)
    ranked = assessment.ranking.item(item.key)
    if ranked is None or ranked.start_place is None:
        raise BadInput(
            f"{item.key} is not waiting to be started, so it has no place to move to or from.",
            remedy=f"See why: pmo explain {item.key}.",
        )
    return item


def _called(name: str, items: Sequence[WorkItem]) -> WorkItem | None:
    """Return the item of that key, or the only one of that title."""
    wanted = name.casefold()
    by_key = [item for item in items if item.key.casefold() == wanted]
    by_title = [item for item in items if item.name.casefold() == wanted]
    if by_key or len(by_title) == 1:
        return (by_key or by_title)[0]
    return None


def _refuse_project(seen: Snapshot, name: str) -> None:
    wanted = name.casefold()
    for project in seen.all(Project):
        if wanted in (each.casefold() for each in (project.key, project.name, *project.aliases)):
            keys = [
                item.key
                for item in seen.all(WorkItem)
                if item.project == project.key and item.category in _OPEN
            ]
            raise BadInput(
                f"{project.name} is a project; its work items have places, it has none.",
                remedy=f"Ask for one of them: {', '.join(keys[:_SHOWN]) or 'none is open'}.",
            )


def _near(name: str, keys: list[str]) -> tuple[str, ...]:
    from rapidfuzz import process

    return tuple(
        key for key, _, _ in process.extract(name.upper(), keys, limit=3, score_cutoff=60)
    )
