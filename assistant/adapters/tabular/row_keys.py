"""What a row is called: its own key, or one made of its identity; and rows that share one."""

from __future__ import annotations

from datetime import date

import polars as pl

from assistant.adapters.tabular.refusal_words import shortened
from assistant.portfolio.batch import RefusedRow
from assistant.portfolio.noun import Noun


def identity_keys(noun: type[Noun], values: pl.DataFrame) -> pl.Series:
    """Return the keys made of the identity, null where a noun has none.

    An empty cell counts as the field's default, so that saying it or not makes no second row.
    """
    if not noun.identity:
        return pl.repeat(None, values.height, dtype=pl.String, eager=True)
    parts = [
        pl.col(name).cast(pl.String).fill_null(_default(noun, name)) for name in noun.identity
    ]
    return values.select(pl.concat_str(parts, separator="/").alias("key")).to_series()


def _default(noun: type[Noun], name: str) -> str:
    default = noun.model_fields[name].default
    return str(default) if isinstance(default, str | date) else ""


def without_repeats(
    frame: pl.DataFrame, header: str | None
) -> tuple[pl.DataFrame, tuple[RefusedRow, ...]]:
    """Return the first row of each key, and refusals that name it for the others."""
    first = frame["key"].is_first_distinct()
    if first.all():
        return frame, ()
    places = ("key", "_file", "_row", "_hash")
    kept = frame.filter(first)
    repeats = frame.filter(~first).select(places)
    paired = repeats.join(kept.select(places), on="key", how="left", maintain_order="left")
    return kept, tuple(_refusal(header, *row) for row in paired.iter_rows())


def _refusal(  # noqa: PLR0913, PLR0917 - two rows side by side
    header: str | None,
    key: str,
    file: str,
    row: int,
    content: int,
    first_file: str,
    first_row: int,
    first_content: int,
) -> RefusedRow:
    place = f"row {first_row}" + (f" of {first_file}" if first_file != file else "")
    if content == first_content:
        why, remedy = f"It repeats {place} word for word.", "Remove one of the two."
    else:
        why = f"This key is already used in {place}."
        remedy = "Give the row a key of its own, or remove one of the two."
    return RefusedRow(
        file=file, row=row, column=header, value=shortened(key), why=why, remedy=remedy
    )
