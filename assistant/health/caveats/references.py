"""References that lead nowhere: an owner nobody knows, a team that is not listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from assistant.health.caveats.finding import caveat, subjects
from assistant.health.naming import count_of
from assistant.health.survey import Survey
from assistant.health.verdicts import Caveat, Severity
from assistant.portfolio.noun import Column, Kind, Noun, columns
from assistant.portfolio.registry import BY_TABLE, NOUNS
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement, Unit, say

_SHOWN = 3
_TOLD_ELSEWHERE = frozenset({(WorkItem, "project")})
"""Orphans have a caveat of their own."""


@dataclass(frozen=True, slots=True)
class Dangling:
    """Rows whose field names what no row of the other table is called, and those names."""

    noun: type[Noun]
    column: Column
    rows: tuple[str, ...]
    names: tuple[str, ...]


def dangling_references(survey: Survey) -> Iterator[Caveat]:
    """Yield, for each field, the rows whose reference leads nowhere.

    Where the other table is not there at all, nothing can be checked, and nothing is said.
    """
    for noun in NOUNS:
        for column in columns(noun):
            if column.ref is not None and (noun, column.name) not in _TOLD_ELSEWHERE:
                found = _dangling(survey, noun, column, column.ref)
                if found is not None:
                    yield _caveat(survey, found)


def _dangling(survey: Survey, noun: type[Noun], column: Column, ref: str) -> Dangling | None:
    known = survey.snapshot.frame(BY_TABLE[ref]).select("key")
    used = survey.snapshot.frame(noun).select("key", pl.col(column.name).alias("name"))
    if known.is_empty() or used["name"].null_count() == used.height:
        return None
    if column.kind is Kind.LIST:
        lists = pl.col("name").str.json_decode(pl.List(pl.String))
        used = used.drop_nulls().with_columns(lists).explode("name")
    lost = used.drop_nulls().join(known, left_on="name", right_on="key", how="anti")
    if lost.is_empty():
        return None
    rows = tuple(lost["key"].unique().sort().to_list())
    counts = lost.group_by("name").len().sort(["len", "name"], descending=[True, False])
    return Dangling(noun, column, rows, tuple(counts["name"].to_list()))


def _caveat(survey: Survey, found: Dangling) -> Caveat:
    noun, field = found.noun, found.column.name
    what = f"{noun.table}_{field}_unknown"
    other = BY_TABLE[found.column.ref or ""].title.lower()
    return caveat(
        f"unknown-reference:{noun.table}:{field}",
        severity=Severity.LOW,
        subjects=subjects(noun, found.rows),
        headline=say(
            f"{{count}} {noun.title.lower()} [row names|rows name] a {other} "
            "that is not in the portfolio: {names}.",
            count=count_of(survey.facts, noun, found.rows, what=what),
            names=[_name(survey, found, name) for name in found.names[:_SHOWN]],
        ),
        remedy=Statement(text=f"Add the missing {other}, or correct the name."),
        unlocks="What hangs on it is then counted where it belongs.",
    )


def _name(survey: Survey, found: Dangling, name: str) -> Fact:
    measure = f"unknown_{found.noun.table}_{found.column.name}"
    return survey.facts.of(f"{found.column.ref}:{name}", measure, name, Unit.NAME)
