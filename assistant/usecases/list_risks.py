"""The open risks as a document."""

from __future__ import annotations

from assistant.briefing.brief import Audience, Brief
from assistant.briefing.risk_list import write_risk_list
from assistant.usecases.assessment import Assessment
from assistant.usecases.write_brief import briefing_inputs


def list_risks(assessment: Assessment) -> Brief:
    """Return every open risk, the gravest first."""
    return write_risk_list(briefing_inputs(assessment, Audience.TEAM))
