"""A sentence whose every figure, date, name and status is a fact in a slot.

    Statement(text="{project} slipped by {slip}.", facts={"project": …, "slip": …})

Text outside the slots holds no digit: that is checked when the statement is made, so no figure
that code did not compute can be written down.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from assistant.values.base import Value
from assistant.values.fact import Fact

SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Statement(Value):
    """One sentence, or a few, with its facts by slot name."""

    text: str
    facts: Mapping[str, Fact] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_bound(self) -> Self:
        slots = set(SLOT.findall(self.text))
        if slots != set(self.facts):
            odd = ", ".join(sorted(slots ^ set(self.facts)))
            msg = f"slots and facts differ ({odd}) in “{self.text}”"
            raise ValueError(msg)
        if any(map(str.isdigit, SLOT.sub("", self.text))):
            msg = f"a figure stands outside the facts in “{self.text}”"
            raise ValueError(msg)
        return self
