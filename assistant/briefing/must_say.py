"""What a brief may not leave out, whatever else has to go.

Either each is said, or all of them are said in one: a counted fact that names the first few.
"""

from __future__ import annotations

from assistant.briefing.draft import Draft
from assistant.values import Fact, Unit, Value

NAMED = 5
"""How many a counted fact names before it refers to the list."""

OF_ALL = "portfolio"
"""The subject of facts about everything together."""


class MustSay(Value):
    """Facts that must be said of some subjects."""

    what: str
    measure: str
    counted: str
    subjects: tuple[str, ...]


def unsaid(draft: Draft, required: tuple[MustSay, ...]) -> tuple[MustSay, ...]:
    """Return what the draft's sections leave unsaid."""
    facts = [
        fact
        for section in draft.sections
        for point in section.points
        for statement in point.statements
        for fact in statement.facts.values()
    ]
    return tuple(must for must in required if not _is_said(must, facts))


def _is_said(must: MustSay, facts: list[Fact]) -> bool:
    measured = {fact.subject for fact in facts if fact.measure == must.measure}
    if measured.issuperset(must.subjects):
        return True
    named = {fact.subject for fact in facts if fact.unit is Unit.NAME}
    enough = len(named.intersection(must.subjects)) >= min(NAMED, len(must.subjects))
    return enough and any(_counts(fact, must) for fact in facts)


def _counts(fact: Fact, must: MustSay) -> bool:
    return (
        fact.subject == OF_ALL
        and fact.measure == must.counted
        and fact.value == len(must.subjects)
    )
