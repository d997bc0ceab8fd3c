"""Makes a risk, with a key that is the same next week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.values import Statement


def risk(  # noqa: PLR0913 - a risk has that many sides, all keyword-only but two
    kind: RiskKind,
    subjects: Sequence[str],
    *,
    severity: Severity,
    projects: Iterable[str | None],
    headline: Statement,
    remedy: Statement,
    owner: str | None,
    since: date | None = None,
    headline_by_role: Statement | None = None,
    remedy_by_role: Statement | None = None,
    about: str | None = None,
) -> Risk:
    """Return a risk whose key is made of its kind and subjects, so that it is the same next week."""
    return Risk(
        key=f"{kind.value.replace(' ', '-')}:{'+'.join(subjects)}",
        kind=kind,
        severity=severity,
        projects=tuple(sorted({project for project in projects if project is not None})),
        headline=headline,
        remedy=remedy,
        owner=owner,
        since=since,
        headline_by_role=headline_by_role,
        remedy_by_role=remedy_by_role,
        about=about,
    )
