"""Ways out of trouble with a promise, as parts of an answer."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.briefing.told import ToldPart
from assistant.planning.scenarios.crisis import Crisis

_SIDE_EFFECTS = 2
"""Items that come later that a way out names."""


def way_out_parts(crisis: Crisis) -> Iterator[ToldPart]:
    """Yield what happens if nothing is done, the ways out, and what is not known."""
    nothing = crisis.nothing
    binding = () if nothing.binding is None else (nothing.binding,)
    broken = (each.statement for each in nothing.promises)
    for part in (
        ToldPart.of("If nothing is done", (*broken, *binding)),
        ToldPart(
            heading="Ways out",
            points=tuple(
                (
                    way.does,
                    way.helps,
                    way.outcome.headline,
                    *(each.statement for each in way.side_effects[:_SIDE_EFFECTS]),
                )
                for way in crisis.options
            ),
        ),
        ToldPart.of("One thing alone", crisis.alone),
        ToldPart.of("To know", crisis.notes),
    ):
        if part.points:
            yield part
