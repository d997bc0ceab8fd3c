"""One thing that a governance table is asked about: its evidence, and the rows it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assistant.health.rag.evidence import Evidence
from assistant.health.survey import Survey
from assistant.portfolio.noun import Noun
from assistant.values import Unit

Row = tuple[type[Noun], str]
"""A kind and a key."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What is asked about, by `key` within its table, with the projects it concerns.

    `rows` are all rows that the evidence rests on: who may not see one of them is not told.
    """

    table: str
    key: str
    evidence: Evidence
    projects: tuple[str, ...]
    rows: tuple[Row, ...]


Gather = Callable[[Survey], Iterator[Matter]]
"""Yields what a table is asked about in one portfolio, sorted by key."""


def matter(
    table: str, key: str, subject: Row, *projects: str | None, also: Iterable[Row] = ()
) -> Matter:
    """Return a matter without evidence yet; `subject` is the row it is about."""
    noun, row = subject
    return Matter(
        table=table,
        key=key,
        evidence=Evidence(f"{noun.table}:{row}", table),
        projects=tuple(sorted({each for each in projects if each is not None})),
        rows=(subject, *also),
    )


def add_yes_no(evidence: Evidence, name: str, *, holds: bool, subject: Row) -> None:
    """Add whether something holds, resting on a row."""
    evidence.computed(name, holds, Unit.STATUS, cells=[subject])
