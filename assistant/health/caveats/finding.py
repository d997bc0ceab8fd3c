"""Makes a caveat, and says whom to ask about it."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.health.naming import SHOWN, person
from assistant.health.survey import Survey
from assistant.health.verdicts import Caveat, Severity
from assistant.portfolio.noun import Noun
from assistant.values import Statement, say


def caveat(  # noqa: PLR0913 - a caveat has that many sides, all keyword-only but one
    key: str,
    *,
    severity: Severity,
    subjects: Iterable[str],
    headline: Statement,
    remedy: Statement,
    unlocks: str | Statement,
    owner: str | None = None,
) -> Caveat:
    """Return a caveat; what it unlocks is a sentence."""
    return Caveat(
        key=key,
        severity=severity,
        subjects=tuple(subjects),
        headline=headline,
        remedy=remedy,
        unlocks=Statement(text=unlocks) if isinstance(unlocks, str) else unlocks,
        owner=owner,
    )


def subjects(noun: type[Noun], keys: Iterable[str]) -> tuple[str, ...]:
    """Return rows as a caveat names them, such as work_items:KEY-3."""
    return tuple(f"{noun.table}:{key}" for key in keys)


def ask_owners(
    survey: Survey, projects: Iterable[str | None], text: str
) -> tuple[Statement, str | None]:
    """Return “Ask Farid Noor and Elif Kaya …” and the key of who comes first.

    Asked are the people who can act on the projects, those with most of the rows first.
    """
    counts: dict[str, int] = {}
    for project in projects:
        who = survey.who_can_act(project)
        if who is not None:
            counts[who] = counts.get(who, 0) + 1
    people = sorted(counts, key=lambda who: (-counts[who], who))
    if not people:
        return Statement(text=f"Nobody is named to ask {text}"), None
    names = [person(survey.facts, who) for who in people[:SHOWN]]
    return say(f"Ask {{people}} {text}", people=names), people[0]
