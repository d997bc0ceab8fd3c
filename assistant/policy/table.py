"""What a decision table says, as it is written down. `evaluation` runs it.

This is the boundary to a person's YAML: field by field checked, unknown keys refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from assistant.policy.kinds import InputKind
from assistant.values import Value
from assistant.values.statement import SLOT

Outputs = Mapping[str, str]
"""One word per output, each out of the output's closed set."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
RowId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]


class HitPolicy(StrEnum):
    """How many rows may decide: the first that holds, or all that hold."""

    FIRST = "first"
    COLLECT = "collect"


class Input(Value):
    """One thing a table asks for.

    `when_missing` says what conditions on it answer where it holds nothing: `unknown` (they
    cannot be answered, the default) or `no` (an organisation without it is not judged by it).
    """

    kind: InputKind
    meaning: str
    values: tuple[str, ...] = ()
    when_missing: Literal["unknown", "no"] = "unknown"

    @model_validator(mode="after")
    def _has_values_when_a_choice(self) -> Self:
        if (self.kind is InputKind.CHOICE) != bool(self.values):
            msg = "values belong to a choice, and a choice lists its values"
            raise ValueError(msg)
        return self


class Example(Value):
    """What the table answers when given this; run whenever the table is read."""

    given: Mapping[str, str]
    expected: Outputs


class Answer(Value):
    """What a table says. `because` is the sentence a person reads, `remedy` what can be done.

    Figures, dates, names and status words stand in {slots}, each the name of an input or output.
    """

    then: Outputs
    because: str
    remedy: str

    @model_validator(mode="after")
    def _keeps_figures_in_slots(self) -> Self:
        for sentence in (self.because, self.remedy):
            if any(char.isdigit() for char in SLOT.sub("", sentence)):
                msg = f"“{sentence}” holds a figure; name the input in braces instead"
                raise ValueError(msg)
        return self

    @property
    def slots(self) -> frozenset[str]:
        """The names its sentences speak of."""
        return frozenset(SLOT.findall(self.because + self.remedy))


class Row(Answer):
    """One rule: when all its conditions hold, its answer is given."""

    id: RowId
    owner: str = Field(description="role that may change it")
    since: date
    severity: Literal["high", "medium", "low"]
    when: Mapping[str, str] = Field(min_length=1)
    examples: tuple[Example, ...] = Field(min_length=2)


class DecisionTable(Value):
    """A named table of rules over typed inputs, with outputs from a closed set.

    `default` is the answer when no row holds, `unknown` when a missing value leaves it open.
    """

    table: Name
    title: str
    hit: HitPolicy
    inputs: Mapping[Name, Input] = Field(min_length=1)
    outputs: Mapping[Name, tuple[str, ...]] = Field(min_length=1)
    default: Answer
    unknown: Answer
    rows: tuple[Row, ...] = Field(min_length=1)
