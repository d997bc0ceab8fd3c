"""Asks a governance table about everything it speaks of in a portfolio, past values included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType

from assistant.health.findings.concerns import TABLE as ESCALATION
from assistant.health.findings.concerns import concerns
from assistant.health.findings.gates import TABLE as GATES
from assistant.health.findings.gates import gates
from assistant.health.findings.matter import Gather, Matter
from assistant.health.findings.pins import TABLE as PINS
from assistant.health.findings.pins import pins
from assistant.health.findings.releases import TABLE as FREEZES
from assistant.health.findings.releases import releases
from assistant.health.findings.requests import TABLE as INTAKE
from assistant.health.findings.requests import requests
from assistant.health.findings.silence import TABLE as FRESHNESS
from assistant.health.findings.silence import silence
from assistant.health.findings.teams import TABLE as WIP
from assistant.health.findings.teams import teams
from assistant.health.survey import Survey
from assistant.policy import PolicyValue, Verdict
from assistant.policy.cells import earlier
from assistant.policy.effects import EFFECT
from assistant.policy.evaluation import CompiledTable

GATHERED: Mapping[str, Gather] = MappingProxyType(
    {
        GATES: gates,
        FREEZES: releases,
        ESCALATION: concerns,
        FRESHNESS: silence,
        WIP: teams,
        PINS: pins,
        INTAKE: requests,
    }
)
"""What each table is asked about. Findings of one severity come in this order."""

Asked = tuple[Matter, Verdict]


def asked(survey: Survey, table: str) -> Iterator[Asked]:
    """Yield everything a table speaks of, with its verdict.

    An earlier value is that of the newest snapshot that is old enough; where the survey has none,
    it is missing.
    """
    compiled = survey.policy.table(table)
    past = {days: _past(survey, table, days) for _, days in compiled.looks_back}
    for matter in GATHERED[table](survey):
        yield (
            matter,
            compiled.decide({**matter.evidence.values, **_before(compiled, matter, past)}),
        )


def governs(compiled: CompiledTable) -> bool:
    """Say whether a table answers with an effect."""
    return EFFECT in compiled.declared.outputs


def _before(
    compiled: CompiledTable, matter: Matter, past: Mapping[int, Mapping[str, Matter]]
) -> dict[str, PolicyValue]:
    found: dict[str, PolicyValue] = {}
    for name, days in compiled.looks_back:
        then = past[days].get(matter.key)
        if then is not None and name in then.evidence.values:
            found[earlier(name, days)] = then.evidence.values[name]
    return found


def _past(survey: Survey, table: str, days: int) -> dict[str, Matter]:
    """Return what the table was asked about so many days ago, by key."""
    day = survey.today - timedelta(days=days)
    old = [each for each in survey.history if each.as_of <= day]
    if not old:
        return {}
    then = Survey(old[-1], survey.policy)
    return {matter.key: matter for matter in GATHERED[table](then)}
