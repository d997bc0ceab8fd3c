"""Propose to publish a brief: the exact bytes that are kept, to one place outside.

The rules are asked first; what they block is not proposed. Every form of the brief is kept with
the proposal, so that what was published can be shown, disputed and proved later.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant import __version__
from assistant.briefing.html import to_html
from assistant.briefing.kept import kept_brief
from assistant.errors import NotFound
from assistant.governance.effects import PostErratum, PublishBrief
from assistant.governance.proposal import Proposal
from assistant.governance.publication import Publication, publication_id
from assistant.governance.review import Moment
from assistant.ports.store import StoredBrief, UnitOfWork
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.outbox import text_for, text_hash
from assistant.usecases.put_forward import Along, Proposed, Rewriting, put_forward
from assistant.usecases.review_publication import refuse_blocked, review

NO_MODEL = "none: written by rules"
"""What the audit says of the model and prompt of a text that no model wrote."""


def publish_brief(app: App, which: str, to: str) -> Proposed:
    """Propose to publish a brief, named by its id or as the newest for an audience.

    NotFound where there is none that the asker may see all of, BadInput for a place that is none,
    Refused where the rules block it.
    """
    actor = Actor.of(app)
    return propose_publication(actor, _brief(actor, which), to)


def propose_publication(
    actor: Actor,
    brief: StoredBrief,
    to: str,
    *,
    on_schedule: bool = False,
    rewriting: Rewriting | None = None,
) -> Proposed:
    """Propose to publish a kept brief at a place, with every form of it and the rules' verdict."""
    app, full = actor.app, actor.view.full
    effect = _effect(app, brief, to)
    found = review(app, kept_brief(brief.body), effect, full, Moment.PROPOSED)
    refuse_blocked(found, full)
    along = keeping(app, effect, brief)
    return put_forward(
        actor,
        effect,
        reviews=(found,),
        along=along,
        on_schedule=on_schedule,
        rewriting=rewriting,
    )


def keeping(app: App, effect: PublishBrief, brief: StoredBrief) -> Along:
    """Return what keeps every form of a text with its proposal, and binds the audit to them."""
    erratum = effect if isinstance(effect, PostErratum) else None
    text, page = text_for(brief, effect.to), to_html(kept_brief(brief.body))

    def keep(unit: UnitOfWork, proposal: Proposal) -> Mapping[str, str]:
        kept = Publication(
            id=publication_id(proposal.id),
            proposal=proposal.id,
            brief=brief.id,
            audience=brief.audience,
            as_of=brief.as_of,
            since=brief.since,
            viewer=brief.viewer,
            shows=effect.shows,
            to=effect.to,
            text=text,
            body=brief.body,
            html=page,
            kept_at=app.clock.now(),
            corrects=erratum.corrects if erratum else None,
            fact=erratum.fact if erratum else None,
        )
        unit.keep_publication(kept)
        return kept.hashes | {"brief": brief.id, "engine": __version__, "model": NO_MODEL}

    return keep


def _effect(app: App, brief: StoredBrief, to: str) -> PublishBrief:
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
