"""Colours that people decided on for a time, beside those of the rules, which stay told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.health.verdicts import ProjectHealth, RagOverride
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.values import Statement, Unit, say


def overridden(
    judged: Iterable[ProjectHealth], decided: Iterable[RagOverride], facts: Facts
) -> Iterator[ProjectHealth]:
    """Yield every project's health, in the colour that was decided on where one was.

    Of several decisions about a project the last one holds. One that says what the rule says by
    now changes nothing.
    """
    by_project = {each.project: each for each in decided}
    for health in judged:
        found = by_project.get(health.project)
        if found is None or found.status is health.overall:
            yield health
        else:
            now = found.model_copy(update={"rule": health.overall})
            yield health.model_copy(
                update={
                    "overall": found.status,
                    "override": now,
                    "because": _because(health, now, facts),
                }
            )


def _because(health: ProjectHealth, decided: RagOverride, facts: Facts) -> Statement:
    subject = f"projects:{health.project}"
    return say(
        "{rag} until {until}, overridden by {by}: “{why}” By rule {because}",
        rag=facts.of(subject, "rag", decided.status.value, Unit.STATUS),
        until=facts.of(subject, "overridden until", decided.until, Unit.DATE),
        by=facts.name(Person, decided.by),
        why=facts.of(subject, "reason of the override", decided.why, Unit.TEXT),
        because=health.because,
    )
