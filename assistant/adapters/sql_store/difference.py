"""What an import has to write: the rows that differ, and what keeps later imports true."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from assistant.adapters.sql_store.tables import versions
from assistant.portfolio.noun import Noun


@dataclass(frozen=True, slots=True)
class Difference:
    """The rows of a noun that an import changes, and how many were added, changed and closed.

    `rows` are as the import read them, `gone` has `_entity` and `key` of the rows it closes.
    """

    rows: pl.DataFrame
    gone: pl.DataFrame
    added: int
    changed: int

    @property
    def touched(self) -> pl.DataFrame:
        """`_entity` and `key` of every row that differs."""
        return pl.concat([self.rows.select("_entity", "key"), self.gone])


def difference(
    read: pl.DataFrame, state: pl.DataFrame, passed_over: pl.Series, *, complete: bool
) -> Difference:
    """Compare what was read with what was in force; both have `_entity`, `key` and `_hash`.

    `state` also has `_closed`. Rows with the same hash are the same. A complete reading closes
    what it does not hold, but for the rows it passes over, by `_entity`.
    """
    known = state.filter(~pl.col("_closed"))
    before = known.select("_entity", pl.col("_hash").alias("_before"))
    compared = read.join(before, on="_entity", how="left", maintain_order="left")
    differs = compared["_hash"].ne_missing(compared["_before"])
    added = compared["_before"].is_null() & differs
    gone = known.clear()
    if complete:
        spoken_of = pl.concat([read["_entity"], passed_over]).to_frame()
        gone = known.join(spoken_of, on="_entity", how="anti")
    return Difference(
        rows=read.filter(differs),
        gone=gone.select("_entity", "key"),
        added=int(added.sum()),
        changed=int((differs & ~added).sum()),
    )


def closing(noun: type[Noun], gone: pl.DataFrame) -> pl.DataFrame:
    """Return versions that say of rows (`_entity`, `key`) that they do not exist."""
    empty = versions(noun).columns.items()
    return gone.select(
        pl.col(name) if name in ("_entity", "key") else pl.lit(None, dtype).alias(name)
        for name, dtype in empty
    ).with_columns(pl.lit(value=True).alias("_closed"))


def next_covering(
    touched: pl.DataFrame, covered: pl.DataFrame, passed_over: pl.DataFrame, whole: pl.DataFrame
) -> pl.DataFrame:
    """Return `_entity` and `_position` of the next import that says something of each row.

    `covered` has `_entity` and `_position` of what later partial imports said, `passed_over` of
    what later complete ones said nothing of, `whole` the `_position` of those, earliest first.
    Rows that no later import speaks of are left out.
    """
    rows = touched.select("_entity")
    by_partial = covered.join(rows, on="_entity", how="semi")
    usual = rows.join(passed_over, on="_entity", how="anti").join(whole.head(1), how="cross")
    unusual = rows.join(passed_over, on="_entity", how="semi").join(whole, how="cross")
    by_whole = unusual.join(passed_over, on=["_entity", "_position"], how="anti")
    found = pl.concat([by_partial, usual, by_whole])
    return found.group_by("_entity").agg(pl.col("_position").min())


def restored(
    noun: type[Noun], touched: pl.DataFrame, covering: pl.DataFrame, before: pl.DataFrame
) -> pl.DataFrame:
    """Return versions that keep rows at their next covering import as they were before this one.

    `before` are the versions in force before the import; a row without one does not exist there.
    """
    places = touched.join(covering, on="_entity")
    existing = before.filter(~pl.col("_closed")).drop("_position")
    open_again = existing.join(covering, on="_entity")
    absent = places.join(existing, on="_entity", how="anti")
    closed = closing(noun, absent.select("_entity", "key")).drop("_position")
    order = list(versions(noun).columns)
    return pl.concat([open_again.select(order), closed.join(covering, on="_entity").select(order)])
