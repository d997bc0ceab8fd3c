"""Which colours people decided on, and hold on a day: each ends by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.governance.effects import OverrideRag
from assistant.governance.proposal import ProposalState, Step
from assistant.governance.rights import EffectKind
from assistant.health.verdicts import RagOverride
from assistant.ports.store import Store


def overrides_in_force(store: Store, day: date) -> Iterator[RagOverride]:
    """Yield the colours that were decided on and hold on a day, the last decided last."""
    found = [
        each
        for each in store.proposals_of(EffectKind.RAG_OVERRIDE)
        if each.state is ProposalState.APPLIED and each.decided_on is not None
    ]
    for each in sorted(found, key=lambda each: (each.history[-1].at, each.id)):
        effect, since = each.effect, each.decided_on
        if not isinstance(effect, OverrideRag) or since is None:
            continue
        if since <= day <= effect.until:
            by = next(taken.by for taken in each.history if taken.step is Step.APPROVE)
            yield RagOverride(
                project=effect.project,
                rule=effect.rule,
                status=effect.status,
                until=effect.until,
                by=by or "",
                why=effect.why,
                decision=each.id,
            )
