"""Two snapshots side by side: which rows came, went or differ, and in which fields."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import polars as pl

from assistant.health.naming import owning_project
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.frames import physical
from assistant.portfolio.noun import Noun, columns
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, FactValue, Period, Unit


@dataclass(frozen=True, slots=True)
class Edit:
    """A row that both snapshots hold with different content.

    `fields` is empty where only columns differ that no field takes.
    """

    key: str
    fields: frozenset[str]


class Comparison:
    """An earlier and a later snapshot. ValueError when they are given the wrong way round."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self.between = Period(start=before.as_of, end=after.as_of)
        self.before = before
        self.after = after
        self.old = Facts(before)
        self.new = Facts(after)
        self._edits: dict[type[Noun], tuple[Edit, ...]] = {}

    def edits(self, noun: type[Noun]) -> tuple[Edit, ...]:
        """Return the rows that differ, sorted by key."""
        if noun not in self._edits:
            self._edits[noun] = _edits(noun, self.before.frame(noun), self.after.frame(noun))
        return self._edits[noun]

    def edited(self, noun: type[Noun], *fields: str) -> list[str]:
        """Return the keys of the rows that differ in any of the fields, sorted."""
        return [edit.key for edit in self.edits(noun) if not edit.fields.isdisjoint(fields)]

    def added(self, noun: type[Noun]) -> list[str]:
        """Return the keys only the later snapshot has, sorted."""
        return _absent(self.after.frame(noun), self.before.frame(noun))

    def removed(self, noun: type[Noun]) -> list[str]:
        """Return the keys only the earlier snapshot has, sorted."""
        return _absent(self.before.frame(noun), self.after.frame(noun))

    def project_of(self, noun: type[Noun], key: str) -> str | None:
        """Return the project a row belongs to, as the later snapshot has it, else the earlier."""
        return owning_project(self.after, noun, key) or owning_project(self.before, noun, key)

    def delta(  # noqa: PLR0913 - a fact has that many sides
        self,
        subject: str,
        measure: str,
        value: FactValue,
        unit: Unit,
        *,
        old: tuple[Cell, ...],
        new: tuple[Cell, ...],
        arithmetic: str | None = None,
    ) -> Fact:
        """Return a figure that rests on rows of both snapshots, about the time between them."""
        fact = self.new.of(
            subject, measure, value, unit, cells=new, period=self.between, arithmetic=arithmetic
        )
        earlier = tuple(self.before.source(*cell) for cell in old)
        return fact.model_copy(update={"sources": earlier + fact.sources})


def _edits(noun: type[Noun], before: pl.DataFrame, after: pl.DataFrame) -> tuple[Edit, ...]:
    both = before.join(after, on="key", suffix=_LATER).filter(
        pl.col("_hash") != pl.col(f"_hash{_LATER}")
    )
    if both.is_empty():
        return ()
    names, differs = _field_comparisons(noun)
    rows = both.sort("key").select("key", *differs)
    return tuple(
        Edit(key, frozenset(name for name, differs in zip(names, flags, strict=True) if differs))
        for key, *flags in rows.iter_rows()
    )


_LATER = "\x1flater"
"""A suffix that no column's name has."""


@cache
def _field_comparisons(noun: type[Noun]) -> tuple[tuple[str, ...], tuple[pl.Expr, ...]]:
    """Return a noun's fields and, for each, whether the two sides of a joined row differ in it."""
    compared = [column for column in columns(noun) if column.name != "key"]
    expressions = [
        pl.any_horizontal(
            [pl.col(part).ne_missing(pl.col(f"{part}{_LATER}")) for part in physical(column)]
        ).alias(column.name)
        for column in compared
    ]
    return tuple(column.name for column in compared), tuple(expressions)


def _absent(rows: pl.DataFrame, other: pl.DataFrame) -> list[str]:
    return rows.join(other, on="key", how="anti")["key"].sort().to_list()
