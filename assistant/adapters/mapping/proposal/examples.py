"""A few mapped rows, so that a person sees what an export would become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import polars as pl
from pydantic import Field

from assistant.adapters.mapping.proposal.question import Doubtful
from assistant.adapters.mapping.source import mapped_batch
from assistant.adapters.mapping.source_mapping import NounRule, SourceMapping
from assistant.adapters.tabular.raw import RawTable, Reading
from assistant.portfolio.frames import to_object
from assistant.portfolio.noun import Noun
from assistant.ports.progress import Silent
from assistant.values import Effort, Money, Value

_SEARCHED = 200
_SHOWN = 60


class ExampleRow(Value):
    """One row as it would come in; `unclear` are its doubtful cells, as they stand."""

    file: str
    row: int
    noun: str
    cells: Mapping[str, str]
    unclear: Mapping[str, str] = Field(default_factory=dict)


def example_rows(
    mapping: SourceMapping,
    reading: Reading,
    doubtful: Mapping[str, frozenset[Doubtful]],
    as_of: date,
    count: int,
) -> tuple[ExampleRow, ...]:
    """Return mapped rows of the main nouns, those with something doubtful first."""
    tables = [_sampled(table, doubtful.get(table.file, frozenset())) for table in reading.tables]
    sample = replace(reading, tables=tuple(table for table, _ in tables))
    unclear = {key: texts for _, found in tables for key, texts in found.items()}
    batch = mapped_batch(mapping, sample, as_of, "", Silent())
    shown = {rule.noun: tuple(rule.fields) for rule in mapping.nouns if is_main(rule)}
    rows = [
        _example(noun, shown[noun.table], cells, unclear)
        for noun, frame in batch.frames.items()
        if noun.table in shown
        for cells in frame.sort("_file", "_row").iter_rows(named=True)
    ]
    return tuple(sorted(rows, key=lambda row: not row.unclear)[:count])


def is_main(rule: NounRule) -> bool:
    """Say whether a rule is about the rows themselves, not about what they name beside."""
    return not rule.once and rule.each is None


def _sampled(
    table: RawTable, doubtful: frozenset[Doubtful]
) -> tuple[RawTable, dict[tuple[str, int], dict[str, str]]]:
    """Return the first rows with something doubtful, then the first of all; and those texts."""
    headers = sorted({header for header, _ in doubtful})
    if not headers:
        return table.filter(_first(table, _SEARCHED)), {}
    unclear = table.cells.select(_unclear(header, doubtful) for header in headers)
    asked = unclear.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    kept = (asked & (asked.cum_sum() <= _SEARCHED)) | _first(table, _SEARCHED)
    chosen = table.filter(kept)
    texts = {
        (file, row): {header: text[:_SHOWN] for header, text in cells.items() if text}
        for file, row, cells in zip(
            chosen.paths, chosen.rows, unclear.filter(kept).iter_rows(named=True), strict=True
        )
        if any(cells.values())
    }
    return chosen, texts


def _unclear(header: str, doubtful: frozenset[Doubtful]) -> pl.Expr:
    """Return a column's doubtful texts, empty elsewhere."""
    asked = [text for name, text in doubtful if name == header]
    cells = pl.col(header)
    if None in asked:
        return cells
    return pl.when(cells.str.strip_chars().is_in(sorted(filter(None, asked)))).then(cells)


def _first(table: RawTable, count: int) -> pl.Series:
    return pl.int_range(table.cells.height, eager=True) < count


def _example(
    noun: type[Noun],
    fields: Sequence[str],
    cells: Mapping[str, object],
    unclear: Mapping[tuple[str, int], Mapping[str, str]],
) -> ExampleRow:
    thing = to_object(noun, cells)
    values = {name: getattr(thing, name) for name in fields}
    place = str(cells["_file"]), int(str(cells["_row"]))
    return ExampleRow(
        file=place[0],
        row=place[1],
        noun=noun.table,
        cells={name: _shown(value) for name, value in values.items() if value not in (None, ())},
        unclear=unclear.get(place, {}),
    )


def _shown(value: object) -> str:
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}"
    if isinstance(value, Effort):
        return f"{value.minutes / value.unit.minutes:g} {value.unit}"
    if isinstance(value, tuple):
        return "; ".join(_part(part) for part in value)
    return str(value)[:_SHOWN]


def _part(part: object) -> str:
    effort = getattr(part, "effort", None)
    return f"{getattr(part, 'skill', '')} {_shown(effort)}" if effort is not None else str(part)
