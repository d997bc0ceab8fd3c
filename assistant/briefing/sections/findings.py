"""Risk findings in two sections: where people's time runs short, and everything else."""

from __future__ import annotations

from assistant.briefing.brief import SectionKind
from assistant.briefing.draft import DraftPoint, DraftSection
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.sections.fine import is_fine
from assistant.health.verdicts import Risk, RiskKind, Severity

WEIGHTS = {Severity.HIGH: 80, Severity.MEDIUM: 50, Severity.LOW: 10}
REMEDIES = {Severity.HIGH: 50, Severity.MEDIUM: 26, Severity.LOW: 5}

ABOUT_CAPACITY = frozenset(
    {
        RiskKind.OVERLOAD,
        RiskKind.SINGLE_SPECIALIST,
        RiskKind.ABSENCE_AT_MILESTONE,
        RiskKind.BAU_CROWDING,
    }
)


def top_risks(inputs: BriefingInputs) -> DraftSection:
    """Return the findings that endanger dates, money or promises, the gravest first."""
    found = [risk for risk in inputs.risks if risk.kind not in ABOUT_CAPACITY]
    return DraftSection(kind=SectionKind.RISKS, heading="Top risks", points=_points(inputs, found))


def hot_spots(inputs: BriefingInputs) -> DraftSection:
    """Return the findings about people's time, the gravest first."""
    found = [risk for risk in inputs.risks if risk.kind in ABOUT_CAPACITY]
    return DraftSection(
        kind=SectionKind.HOT_SPOTS, heading="Hot spots", points=_points(inputs, found)
    )


def risk_point(risk: Risk) -> DraftPoint:
    """Return what a risk finding says: what is in danger, then what can be done."""
    return DraftPoint(
        keys=(risk.key,),
        statements=(risk.headline, risk.remedy),
        weight=WEIGHTS[risk.severity],
        detail=REMEDIES[risk.severity],
    )


def _points(inputs: BriefingInputs, found: list[Risk]) -> tuple[DraftPoint, ...]:
    points = [risk_point(risk) for risk in found if not is_fine(inputs, risk)]
    return tuple(sorted(points, key=lambda point: -point.weight))
