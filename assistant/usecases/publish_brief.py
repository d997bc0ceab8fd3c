"""Propose to publish a brief: the exact bytes that are kept, to one place outside."""

from __future__ import annotations

from assistant.errors import NotFound
from assistant.governance.effects import PublishBrief
from assistant.ports.store import StoredBrief
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.outbox import text_for, text_hash
from assistant.usecases.put_forward import Proposed, put_forward


def publish_brief(app: App, which: str, to: str) -> Proposed:
    """Propose to publish a brief, named by its id or as the newest for an audience.

    NotFound where there is none that the asker may see all of, BadInput for a place that is none.
    """
    actor = Actor.of(app)
    return put_forward(actor, publication(app, _brief(actor, which), to))


def publication(app: App, brief: StoredBrief, to: str) -> PublishBrief:
    """Return the effect of publishing a brief at a place that a person named."""
    place = app.outside.publishers.place(to, f"{brief.as_of.isoformat()}-{brief.id}.md")
    return PublishBrief(
        brief=brief.id,
        audience=brief.audience,
        as_of=brief.as_of,
        text_hash=text_hash(text_for(brief, place)),
        to=place,
        shows=_confidential(app, brief),
    )


def _brief(actor: Actor, which: str) -> StoredBrief:
    """Return the newest brief of that id or audience that speaks of nothing the asker cannot see."""
    app, wanted = actor.app, which.strip().casefold()
    for brief in app.store.briefs():
        named = wanted in (brief.id.casefold(), brief.audience.casefold())
        if named and actor.view.visible_projects().issuperset(_confidential(app, brief)):
            return brief
    raise NotFound("brief", which)


def _confidential(app: App, brief: StoredBrief) -> tuple[str, ...]:
    return tuple(sorted(app.store.scope_of(brief.viewer, brief.as_of).confidential))
