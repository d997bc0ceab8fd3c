"""What the governance tables find today, as the asker may see it."""

from __future__ import annotations

from assistant.health.findings import Finding, findings, project_findings
from assistant.usecases.assessment import Assessment


def list_findings(assessment: Assessment) -> tuple[Finding, ...]:
    """Return the findings of record whose every row the asker sees, the gravest first."""
    found = findings(assessment.view.full, assessment.app.policy, assessment.whole_history)
    return project_findings(found, assessment.seen)
