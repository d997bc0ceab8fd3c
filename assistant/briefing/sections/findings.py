"""Risk findings in two sections: where people's time runs short, and everything else."""

from __future__ import annotations

from assistant.briefing.brief import Audience, SectionKind
from assistant.briefing.draft import DraftPoint, DraftSection
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import milestones_in
from assistant.briefing.sections.fine import is_fine
from assistant.briefing.splitting import sentences_of
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.values import FactValue, Unit

WEIGHTS = {Severity.HIGH: 78, Severity.MEDIUM: 50, Severity.LOW: 10}
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
    """Return what a risk finding says: what is in danger, then what can be done.

    Of a chain of work, who is hit matters as much as where it hangs.
    """
    headline = sentences_of(risk.headline)
    return DraftPoint(
        keys=(risk.key,),
        statements=(*headline, risk.remedy),
        core=len(headline) if risk.kind is RiskKind.BLOCKED_CHAIN else 1,
        weight=WEIGHTS[risk.severity],
        detail=REMEDIES[risk.severity],
    )


def _points(inputs: BriefingInputs, found: list[Risk]) -> tuple[DraftPoint, ...]:
    told = [
        risk for risk in found if not (is_fine(inputs, risk) or _is_part_of_another(inputs, risk))
    ]
    points = [_point(inputs, risk) for risk in told]
    return tuple(sorted(points, key=lambda point: -point.weight))


def _point(inputs: BriefingInputs, risk: Risk) -> DraftPoint:
    """Return what a finding says; for executives a promise in danger stands for its milestone."""
    point = risk_point(risk)
    if inputs.audience is not Audience.EXEC or risk.kind is not RiskKind.COMMITMENT:
        return point
    return point.model_copy(update={"keys": (*point.keys, *milestones_in([risk.headline]))})


def _is_part_of_another(inputs: BriefingInputs, risk: Risk) -> bool:
    """Say whether a moved date is told by the chain of work that waits for it."""
    if risk.kind is not RiskKind.DATE_MOVED:
        return False
    said = _names_and_days(risk)
    chains = (each for each in inputs.risks if each.kind is RiskKind.BLOCKED_CHAIN)
    return any(said <= _names_and_days(chain) for chain in chains)


def _names_and_days(risk: Risk) -> frozenset[tuple[str, FactValue]]:
    told = (Unit.NAME, Unit.DATE)
    facts = (fact for fact in risk.headline.facts.values() if fact.unit in told)
    return frozenset((fact.subject, fact.value) for fact in facts)
