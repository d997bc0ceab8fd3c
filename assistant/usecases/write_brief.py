"""Write a brief for an audience, and keep it as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.briefing.brief import Audience, Brief
from assistant.briefing.inputs import BriefingInputs, NotRead
from assistant.briefing.json import to_json
from assistant.briefing.writer import write_brief as written
from assistant.ports.store import StoredBrief
from assistant.usecases.assessment import Assessment
from assistant.usecases.policy_in_force import keep_policy_in_force


def write_brief(
    assessment: Assessment, audience: Audience, unread: Mapping[str, NotRead] | None = None
) -> Brief:
    """Return the brief and keep it; the same brief is kept once.

    `unread` are sources that should have been read again just before, and were not.
    """
    inputs = briefing_inputs(assessment, audience)
    brief = written(replace(inputs, unread=unread) if unread else inputs)
    _keep(assessment, brief)
    return brief


def briefing_inputs(assessment: Assessment, audience: Audience) -> BriefingInputs:
    """Return what a document about this assessment is written from."""
    before = assessment.before
    return BriefingInputs(
        snapshot=assessment.seen,
        policy=assessment.app.policy,
        audience=audience,
        health=assessment.health,
        risks=assessment.risks,
        caveats=assessment.caveats,
        changes=assessment.changes,
        ranking=assessment.ranking,
        since=before.as_of if before is not None else None,
        earlier=(*assessment.history, *((before,) if before is not None else ())),
    )


def _keep(assessment: Assessment, brief: Brief) -> None:
    app = assessment.app
    kept = StoredBrief(
        id=brief.id,
        audience=brief.audience,
        as_of=brief.as_of,
        since=brief.since,
        revision=brief.revision,
        policy_hash=brief.policy_hash,
        viewer=assessment.view.scope.viewer,
        written_at=app.clock.now(),
        body=to_json(brief),
    )
    keep_policy_in_force(app)
    with app.store.unit_of_work() as work:
        work.keep_brief(kept)
    app.log.event("brief written", id=brief.id, audience=brief.audience.value, words=brief.words)
