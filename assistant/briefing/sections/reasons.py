"""Why a project has its colour: the finding that tells it best, else the rule's own reason."""

from __future__ import annotations

import re

from assistant.briefing.inputs import BriefingInputs
from assistant.health.verdicts import (
    Dimension,
    DimensionVerdict,
    ProjectHealth,
    Risk,
    RiskKind,
)
from assistant.portfolio.project import Rag
from assistant.values import FactValue, Statement, Unit, Value

_COLOUR = re.compile(r"\{([a-z][a-z0-9_]*)\}: ")
_WORDS = frozenset({Unit.NAME, Unit.STATUS, Unit.TEXT})
_TELLING = {
    Dimension.SCHEDULE: frozenset({RiskKind.COMMITMENT}),
    Dimension.COST: frozenset({RiskKind.BUDGET_DRIFT}),
    Dimension.SCOPE: frozenset({RiskKind.SCOPE_GROWTH}),
    Dimension.RISK: frozenset({RiskKind.UNMITIGATED}),
}
_WHOLE_PROJECT = frozenset({RiskKind.WATERMELON, RiskKind.STALE_UPDATE})


class Reason(Value):
    """A sentence that says why, the one that says what can be done, and the findings told so."""

    because: Statement
    remedy: Statement | None
    findings: tuple[str, ...]


def deciding(judged: ProjectHealth) -> list[DimensionVerdict]:
    """Return the dimensions that gave a project its colour; nothing decides a grey one."""
    colours = {Rag.RED: {Rag.RED}, Rag.AMBER: {Rag.RED, Rag.AMBER}}.get(judged.overall, set())
    return [verdict for verdict in judged.dimensions if verdict.rag in colours]


def reasons(inputs: BriefingInputs, judged: ProjectHealth) -> list[Reason]:
    """Return a reason for each dimension that decided, or the one for the whole."""
    found = [_reason(inputs, judged, verdict) for verdict in deciding(judged)]
    whole = Reason(because=clause_of(judged.because), remedy=None, findings=())
    return found or [whole]


def told_by_the_colour(inputs: BriefingInputs, judged: ProjectHealth) -> list[str]:
    """Return the findings that say no more than the colours beside each other do."""
    if not (judged.watermelon or judged.stale):
        return []
    return [risk.key for risk in _own(inputs, judged) if risk.kind in _WHOLE_PROJECT]


def clause_of(because: Statement) -> Statement:
    """Return a reason without the colour it begins with, for a line that has named it already."""
    coloured = _COLOUR.match(because.text)
    if coloured is None or because.facts[coloured[1]].unit is not Unit.STATUS:
        return because
    rest = because.text[coloured.end() :]
    facts = {slot: fact for slot, fact in because.facts.items() if f"{{{slot}}}" in rest}
    return Statement(text=rest[:1].upper() + rest[1:], facts=facts)


def _reason(inputs: BriefingInputs, judged: ProjectHealth, verdict: DimensionVerdict) -> Reason:
    kinds = _TELLING.get(verdict.dimension, frozenset())
    figures = _figures(verdict.because)
    for risk in _own(inputs, judged):
        if risk.kind in kinds and not figures.isdisjoint(_figures(risk.headline)):
            return Reason(because=risk.headline, remedy=risk.remedy, findings=(risk.key,))
    return Reason(because=clause_of(verdict.because), remedy=verdict.remedy, findings=())


def _own(inputs: BriefingInputs, judged: ProjectHealth) -> list[Risk]:
    return [risk for risk in inputs.risks if risk.projects == (judged.project,)]


def _figures(said: Statement) -> frozenset[tuple[Unit, FactValue]]:
    """Return the figures and days of a statement: two that share none tell different things."""
    return frozenset(
        (fact.unit, fact.value) for fact in said.facts.values() if fact.unit not in _WORDS
    )
