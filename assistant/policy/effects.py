"""What a governance table may answer: a closed set of effects, and who has to be asked.

A table with an output `effect` is a governance table. It takes its words from here, blocks where
no row speaks, and never allows what is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from assistant.policy.table import Answer, DecisionTable
from assistant.policy.words import nearest

EFFECT = "effect"
"""The output that makes a table a governance table."""

BY = "by"
"""The output that says which role has to be asked."""

NOBODY = "nobody"


class PolicyEffect(StrEnum):
    """What follows from a verdict."""

    ALLOW = "allow"
    REQUIRE_APPROVAL = "require approval"
    ESCALATE = "escalate"
    BLOCK = "block"


ASKING = frozenset({PolicyEffect.REQUIRE_APPROVAL, PolicyEffect.ESCALATE})
"""The effects that name somebody."""


def effect_fault(table: DecisionTable) -> Iterator[tuple[str | None, str]]:
    """Yield what is wrong with a table's effects, as the row it is in and a sentence."""
    words = table.outputs.get(EFFECT)
    if words is None:
        return
    known = [effect.value for effect in PolicyEffect]
    for word in words:
        if word not in known:
            yield None, f"“{word}” is no effect. {nearest(word, known)}"
            return
    if table.default.then[EFFECT] != PolicyEffect.BLOCK:
        yield "default", "what no row speaks of has to be blocked; let a row allow it."
    if table.unknown.then[EFFECT] == PolicyEffect.ALLOW:
        yield "unknown", "what is not known cannot be allowed."
    yield from _names_faults(table)


def _names_faults(table: DecisionTable) -> Iterator[tuple[str, str]]:
    """Yield the answers that ask without naming a role, or name one without asking."""
    answers: list[tuple[str, Answer]] = [("default", table.default), ("unknown", table.unknown)]
    answers += [(row.id, row) for row in table.rows]
    for name, answer in answers:
        effect, by = answer.then[EFFECT], answer.then.get(BY, NOBODY)
        if (effect in ASKING) != (by != NOBODY):
            yield name, f"it says “{effect}” by {by}; an approval and an escalation name a role."
