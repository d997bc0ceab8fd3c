"""Which rows a viewer may see: rows that hang on a confidential project go with it.

A reference is followed from the noun's own description: what refers to a hidden row in a required
or owning field (project, item, predecessor, successor) is hidden too, and so is a work item of no
project under a hidden parent or in a hidden release; elsewhere the reference is emptied, so that no
hidden key, name or count shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import polars as pl

from assistant.portfolio.noun import Column, Kind, Noun, columns
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.work import WorkItem
from assistant.values import Scope

_OWNING = frozenset({"project", "item", "predecessor", "successor", "projects", "items"})


def visible_frames(
    frames: Mapping[type[Noun], pl.DataFrame], scope: Scope
) -> dict[type[Noun], pl.DataFrame]:
    """Return the frames without what the scope may not see."""
    hidden = {Project.table: _hidden_projects(frames[Project], scope)}
    if scope.everything or not hidden[Project.table]:
        return dict(frames)
    hidden |= _hidden_dependents(frames, hidden)
    return {noun: _without(noun, frames[noun], hidden) for noun in NOUNS}


def scope_for(projects: Iterable[pl.DataFrame], viewer: str | None) -> Scope:
    """Return the scope of a person: the confidential projects that name them.

    `projects` are their rows on the day asked about and on the latest day known. Where these differ
    the later word counts: asking about an earlier day does not open what has been closed since.
    """
    named: dict[str, bool] = {}
    for rows in projects:
        confidential = rows.filter(pl.col("confidential").fill_null(False))
        for key, people in confidential.select("key", "visible_to").iter_rows():
            named[key] = viewer is not None and viewer in json.loads(people or "[]")
    return Scope(
        viewer=viewer,
        confidential=frozenset(key for key, is_named in named.items() if is_named),
        closed=frozenset(key for key, is_named in named.items() if not is_named),
    )


def _hidden_projects(projects: pl.DataFrame, scope: Scope) -> frozenset[str]:
    is_confidential = pl.col("confidential").fill_null(False) | pl.col("key").is_in(
        list(scope.closed)
    )
    return frozenset(
        key for key in projects.filter(is_confidential)["key"] if not scope.allows(key)
    )


def _hidden_dependents(
    frames: Mapping[type[Noun], pl.DataFrame], hidden: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Return the keys hidden in every other table; tables are listed before what refers to them."""
    known = dict(hidden)
    for noun in NOUNS:
        if noun is Project:
            continue
        kept = _kept(noun, frames[noun], known)
        gone = frames[noun].filter(~kept) if kept is not None else frames[noun].clear()
        known[noun.table] = frozenset(gone["key"])
        if noun is WorkItem:
            known[noun.table] |= _hidden_below(frames[noun], known)
    return known


def _hidden_below(items: pl.DataFrame, hidden: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the items of no project that a hidden item or release is all the context of."""
    loose = items.filter(pl.col("project").is_null()).select("key", "parent", "release")
    below: set[str] = set()
    found = {key for key, _, release in loose.iter_rows() if release in hidden[Milestone.table]}
    gone = set(hidden[WorkItem.table])
    while (
        found := (found | {key for key, parent, _ in loose.iter_rows() if parent in gone}) - below
    ):
        below |= found
        gone = found
    return below


def _kept(
    noun: type[Noun], frame: pl.DataFrame, hidden: Mapping[str, frozenset[str]]
) -> pl.Series | None:
    owning = [
        column
        for column in columns(noun)
        if column.name in _OWNING and hidden.get(column.ref or "")
    ]
    if not owning:
        return None
    visible = [_points_outside(frame[column.name], column, hidden) for column in owning]
    kept = visible[0]
    for more in visible[1:]:
        kept &= more
    return kept


def _points_outside(
    cells: pl.Series, column: Column, hidden: Mapping[str, frozenset[str]]
) -> pl.Series:
    gone = hidden[column.ref or ""]
    if column.kind is Kind.LIST:
        outside = [not gone.intersection(json.loads(cell or "[]")) for cell in cells]
        return pl.Series(outside, dtype=pl.Boolean)
    return ~cells.is_in(list(gone)).fill_null(False)


def _without(
    noun: type[Noun], frame: pl.DataFrame, hidden: Mapping[str, frozenset[str]]
) -> pl.DataFrame:
    frame = frame.filter(~pl.col("key").is_in(list(hidden[noun.table])))
    for column in columns(noun):
        gone = hidden.get(column.ref or "")
        if column.name in _OWNING or not gone:
            continue
        frame = frame.with_columns(_emptied(column, gone))
    return frame


def _emptied(column: Column, gone: frozenset[str]) -> pl.Expr:
    cells = pl.col(column.name)
    if column.kind is Kind.LIST:
        return cells.map_elements(lambda cell: _list_without(cell, gone), return_dtype=pl.String)
    return pl.when(cells.is_in(list(gone))).then(None).otherwise(cells).alias(column.name)


def _list_without(cell: str, gone: frozenset[str]) -> str:
    return json.dumps([key for key in json.loads(cell) if key not in gone], ensure_ascii=False)
