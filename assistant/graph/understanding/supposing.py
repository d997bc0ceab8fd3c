"""Reads what only the whole question shows: a supposition, a choice, or a claim."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.errors import Ambiguous
from assistant.graph.understanding.changes import changes_in
from assistant.graph.understanding.reading import Reading, claim_in
from assistant.portfolio.snapshot import Snapshot

_STATED = re.compile(
    r"^(?!(?:what|who|which|where|when|how|why|is|are|do|does|did|will|can|if|show|list|give)\b).*\b"
    r"(?:is|are|was|has|have|had|will|spends?|costs?|needs?|waits?|blocks?|went|slipped|moved)\b",
    re.IGNORECASE,
)
SUPPOSED = re.compile(
    r"^(?:(?:and|so|but) )?(?:what )?if\b|^suppos|^assum|^in case\b|what if", re.IGNORECASE
)


def supposed(reading: Reading, seen: Snapshot) -> Reading:
    """Return a reading with what only the whole question shows: a supposition, or a claim."""
    try:
        alternatives = len(changes_in(reading, seen))
    except Ambiguous:
        alternatives = 1
    whole = frozenset(range(len(reading.question.words)))
    asked = reading.question.asked
    says = {
        "@change": alternatives > 0,
        "@choice": alternatives > 1,
        "@supposed": alternatives > 0 and SUPPOSED.search(asked) is not None,
        "@claim": claim_in(asked) is not None or claim_in(reading.text) is not None,
        "@asserted": _is_asserted(reading),
        "@declared": "?" not in asked
        and bool(reading.mentions)
        and _STATED.search(asked) is not None,
    }
    more = {name: whole for name, holds in says.items() if holds}
    return replace(reading, signals={**reading.signals, **more})


def _is_asserted(reading: Reading) -> bool:
    """Say whether a sentence states something of what it names first: “Cascade is late.”"""
    asked = reading.question.asked
    first = min((each.start for each in reading.mentions), default=-1)
    is_first = first == 0 or (first == 1 and reading.question.words[0].plain == "the")
    return "?" not in asked and is_first and _STATED.search(asked) is not None
