"""References between the tables of one source: which rows cannot stand without what they refer to.

A required reference that points nowhere refuses its row (a dependency without an end says nothing).
An optional one is kept, since the row stands without it: health reports it. Nothing is checked
where the table referred to is absent, or the source is partial: the other end may be elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import polars as pl

from assistant.adapters.tabular.nearest import nearest
from assistant.adapters.tabular.noun_frame import NounFrame
from assistant.adapters.tabular.refusal_words import called, in_order, shortened
from assistant.portfolio.batch import RefusedRow
from assistant.portfolio.noun import Column, Noun, columns
from assistant.portfolio.registry import BY_TABLE, NOUNS

_MOST_COMPARED = 2_000_000
"""Keys compared while looking for what a mistyped reference means; then no guess is offered."""


def check_references(
    parts: Mapping[type[Noun], NounFrame], *, complete: bool
) -> dict[type[Noun], NounFrame]:
    """Return the frames without the rows whose required references point nowhere.

    Every frame that the source has must be there: an absent one is not checked against.
    """
    if not complete:
        return dict(parts)
    checked: dict[type[Noun], NounFrame] = {}
    for noun in NOUNS:  # what is referred to comes first
        if noun in parts:
            checked[noun] = _standing(parts[noun], checked)
    return checked


def _standing(part: NounFrame, checked: Mapping[type[Noun], NounFrame]) -> NounFrame:
    """Return the rows whose required references stand among those checked before."""
    for column in columns(part.noun):
        target = checked.get(BY_TABLE[column.ref]) if column.ref else None
        if column.required and target is not None:
            part = _without_dangling(part, column, target)
    return part


def _without_dangling(part: NounFrame, column: Column, target: NounFrame) -> NounFrame:
    dangles = ~part.frame[column.name].is_in(target.frame["key"].implode())
    if not dangles.any():
        return part
    dangling = part.frame.filter(dangles)
    return replace(
        part,
        frame=part.frame.filter(~dangles),
        refused=in_order((*part.refused, *_refusals(dangling, column, target, part.headers))),
        refused_keys=part.refused_keys | frozenset(dangling["key"]),
    )


def _refusals(
    dangling: pl.DataFrame, column: Column, target: NounFrame, headers: Mapping[str, str]
) -> Iterator[RefusedRow]:
    reasons = _reasons(dangling[column.name], target)
    for file, row, key in dangling.select("_file", "_row", column.name).iter_rows():
        why, remedy = reasons[key]
        yield RefusedRow(
            file=file,
            row=row,
            column=headers.get(column.name, column.name),
            value=shortened(key),
            why=why,
            remedy=remedy,
        )


def _reasons(unknown: pl.Series, target: NounFrame) -> dict[str, tuple[str, str]]:
    """Return why each unknown key cannot be used, and what to do."""
    title = called(target.noun)
    known = _by_number(target.frame["key"])
    budget = _MOST_COMPARED
    reasons: dict[str, tuple[str, str]] = {}
    for key in unknown.unique(maintain_order=True):
        if key in target.refused_keys:
            reasons[key] = (f"The row of this {title} is refused.", "Mend that row first.")
            continue
        alike = known.get(_number(key), [])
        budget -= len(alike)
        near = nearest(key, alike) if budget > 0 else None
        remedy = f"Did you mean {near}?" if near else f"Add the {title}, or correct the key."
        reasons[key] = (f"There is no {title} of this key here.", remedy)
    return reasons


def _by_number(keys: pl.Series) -> dict[str, list[str]]:
    """Return keys by their digits: KEY-12 may be meant by KEY12 or KYE-12, never by KEY-13."""
    by_number: dict[str, list[str]] = {}
    for key in keys:
        by_number.setdefault(_number(key), []).append(key)
    return by_number


def _number(key: str) -> str:
    return re.sub("[^0-9]", "", key).lstrip("0")
