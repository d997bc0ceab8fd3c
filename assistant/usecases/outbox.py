"""What an approval puts into the outbox: the exact bytes that were approved, for their place."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from assistant.briefing.kept import kept_brief
from assistant.briefing.markdown import stored_markdown
from assistant.briefing.slack_blocks import to_slack
from assistant.errors import Refused
from assistant.governance.delivery import Delivery, Message, message_id
from assistant.governance.effects import PublishBrief, effect_hash
from assistant.governance.proposal import Proposal
from assistant.governance.publication import delivered, publication_id
from assistant.ports.store import StoredBrief, UnitOfWork
from assistant.usecases.app import App


def to_be_sent(app: App, proposal: Proposal, effect: PublishBrief) -> Delivery:
    """Return the message of a publication; Refused where what was kept is no longer the same."""
    text = app.store.publication(publication_id(proposal.id)).text
    if text_hash(text) != effect.text_hash:
        raise Refused(
            f"The text that {proposal.id} would publish is not the one that was proposed.",
            remedy="Write the brief again, and propose it anew: pmo publish.",
        )
    chain = app.store.audit_name() or ""
    message = Message(
        id=message_id(chain, proposal.id, effect_hash(effect)), to=effect.to, text=text
    )
    return Delivery(message=message, proposal=proposal.id, not_before=app.clock.now())


def keep_delivered(unit: UnitOfWork, delivery: Delivery, at: datetime) -> None:
    """Keep what a receiver has, beside what was proposed; what nobody proposed is no publication."""
    if delivery.proposal is None:
        return
    kept = unit.publication(publication_id(delivery.proposal))
    unit.keep_publication(delivered(kept, delivery.message.text, at))


def text_for(brief: StoredBrief, place: str) -> str:
    """Return what of a stored brief goes to a place: JSON as it is kept, blocks, or Markdown."""
    if place.startswith("slack:"):
        return to_slack(kept_brief(brief.body))
    return brief.body if place.endswith(".json") else stored_markdown(json.loads(brief.body))


def text_hash(text: str) -> str:
    """Return the sha256 of a text's bytes."""
    return hashlib.sha256(text.encode()).hexdigest()
