"""Source text kept beside a row, as one JSON object a row."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl


def as_json(texts: Mapping[str, pl.Series], height: int) -> pl.Series:
    """Return a JSON object of each row's filled cells by name; null where there are none.

    Names stand in order, so that moving a column in a source changes no row.
    """
    filled = [name for name in sorted(texts) if texts[name].null_count() < height]
    if not filled:
        return pl.repeat(None, height, dtype=pl.String, eager=True)
    frame = pl.DataFrame([texts[name].alias(str(place)) for place, name in enumerate(filled)])
    members = [_member(pl.col(str(place)), name) for place, name in enumerate(filled)]
    joined = frame.select(pl.concat_str(members, separator=",", ignore_nulls=True).alias(""))
    inside = pl.col("")
    return joined.select(
        pl.when(inside != "").then(pl.concat_str(pl.lit("{"), inside, pl.lit("}")))
    ).to_series()


def _member(cells: pl.Expr, name: str) -> pl.Expr:
    """Return “"name":"text"” for each filled cell."""
    encoded = pl.struct(cells.alias(name)).struct.json_encode()
    return pl.when(cells.is_not_null()).then(encoded.str.strip_prefix("{").str.strip_suffix("}"))
