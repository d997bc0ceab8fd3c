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
from assistant.policy import Verdict
from assistant.policy.cells import earlier

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
    past = {days: _past(survey, days) for _, days in compiled.looks_back}
    before = {
        days: {matter.key: matter for matter in GATHERED[table](then)} if then else {}
        for days, then in past.items()
    }
    for matter in GATHERED[table](survey):
        for name, days in compiled.looks_back:
            then, old = past[days], before[days].get(matter.key)
            if then is not None and old is not None:
                _remember(matter, name, days, old, then)
        yield matter, compiled.decide(matter.evidence.values)


def _remember(matter: Matter, name: str, days: int, old: Matter, then: Survey) -> None:
    """Give a matter the value it had on another day."""
    value = old.evidence.values.get(name)
    if value is not None:
        fact = old.evidence.known(name, then.facts)
        matter.evidence.remember(earlier(name, days), value, fact)


def _past(survey: Survey, days: int) -> Survey | None:
    """Return the newest look that is so many days old; None where there is none."""
    day = survey.today - timedelta(days=days)
    old = [each for each in survey.history if each.as_of <= day]
    return Survey(old[-1], survey.policy) if old else None
