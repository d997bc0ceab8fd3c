"""The key each row is shown under, where sources use the same key for different things."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from assistant.portfolio.frames import row_hashes
from assistant.portfolio.noun import Kind, Noun, columns

Owner = tuple[str, str]
"""A source, and a key in it."""

_NAMES = {"_source": pl.String, "_own_key": pl.String, "_shown": pl.String}


def shown_keys(
    owned: Sequence[pl.DataFrame], primaries: Mapping[Owner, Owner], registered: Sequence[str]
) -> pl.DataFrame:
    """Return the keys shown under another name: `_source`, `_own_key` and `_shown`.

    `owned` are frames with `_source` and `_own_key`; `registered` lists the sources, first first.
    """
    roots = pl.DataFrame(
        list(primaries.values()),
        schema={"_source": pl.String, "_own_key": pl.String},
        orient="row",
    )
    owners = pl.concat([*(frame.select(roots.columns) for frame in owned), roots]).unique()
    contested = owners.filter(pl.col("_own_key").is_duplicated())
    rivals = {*contested.iter_rows(), *primaries.values()} - primaries.keys()
    shown = _told_apart(rivals, registered, set(owners["_own_key"]) if rivals else set())
    shown |= {own: shown[root] for own, root in primaries.items()}
    renamed = [(*own, name) for own, name in sorted(shown.items()) if name != own[1]]
    return pl.DataFrame(renamed, schema=_NAMES, orient="row")


def _told_apart(
    rivals: Iterable[Owner], registered: Sequence[str], used: set[str]
) -> dict[Owner, str]:
    """Give each rival a key of its own; the source registered first keeps the plain one."""
    rank = {source: place for place, source in enumerate(registered)}
    shown: dict[Owner, str] = {}
    plain: set[str] = set()
    for source, key in sorted(rivals, key=lambda own: (rank.get(own[0], len(rank)), own)):
        name = key
        while key in plain and name in used:
            name += f"@{source}"
        plain.add(key)
        used.add(name)
        shown[source, key] = name
    return shown


def rename(
    noun: type[Noun], frame: pl.DataFrame, names: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """Write the shown keys into a noun's rows and references, by table; changed rows are rehashed.

    The frame has `_source`; a reference follows the names of the source that it stands in.
    """
    pointing = [("key", noun.table, Kind.TEXT)]
    pointing += [(column.name, column.ref, column.kind) for column in columns(noun) if column.ref]
    renamed = frame
    for name, table, kind in pointing:
        known = names.get(table)
        if known is not None and not known.is_empty():
            renamed = _pointed(renamed, name, kind, known)
    return _rehashed(noun, frame, renamed)


def _pointed(frame: pl.DataFrame, name: str, kind: Kind, names: pl.DataFrame) -> pl.DataFrame:
    if kind is Kind.LIST:
        return frame.with_columns(_pointed_lists(frame, name, names))
    return (
        frame.join(
            names,
            left_on=["_source", name],
            right_on=["_source", "_own_key"],
            how="left",
            maintain_order="left",
        )
        .with_columns(pl.coalesce("_shown", name).alias(name))
        .drop("_shown")
    )


def _pointed_lists(frame: pl.DataFrame, name: str, names: pl.DataFrame) -> pl.Series:
    shown = {(source, key): new for source, key, new in names.iter_rows()}
    cells = [
        None if cell is None else _pointed_list(cell, source, shown)
        for source, cell in frame.select("_source", name).iter_rows()
    ]
    return pl.Series(name, cells, dtype=pl.String)


def _pointed_list(cell: str, source: str, shown: Mapping[Owner, str]) -> str:
    keys = [shown.get((source, key), key) for key in json.loads(cell)]
    return json.dumps(keys, ensure_ascii=False)


def _rehashed(noun: type[Noun], before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    if after is before:
        return after
    differs = pl.any_horizontal(
        *(after[name].ne_missing(before[name]).alias(name) for name in before.columns)
    )
    changed = after.select(differs.alias("changed"))["changed"]
    hashes = after["_hash"].scatter(changed.arg_true(), row_hashes(noun, after.filter(changed)))
    return after.with_columns(hashes.alias("_hash"))
