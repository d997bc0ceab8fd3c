"""Projects that stand in a stage although its gate has not been passed, by the table of gates."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.health.findings.asking import asked
from assistant.health.findings.finding import finding
from assistant.health.findings.gates import TABLE
from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind
from assistant.policy.effects import EFFECT, PolicyEffect


def skipped_gates(survey: Survey) -> Iterator[Risk]:
    """Yield the stages a project has entered, or gone through, that the table of gates blocks."""
    for matter, verdict in asked(survey, TABLE):
        if verdict[EFFECT] != PolicyEffect.BLOCK:
            continue
        found = finding(matter, verdict, survey.facts)
        (key,) = matter.projects
        owner = survey.decider(survey.active[key])
        yield risk(
            RiskKind.GATE_SKIPPED,
            matter.key.split("+"),
            severity=found.severity,
            projects=[key],
            headline=found.headline,
            remedy=survey.ask(owner, "decide the gate, waive it, or hold the work until then."),
            owner=owner,
        )
