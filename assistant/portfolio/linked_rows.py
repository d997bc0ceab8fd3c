"""Rows of several sources that are the same thing: one row, with the place of every cell kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from typing import Any

import polars as pl

from assistant.portfolio.frames import physical, row_hashes
from assistant.portfolio.noun import Noun, columns
from assistant.portfolio.shown_keys import Owner

Place = Mapping[str, Any]
"""A row's cells `_import`, `_file`, `_row`, `_rule` and `_effective`: where it was read."""

Borrowed = dict[tuple[str, str, str], Place]
"""Table, key and field of a cell that stood empty → where the value was read instead."""

PLACE = ("_import", "_file", "_row", "_rule", "_effective")


def fold_linked(
    noun: type[Noun],
    frame: pl.DataFrame,
    primaries: Mapping[Owner, Owner],
    borrowed: Borrowed,
) -> pl.DataFrame:
    """Make one row of the rows that share a shown key; `borrowed` takes the filled cells.

    The primary's cells win; empty ones are filled by the linked rows, in the order their sources
    were registered. What is confidential in one source stays so.
    """
    shared = pl.col("key").is_duplicated()
    linked = frame.filter(shared) if primaries else frame.clear()
    if linked.is_empty():
        return frame
    rows = sorted(linked.iter_rows(named=True), key=_primary_first(set(primaries.values())))
    groups = groupby(rows, key=lambda row: str(row["key"]))
    folded = pl.DataFrame(
        [_fold(noun, list(group), borrowed) for _, group in groups],
        schema=frame.schema,
        orient="row",
    )
    rehashed = folded.with_columns(row_hashes(noun, folded))
    return pl.concat([frame.filter(~shared), rehashed])


def _primary_first(primaries: set[Owner]) -> Any:
    def place(row: Mapping[str, Any]) -> tuple[Any, ...]:
        is_linked = (row["_source"], row["_own_key"]) not in primaries
        return row["key"], is_linked, row["_rank"], row["_own_key"]

    return place


def _fold(noun: type[Noun], rows: list[dict[str, Any]], borrowed: Borrowed) -> dict[str, Any]:
    folded = dict(rows[0])
    for other in rows[1:]:
        _fill(noun, folded, other, borrowed)
        if "confidential" in folded:
            folded["confidential"] = folded["confidential"] or other["confidential"]
        folded["_extra"] = _as_json(_as_dict(other["_extra"]) | _as_dict(folded["_extra"]))
    return folded


def _fill(
    noun: type[Noun], folded: dict[str, Any], other: Mapping[str, Any], borrowed: Borrowed
) -> None:
    """Fill the empty cells of one row from another, and the reasons why cells are empty."""
    reasons, more = _as_dict(folded["_missing"]), _as_dict(other["_missing"])
    for column in columns(noun):
        cells = list(physical(column))
        if folded[cells[0]] is not None:
            continue
        if other[cells[0]] is not None:
            folded |= {name: other[name] for name in cells}
            reasons.pop(column.name, None)
            borrowed[noun.table, folded["key"], column.name] = {k: other[k] for k in PLACE}
        elif column.name in more:
            reasons.setdefault(column.name, more[column.name])
    folded["_missing"] = _as_json(reasons)


def _as_dict(cell: str | None) -> dict[str, Any]:
    return dict(json.loads(cell)) if cell else {}


def _as_json(values: Mapping[str, Any]) -> str | None:
    return json.dumps(values, ensure_ascii=False) if values else None
