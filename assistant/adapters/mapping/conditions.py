"""Which rows count: conditions on cells, for whole columns and for the parts of one cell."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from assistant.adapters.mapping.source_mapping import Condition, Where


def fits(column: pl.Expr, condition: Condition) -> pl.Expr:
    """Return whether each cell of a column fits; an empty cell fits only what allows it."""
    text = column.str.strip_chars()
    word = text.str.to_lowercase()
    filled = text.fill_null("") != ""
    checks = []
    if condition.filled is not None:
        checks.append(filled == condition.filled)
    if condition.among:
        checks.append(word.is_in(_lower(condition.among)).fill_null(False))
    if condition.excluded:
        checks.append(~word.is_in(_lower(condition.excluded)).fill_null(False))
    if condition.matches is not None:
        checks.append(text.str.contains(condition.matches).fill_null(False))
    return pl.all_horizontal(checks) if checks else pl.lit(value=True)


def part_fits(part: Mapping[str, str], where: Where) -> bool:
    """Say whether one part of a cell fits every condition."""
    return all(_fits(part.get(name, ""), condition) for name, condition in where.items())


def _fits(text: str, condition: Condition) -> bool:
    word = text.strip().lower()
    return (
        (condition.filled is None or bool(word) == condition.filled)
        and (not condition.among or word in _lower(condition.among))
        and word not in _lower(condition.excluded)
        and (condition.matches is None or re.search(condition.matches, text) is not None)
    )


def _lower(words: tuple[str, ...]) -> list[str]:
    return [word.lower() for word in words]
