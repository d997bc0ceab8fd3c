"""“Just pin it”: what an override of the order would cost, before anybody puts it forward."""

from __future__ import annotations

from assistant.errors import BadInput
from assistant.planning.scenarios.amounts import day
from assistant.planning.scenarios.override import Override, Overriding
from assistant.usecases.assessment import Assessment
from assistant.usecases.explain_item import waiting_item


def price_override(
    assessment: Assessment, name: str, *, place: int | None = None, until: str | None = None
) -> Override:
    """Return what it costs to pin an item to a place, or to start it on a day and not before.

    Nothing is stored. Raises NotFound for an item the asker cannot see, BadInput for one that is
    not waiting to be started, for a place or a day that is none, and unless one of the two is
    given.
    """
    if (place is None) == (until is None):
        raise BadInput(
            "An override is a place or a day.",
            remedy="Give one of --pin, --force and --defer.",
        )
    app, view = assessment.app, assessment.view
    key = waiting_item(assessment, name).key
    overriding = Overriding(view.full, view.seen, app.policy, assessment.whole_ranking)
    if place is not None:
        return overriding.pinned(key, place)
    start = day(until or "", view.seen.as_of)
    if start <= view.seen.as_of:
        raise BadInput(
            f"“{until}” is not ahead.", remedy="Name a later day, or a span such as 2w."
        )
    return overriding.put_off(key, start)
