"""“What should we build next?” as a document of four parts."""

from __future__ import annotations

from assistant.briefing.brief import Audience, Brief
from assistant.briefing.next_up import write_next_up
from assistant.usecases.assessment import Assessment
from assistant.usecases.write_brief import briefing_inputs


def build_next(assessment: Assessment) -> Brief:
    """Return what to keep going, start next, leave, and consider stopping, with a reason each."""
    return write_next_up(briefing_inputs(assessment, Audience.TEAM))
