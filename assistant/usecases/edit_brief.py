"""Puts other words into a brief that waits to be published, and says who may still approve it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.briefing.editing import Edited, edited
from assistant.briefing.json import to_json
from assistant.briefing.kept import kept_brief
from assistant.briefing.plain import to_plain
from assistant.errors import BadInput, NotFound, Refused
from assistant.governance.effects import PublishBrief
from assistant.governance.proposal import Proposal, ProposalState
from assistant.governance.publication import publication_id
from assistant.governance.rights import Action, EffectKind
from assistant.ports.store import StoredBrief
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.governed import known_proposal, put_resource
from assistant.usecases.publish_brief import propose_publication
from assistant.usecases.put_forward import Proposed, Rewriting


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The proposal that took the place of another, and what was different besides wording."""

    proposed: Proposed
    other: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """What the edit means for whoever approves."""
        if not self.other:
            return (
                "Only its wording is different: no fact, status, figure or order."
                " Whoever could approve it still can, you too."
            )
        return (
            f"More than its wording is different: {'; '.join(self.other)}."
            " So you are an author of it, and a second person approves."
        )


def text_to_edit(app: App, proposal_id: str) -> str:
    """Return the text of a brief that waits to be published, to be written anew."""
    actor = Actor.of(app)
    proposal, _ = _waiting(actor, proposal_id)
    return to_plain(kept_brief(_stored(app, proposal).body))


def edit_brief(app: App, proposal_id: str, text: str) -> Rewritten:
    """Propose a brief with other words, in the place of the proposal that waits.

    A wording-only edit leaves its authors as they were, so who could approve still can. With any
    other the editor is an author. NotFound for a proposal that publishes no brief, BadInput for a
    line that no fact stands behind or for a text that is the same, Refused where it was decided.
    """
    actor = Actor.of(app)
    proposal, effect = _waiting(actor, proposal_id)
    person = actor.demand(Action.PROPOSE, put_resource(proposal, actor.view))
    stored = _stored(app, proposal)
    made = edited(kept_brief(stored.body), text)
    body = to_json(made.brief)
    if body == stored.body:
        raise BadInput("The text is the same, so nothing was edited.")
    brief = stored.model_copy(
        update={"id": made.brief.id, "body": body, "written_at": app.clock.now()}
    )
    rewriting = Rewriting(proposal, _authors(proposal, person, made), made.is_wording_only)
    done = propose_publication(actor, brief, effect.to, rewriting=rewriting)
    return Rewritten(done, made.other)


def _authors(proposal: Proposal, person: str, made: Edited) -> frozenset[str]:
    return proposal.authors if made.is_wording_only else proposal.authors | {person}


def _waiting(actor: Actor, proposal_id: str) -> tuple[Proposal, PublishBrief]:
    known = known_proposal(actor.app, proposal_id, actor.view)
    effect = known.effect
    if not isinstance(effect, PublishBrief) or effect.kind is not EffectKind.PUBLISH_BRIEF:
        raise NotFound("brief to edit in", proposal_id)
    if known.state is not ProposalState.PENDING:
        raise Refused(
            f"{known.id} is {known.state.value}, so its text stays as it is.",
            remedy="Write the brief again, and propose it: pmo publish.",
        )
    return known, effect


def _stored(app: App, proposal: Proposal) -> StoredBrief:
    """Return the brief as it was proposed. An edited one is kept with its proposal alone.

    Among the briefs it would look like one that nobody wrote, and its editor could approve it there.
    """
    kept = app.store.publication(publication_id(proposal.id))
    brief = kept_brief(kept.body)
    return StoredBrief(
        id=kept.brief,
        audience=kept.audience,
        as_of=kept.as_of,
        since=kept.since,
        revision=brief.revision,
        policy_hash=brief.policy_hash,
        viewer=kept.viewer,
        written_at=kept.kept_at,
        body=kept.body,
    )
