"""Why an item stands where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import NotFound
from assistant.planning.explaining.explain import explain
from assistant.planning.explaining.explanation import Explanation
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.usecases.assessment import Assessment


def explain_item(assessment: Assessment, name: str) -> Explanation:
    """Return the explanation of an item's place; NotFound where the asker can see no such item."""
    seen, full = assessment.seen, assessment.view.full
    found = named_item(seen, name)
    return explain(assessment.ranking, seen, assessment.app.policy, found.key, full)


def named_item(seen: Snapshot, name: str) -> WorkItem:
    """Return the item of that key or title; NotFound where the asker can see no such item."""
    items = seen.all(WorkItem)
    found = _called(name, items)
    if found is None:
        raise NotFound("work item", name, near=_near(name, [item.key for item in items]))
    return found


def _called(name: str, items: Sequence[WorkItem]) -> WorkItem | None:
    """Return the item of that key, or the only one of that title."""
    wanted = name.casefold()
    by_key = [item for item in items if item.key.casefold() == wanted]
    by_title = [item for item in items if item.name.casefold() == wanted]
    if by_key or len(by_title) == 1:
        return (by_key or by_title)[0]
    return None


def _near(name: str, keys: list[str]) -> tuple[str, ...]:
    from rapidfuzz import process

    return tuple(
        key for key, _, _ in process.extract(name.upper(), keys, limit=3, score_cutoff=60)
    )
