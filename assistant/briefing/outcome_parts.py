"""What a scenario comes to, as parts of an answer."""

from __future__ import annotations

from assistant.briefing.told import ToldPart
from assistant.planning.scenarios.result import ScenarioOutcome

_SHIFTS = 4
"""Items that come later, and earlier, that are told; the data holds them all."""


def outcome_parts(outcome: ScenarioOutcome, *, essential: bool = False) -> tuple[ToldPart, ...]:
    """Return which promises, items and people a scenario touches, what binds it, and its notes."""
    promises = tuple(each.statement for each in outcome.promises)
    binding = (outcome.binding,) if outcome.binding is not None and promises else ()
    parts = (
        ToldPart.of("Promises", (*promises, *binding), essential=essential),
        ToldPart.of("To know", outcome.notes),
        ToldPart.of("Later", (each.statement for each in outcome.later[:_SHIFTS])),
        ToldPart.of("Earlier", (each.statement for each in outcome.earlier[:_SHIFTS])),
        ToldPart.of("People", outcome.overloads),
    )
    return tuple(part for part in parts if part.points)
