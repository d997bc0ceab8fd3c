"""Takes a statement of several sentences apart, so that the first can be told without the rest."""

from __future__ import annotations

import re

from assistant.values import Statement

_BETWEEN = re.compile(r"(?<=[a-z})][.!?]) (?=[A-Z{“])")


def sentences_of(statement: Statement) -> tuple[Statement, ...]:
    """Return the sentences of a statement, each with its own facts."""
    texts = _BETWEEN.split(statement.text)
    if len(texts) == 1:
        return (statement,)
    return tuple(
        Statement(
            text=text,
            facts={slot: fact for slot, fact in statement.facts.items() if f"{{{slot}}}" in text},
        )
        for text in texts
    )
