"""What an export seems to mean, and what only a person can answer about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

SAVED_SUFFIX = ".mapping.yaml"
"""What a confirmed mapping is called beside its export: `jira.csv.mapping.yaml`."""


class Option(Protocol):
    """One answer, and what it means."""

    @property
    def key(self) -> str:
        """What is answered."""
        ...

    @property
    def meaning(self) -> str:
        """What it stands for."""
        ...


class Question(Protocol):
    """One open question about an export, with the cells that show why it is asked."""

    @property
    def id(self) -> str:
        """Its name; the same export asks the same questions."""
        ...

    @property
    def text(self) -> str:
        """The question itself."""
        ...

    @property
    def evidence(self) -> tuple[str, ...]:
        """Cells that show why it is asked."""
        ...

    @property
    def options(self) -> Sequence[Option]:
        """What may be answered."""
        ...

    @property
    def default(self) -> str | None:
        """What is answered when nothing is typed; None where there is no safe answer."""
        ...


class ExampleRow(Protocol):
    """One row as it would come in; `unclear` are its doubtful cells, as they stand."""

    @property
    def file(self) -> str:
        """Where it stands."""
        ...

    @property
    def row(self) -> int:
        """Where it stands, as a person finds it."""
        ...

    @property
    def noun(self) -> str:
        """The table it would come into."""
        ...

    @property
    def cells(self) -> Mapping[str, str]:
        """What its fields would hold."""
        ...

    @property
    def unclear(self) -> Mapping[str, str]:
        """What is not clear yet, by header."""
        ...


class MappingProposal(Protocol):
    """A mapping proposed from an export: what is clear is decided, what is not is asked."""

    @property
    def source(self) -> str:
        """What the source is called, whose readings follow each other."""
        ...

    @property
    def questions(self) -> Sequence[Question]:
        """The open questions."""
        ...

    @property
    def unmapped(self) -> Mapping[str, tuple[str, ...]]:
        """The columns that no field takes, by table; they are kept beside each row."""
        ...

    @property
    def columns(self) -> Mapping[str, Mapping[str, str]]:
        """The headers each field is read from, by table and field."""
        ...

    def answer(self, question: str, option: str) -> MappingProposal:
        """Return the proposal with one question or doubt answered; raises BadInput."""
        ...

    def doubts(self, named: str) -> Sequence[Question]:
        """Return the questions whose answers overrule what was taken from a column.

        One for each table that has the column; for “rows”, what the rows are.
        """
        ...

    def named(self, source: str) -> MappingProposal:
        """Return the proposal for a source of another name."""
        ...

    def examples(self, as_of: date, count: int = 10) -> Sequence[ExampleRow]:
        """Return mapped rows, those with something doubtful first."""
        ...

    def to_yaml(self) -> str:
        """Return the mapping as the text of a file; raises BadMapping while questions are open."""
        ...
