"""Puts what was found into a checked reply; what cannot be traced to the data is not said."""

from __future__ import annotations

from assistant.briefing.brief import Audience, Brief
from assistant.briefing.reply import UngroundedReply, write_reply
from assistant.briefing.told import Told
from assistant.graph.faults import fault_in_words
from assistant.portfolio.facts import Facts
from assistant.usecases.assessment import Assessment
from assistant.values import Statement

_UNTRACED = Statement(
    text="I found something, but not every word of it could be traced to your data, so I do not "
    "say it."
)


def reply_of(told: tuple[Told, ...], assessment: Assessment, audience: Audience) -> Brief:
    """Return what was found as a reply; where the check refuses it, that is the reply."""
    seen, policy = assessment.seen, assessment.app.policy.hash
    try:
        return write_reply(told, seen, policy, audience)
    except UngroundedReply as refused:
        noted = fault_in_words(refused, "reply", assessment.app.log, Facts(seen))
        instead = Told(title="what I could not find out", lead=(_UNTRACED, noted))
        return write_reply((instead,), seen, policy, audience)
