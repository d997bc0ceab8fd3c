"""Makes facts from a snapshot, so that every one knows its rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.portfolio.noun import Noun
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, FactValue, Period, Unit

Cell = tuple[type[Noun], str] | tuple[type[Noun], str, str]
"""A row (noun, key) or one cell of it (noun, key, field)."""


class Facts:
    """The one way from a snapshot's rows to facts."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def of(  # noqa: PLR0913 - a fact has that many sides, all keyword-only but four
        self,
        subject: str,
        measure: str,
        value: FactValue,
        unit: Unit,
        *,
        cells: Iterable[Cell] = (),
        period: Period | None = None,
        arithmetic: str | None = None,
    ) -> Fact:
        """Return a computed fact; `subject` is like project:ATLAS, `cells` are what it rests on."""
        return Fact(
            subject=subject,
            measure=measure,
            value=value,
            unit=unit,
            as_of=self.snapshot.as_of,
            revision=self.snapshot.revision,
            period=period,
            sources=tuple(self.snapshot.source(*cell) for cell in cells),
            arithmetic=arithmetic,
        )

    def name(self, noun: type[Noun], key: str) -> Fact:
        """Return what people call a thing: its name, or its key where it has none."""
        thing = self.snapshot.get(noun, key)
        named = getattr(thing, "name", None) or key
        cells: list[Cell] = [(noun, key, "name")] if thing is not None else []
        return self.of(f"{noun.table}:{key}", "name", named, Unit.NAME, cells=cells)

    def key(self, noun: type[Noun], key: str) -> Fact:
        """Return a thing's key as a name: work items are called by it."""
        cells: list[Cell] = [(noun, key, "key")] if self.snapshot.get(noun, key) else []
        return self.of(f"{noun.table}:{key}", "key", key, Unit.NAME, cells=cells)

    def cell(self, noun: type[Noun], key: str, field: str, unit: Unit) -> Fact:
        """Return one field of a row as a fact; KeyError where it holds nothing."""
        value = getattr(self.snapshot.get(noun, key), field, None)
        if value is None:
            msg = f"{noun.table} {key} has no {field}"
            raise KeyError(msg)
        return self.of(f"{noun.table}:{key}", field, value, unit, cells=[(noun, key, field)])

    def today(self) -> Fact:
        """Return the day everything is seen from."""
        day: date = self.snapshot.as_of
        return self.of("portfolio", "as_of", day, Unit.DATE)
