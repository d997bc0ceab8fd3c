"""Why an item stands where it stands."""

from __future__ import annotations

from assistant.errors import NotFound
from assistant.planning.explain import explain
from assistant.planning.explanation import Explanation
from assistant.portfolio.work import WorkItem
from assistant.usecases.assessment import Assessment


def explain_item(assessment: Assessment, name: str) -> Explanation:
    """Return the explanation of an item's place; NotFound where the asker can see no such item."""
    seen = assessment.seen
    found = next(
        (item for item in seen.all(WorkItem) if item.key.casefold() == name.casefold()), None
    )
    if found is None:
        raise NotFound(
            "work item", name, near=_near(name, [item.key for item in seen.all(WorkItem)])
        )
    return explain(assessment.ranking, seen, assessment.app.policy, found.key)


def _near(name: str, keys: list[str]) -> tuple[str, ...]:
    from rapidfuzz import process

    return tuple(
        key for key, _, _ in process.extract(name.upper(), keys, limit=3, score_cutoff=60)
    )
