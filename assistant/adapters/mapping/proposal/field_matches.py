"""Which columns of a table hold which fields of a noun: by name, and by whether the cells fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.adapters.mapping.proposal.date_formats import holds_dates
from assistant.adapters.mapping.proposal.evidence import Evidence, series
from assistant.adapters.mapping.proposal.number_formats import holds_numbers
from assistant.adapters.mapping.proposal.vocabulary import likeness
from assistant.adapters.mapping.proposal.word_choices import holds_choices
from assistant.adapters.tabular.cells import read_cells
from assistant.adapters.tabular.raw import CellFormat
from assistant.portfolio.noun import Column, Kind, Noun, columns

Matches = Mapping[str, tuple[Evidence, float]]
"""Field → its column, and how well the header names it."""

_TAKEN = frozenset({"sprints", "labels", "systems", "release", "team", "skills"})
"""Fields that may be taken from the names of objects in a list."""

_TELLING = 0.5
_SAMPLE = 200
_FILLED = 0.9
_DISTINCT = 0.8
_FEW_WORDS = 24
_CODE = re.compile(r"[^\W\d_]{1,10}[-_ ]?\d+")
_YES_OR_NO = Column(name="flag", kind=Kind.BOOLEAN, required=False, description="")
_EFFORT = Column(name="effort", kind=Kind.EFFORT, required=False, description="")
_EFFORTS = Column(name="estimate", kind=Kind.SKILL_EFFORTS, required=False, description="")
_NAMED_ONCE = frozenset({"projects", "people", "teams", "vendors", "milestones", "raid"})
"""Things that stand in one row each: a name that repeats is not theirs."""


def field_matches(found: Sequence[Evidence], noun: type[Noun]) -> Matches:
    """Give each field the best column for it, each column one field."""
    pairs = [
        (score, column.name, one)
        for column in columns(noun)
        for one in found
        if (score := likeness(one.header, noun.table, column.name)) > 0
        and _fits(one, noun, column)
    ]
    matches: dict[str, tuple[Evidence, float]] = {}
    taken: set[str] = set()
    for score, field, one in sorted(pairs, key=_best_first):
        if field not in matches and one.header not in taken:
            matches[field] = (one, score)
            taken.add(one.header)
    codes = [one for one in found if one.header not in taken and _holds_codes(one)]
    if "key" not in matches and not noun.identity and len(codes) == 1:
        matches["key"] = (codes[0], 0.0)
    return matches


def _holds_codes(one: Evidence) -> bool:
    """Say whether each row has a code of its own, such as V-12, whatever the column is called."""
    return _may_be_key(one) and one.share(lambda text: bool(_CODE.fullmatch(text))) == 1


def may_hold(one: Evidence, noun: type[Noun], column: Column) -> bool:
    """Say whether the cells of a column could be a field's, whatever its header says.

    Unknown words of a choice are asked about, as long as they are few.
    """
    if column.kind is Kind.CHOICE:
        return 0 < one.distinct <= _FEW_WORDS
    return _fits(one, noun, column)


def _best_first(pair: tuple[float, str, Evidence]) -> tuple[float, int, str, str]:
    score, field, one = pair
    return -score, -one.filled, field, one.header


def _fits(one: Evidence, noun: type[Noun], column: Column) -> bool:
    """Say whether the cells of a column can be a field's."""
    if not one.texts:
        return False
    if column.name == "key":
        return _may_be_key(one)
    if column.kind is Kind.CHOICE:
        return holds_choices(one, noun.table, column)
    if column.kind in _CHECKS:
        return _CHECKS[column.kind](one)
    return _fits_text(one, noun, column)


def _may_be_key(one: Evidence) -> bool:
    return one.is_unique and one.filled >= _FILLED * one.height


def _fits_text(one: Evidence, noun: type[Noun], column: Column) -> bool:
    if one.holds_objects:
        return column.name in _TAKEN and one.part is not None
    if holds_dates(one):
        return False
    if (
        column.name == "name"
        and noun.table in _NAMED_ONCE
        and one.distinct < _DISTINCT * one.filled
    ):
        return False
    return column.ref is not None or not holds_numbers(one)


def holds_efforts(one: Evidence) -> bool:
    """Say whether most texts are efforts with a unit, such as “3d 4h”."""
    return _read_share(one, _EFFORT) >= _TELLING


def holds_skill_efforts(one: Evidence) -> bool:
    """Say whether most texts are efforts by skill, such as “iam 4d; backend 2d”."""
    return _read_share(one, _EFFORTS) >= _TELLING


def _read_share(one: Evidence, column: Column) -> float:
    texts = one.texts[:_SAMPLE]
    return 1 - len(read_cells(series(texts), column, CellFormat()).unusable) / len(texts)


_CHECKS: Mapping[Kind, Callable[[Evidence], bool]] = {
    Kind.DATE: holds_dates,
    Kind.DECIMAL: holds_numbers,
    Kind.INTEGER: holds_numbers,
    Kind.MONEY: holds_numbers,
    Kind.BOOLEAN: lambda one: _read_share(one, _YES_OR_NO) >= _TELLING,
    Kind.EFFORT: lambda one: holds_numbers(one) or holds_efforts(one),
    Kind.SKILL_EFFORTS: lambda one: (
        holds_numbers(one) or holds_efforts(one) or holds_skill_efforts(one)
    ),
}
