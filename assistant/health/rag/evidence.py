"""What a policy table is asked about a project, and how each value is said.

A value is given to the table as it is; only the values that the answer's sentence names become
facts, with their rows and arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache

from assistant.policy import PolicyValue
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.noun import Noun
from assistant.values import Fact, Statement, Unit, say
from assistant.values.statement import SLOT

Part = Fact | Statement
Words = Callable[[Facts], Part | Sequence[Part]]
"""Says a value: makes its fact, a phrase, or a list of either."""

SHOWN = Decimal("0.0001")
"""Computed figures are kept to four decimals in facts; tables compare the exact ones."""

_WIDE = Context(prec=100)
"""Absurd data has absurd digits; rounding them is no reason to fail."""


def rounded(value: Decimal, to: Decimal) -> Decimal:
    """Round to the places of `to`, half to even."""
    return value.quantize(to, context=_WIDE)


@dataclass(frozen=True, slots=True)
class Measure:
    """A value that becomes a fact when a sentence names it."""

    subject: str
    name: str
    value: PolicyValue
    unit: Unit
    cells: tuple[Cell, ...] = ()
    arithmetic: str | None = None

    def __call__(self, facts: Facts) -> Fact:
        """Return the value as a fact."""
        return facts.of(
            self.subject,
            self.name,
            self.value,
            self.unit,
            cells=self.cells,
            arithmetic=self.arithmetic,
        )


class Evidence:
    """Named values about one thing, such as projects:ATLAS, gathered for one table."""

    def __init__(self, subject: str, topic: str) -> None:
        self.topic = topic
        self.subject = subject
        self.values: dict[str, PolicyValue] = {}
        self._words: dict[str, Words] = {}

    def computed(
        self,
        name: str,
        value: PolicyValue | None,
        unit: Unit,
        *,
        cells: Iterable[Cell] = (),
        arithmetic: str | None = None,
    ) -> None:
        """Add a computed value; None is missing and adds nothing."""
        if value is None:
            return
        shown = rounded(value, SHOWN) if isinstance(value, Decimal) else value
        self.values[name] = value
        self._words[name] = Measure(
            self.subject, f"{self.topic}_{name}", shown, unit, tuple(cells), arithmetic
        )

    def read(self, name: str, thing: Noun, field: str, unit: Unit) -> None:
        """Add the value of one cell of the portfolio; an empty one is missing and adds nothing."""
        value = getattr(thing, field)
        if value is None:
            return
        subject, cell = f"{thing.table}:{thing.key}", (type(thing), thing.key, field)
        self.values[name] = value
        self._words[name] = Measure(subject, field, value, unit, (cell,))

    def named(self, name: str, measure: Measure) -> None:
        """Add a value that is not about the project, such as a limit."""
        self.values[name] = measure.value
        self._words[name] = measure

    def computed_elsewhere(self, name: str, fact: Fact) -> None:
        """Add a value that is a fact already."""
        self.values[name] = fact.value
        self._words[name] = lambda _: fact

    def remember(self, name: str, value: PolicyValue, fact: Fact | None) -> None:
        """Add a value of another day, with the fact it was then, where it was one."""
        self.values[name] = value
        if fact is not None:
            self._words[name] = lambda _: fact

    def phrase(self, name: str, words: Words) -> None:
        """Add words that a sentence may use; a table can only ask whether they are missing."""
        self.values[name] = name
        self._words[name] = words

    def say(self, text: str, facts: Facts) -> Statement:
        """Write a rule's sentence; a slot that nothing is known for says so."""
        names = dict.fromkeys(SLOT.findall(text))
        if not names:
            return _without_facts(text)
        return say(text, **{name: self._said(name, facts) for name in names})

    def fact(self, name: str, facts: Facts) -> Fact:
        """Return a value that was added as one fact; KeyError where there is none."""
        said = self._words[name](facts)
        if not isinstance(said, Fact):
            raise KeyError(name)
        return said

    def known(self, name: str, facts: Facts) -> Fact | None:
        """Return a value as one fact; None for what is only words, or not there."""
        said = self._words[name](facts) if name in self._words else None
        return said if isinstance(said, Fact) else None

    def _said(self, name: str, facts: Facts) -> Part | Sequence[Part]:
        if name in self._words:
            return self._words[name](facts)
        return facts.of(self.subject, f"{self.topic}_{name}_absent", "not known", Unit.TEXT)


@lru_cache(maxsize=256)
def _without_facts(text: str) -> Statement:
    """Return a sentence that is the same for every project, such as most remedies."""
    return say(text)
