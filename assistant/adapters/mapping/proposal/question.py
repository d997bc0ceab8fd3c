"""What only a person can answer about an export, with the evidence and what may be answered."""

from __future__ import annotations

import re

from pydantic import Field

from assistant.errors import BadInput
from assistant.values import Value


class Option(Value):
    """One answer, and what it means."""

    key: str
    meaning: str


Doubtful = tuple[str, str | None]
"""A header, and the one text of its column that is doubtful; None where all of them are."""


class Question(Value):
    """One open question. `pattern` admits answers beyond the options, such as any currency code.

    `about` is the one text it is about; None where it is about all that a column holds.
    """

    id: str = Field(description="stable for the same export, such as dates:plan.csv")
    text: str
    evidence: tuple[str, ...] = Field(description="cells that show why it is asked")
    options: tuple[Option, ...]
    default: str | None = None
    pattern: str | None = None
    about: str | None = None

    def check(self, option: str) -> str:
        """Return an answer that can be used; raises BadInput."""
        known = [one.key for one in self.options]
        if option in known or (self.pattern and re.fullmatch(self.pattern, option)):
            return option
        remedy = f"Answer one of: {', '.join(known)}."
        raise BadInput(f"“{option}” is no answer to “{self.text}”.", remedy=remedy)

    def __str__(self) -> str:
        """Return the question with its evidence and options, on one line."""
        options = ", ".join(f"{option.key} ({option.meaning})" for option in self.options)
        shown = f" [{'; '.join(self.evidence)}]" if self.evidence else ""
        return f"{self.id}: {self.text}{shown} {options}"
