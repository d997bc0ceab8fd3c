"""What the governance tables find in a portfolio: gates, freezes, escalations, WIP, pins, intake."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.health.findings.asking import GATHERED, asked
from assistant.health.findings.finding import Finding, finding
from assistant.health.survey import Survey
from assistant.health.verdicts import Severity
from assistant.policy import Policy
from assistant.policy.effects import EFFECT, PolicyEffect
from assistant.portfolio.project import Project
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import Snapshot

__all__ = ["Finding", "findings", "project_findings"]

_SEVERITIES = tuple(Severity)
_TABLES = tuple(GATHERED)
_NOUNS = {noun.table: noun for noun in NOUNS}


def findings(
    snapshot: Snapshot, policy: Policy, history: Iterable[Snapshot] = ()
) -> tuple[Finding, ...]:
    """Return whatever the governance tables do not simply allow, the gravest first.

    `history` holds earlier snapshots in the same scope, for rules that ask what changed.
    """
    survey = Survey(snapshot, policy, history)
    found = [
        finding(matter, verdict, survey.facts)
        for table in GATHERED
        for matter, verdict in asked(survey, table)
        if verdict[EFFECT] != PolicyEffect.ALLOW
    ]
    return tuple(sorted(found, key=_gravity))


def project_findings(found: Iterable[Finding], seen: Snapshot) -> tuple[Finding, ...]:
    """Return the findings of record that a viewer may see: those whose every row they see.

    Of the projects that a finding concerns, only those are named that the viewer may see.
    """
    return tuple(
        _naming_seen(each, seen) for each in found if all(_is_seen(row, seen) for row in each.rows)
    )


def _naming_seen(found: Finding, seen: Snapshot) -> Finding:
    known = tuple(key for key in found.projects if seen.get(Project, key) is not None)
    return found if known == found.projects else found.model_copy(update={"projects": known})


def _gravity(found: Finding) -> tuple[int, int, str]:
    return _SEVERITIES.index(found.severity), _TABLES.index(found.table), found.key


def _is_seen(row: str, seen: Snapshot) -> bool:
    table, _, key = row.partition(":")
    return seen.get(_NOUNS[table], key) is not None
