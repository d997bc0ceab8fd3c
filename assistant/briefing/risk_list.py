"""The open risks as a document: the gravest first, each with what can be done about it."""

from __future__ import annotations

from assistant.briefing.assembling import Outline, assemble
from assistant.briefing.brief import Brief, DocumentKind, SectionKind
from assistant.briefing.draft import DraftSection
from assistant.briefing.fitting import Room
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import counted
from assistant.briefing.sections.findings import risk_point
from assistant.health.verdicts import Risk, Severity
from assistant.values import Statement, say

_SECTIONS = {
    Severity.HIGH: (SectionKind.HIGH_RISKS, "Act now"),
    Severity.MEDIUM: (SectionKind.MEDIUM_RISKS, "Watch"),
    Severity.LOW: (SectionKind.LOW_RISKS, "Good to know"),
}
ROOM = Room(points={kind: 40 for kind, _ in _SECTIONS.values()})


def write_risk_list(inputs: BriefingInputs) -> Brief:
    """Return every open risk as a document; see `outline_risks`."""
    return assemble(inputs, outline_risks(inputs))


def outline_risks(inputs: BriefingInputs) -> Outline:
    """Return every open risk finding, after one sentence that says how many need action."""
    return Outline(
        kind=DocumentKind.RISKS,
        title="open risks",
        lead=(_lead(inputs),),
        sections=tuple(_section(inputs, severity) for severity in _SECTIONS),
        room=ROOM,
    )


def _section(inputs: BriefingInputs, severity: Severity) -> DraftSection:
    kind, heading = _SECTIONS[severity]
    points = tuple(risk_point(risk) for risk in _of(inputs, severity))
    return DraftSection(kind=kind, heading=heading, points=points)


def _of(inputs: BriefingInputs, severity: Severity) -> list[Risk]:
    return [risk for risk in inputs.risks if risk.severity is severity]


def _lead(inputs: BriefingInputs) -> Statement:
    if not inputs.risks:
        return Statement(
            text="Nothing endangers a date, money or people as far as the data shows."
        )
    act = len(_of(inputs, Severity.HIGH))
    return say(
        "{act} of {all} [risk|risks] [needs|need] action now.",
        act=counted(inputs.facts, "high_risks", act),
        all=counted(inputs.facts, "risks", len(inputs.risks)),
    )
