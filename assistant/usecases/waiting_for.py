"""What waits for one person: the proposals that this person may decide or ratify today."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.governance.rights import Action
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.decide_proposal import Shown, list_waiting
from assistant.usecases.governed import known_proposal, put_resource

_LAST = datetime.max.replace(tzinfo=UTC)


def waiting_for(app: App, person: str) -> tuple[Shown, ...]:
    """Return what the asker sees of proposals that a person can decide, the first deadline first."""
    actor = Actor.of(app)
    found = [each for each in list_waiting(app) if _is_theirs(actor, each, person)]
    return tuple(sorted(found, key=lambda each: (each.expires_at or _LAST, each.id)))


def _is_theirs(actor: Actor, shown: Shown, person: str) -> bool:
    resource = put_resource(known_proposal(actor.app, shown.id, actor.view), actor.view)
    action = Action.RATIFY if shown.ratify_until is not None else Action.DECIDE
    return person in actor.who_can(action, resource)
