"""Ways out of trouble with promises, as they are told and kept."""

from __future__ import annotations

from pydantic import Field

from assistant.planning.scenarios.result import ScenarioOutcome, Shift
from assistant.values import Statement, Value


class WayOut(Value):
    """Changes that together help, with what they come to beside the plan of today."""

    does: Statement
    helps: Statement = Field(description="what becomes of the promises that would break")
    side_effects: tuple[Shift, ...] = Field(description="what the promises do not need, and waits")
    outcome: ScenarioOutcome


class Crisis(Value):
    """What an absence does, and the ways out."""

    headline: Statement
    nothing: ScenarioOutcome = Field(description="what happens if nothing is done")
    options: tuple[WayOut, ...]
    alone: tuple[Statement, ...] = Field(
        default=(), description="what each single change would come to"
    )
    notes: tuple[Statement, ...] = Field(
        default=(), description="promises that no plan can speak of"
    )
