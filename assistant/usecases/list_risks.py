"""The open risks as a document."""

from __future__ import annotations

from assistant.briefing.brief import Audience, Brief
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.risk_list import write_risk_list
from assistant.usecases.assessment import Assessment


def list_risks(assessment: Assessment) -> Brief:
    """Return every open risk, the gravest first; nothing is computed that risks do not rest on."""
    before = assessment.before
    return write_risk_list(
        BriefingInputs(
            snapshot=assessment.seen,
            policy=assessment.app.policy,
            audience=Audience.TEAM,
            health=assessment.health,
            risks=assessment.risks,
            since=before.as_of if before is not None else None,
            earlier=(*assessment.history, *((before,) if before is not None else ())),
        )
    )
