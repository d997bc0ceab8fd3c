"""The rows that one rule makes of one table, as a frame of its noun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from assistant.adapters.mapping.expansion import ENTRY, INDEX
from assistant.adapters.mapping.field_columns import FieldColumns
from assistant.adapters.mapping.rule_rows import PLACE, RuleRows
from assistant.adapters.mapping.source_mapping import NounRule, SourceMapping
from assistant.adapters.tabular.noun_frame import NounFrame, noun_frame, spoilt_keys
from assistant.adapters.tabular.raw import RawTable
from assistant.portfolio.batch import RefusedRow
from assistant.portfolio.noun import columns
from assistant.portfolio.registry import BY_TABLE


@dataclass(frozen=True, slots=True)
class RuleFrame:
    """What a rule made of a table: the nouns, and which of its rows, or their entries, it took."""

    rule: NounRule
    file: str
    part: NounFrame
    taken: frozenset[int]
    entries: frozenset[str]
    entries_taken: frozenset[str]


def rule_frame(
    mapping: SourceMapping,
    number: int,
    table: RawTable,
    index: pl.Series,
    spare: Sequence[pl.Series],
    as_of: date,
) -> RuleFrame:
    """Read a table by the mapping's rule of that number (0-based).

    `index` names its rows; `spare` are the source's columns to keep beside them. Raises BadMapping.
    """
    rule = mapping.nouns[number]
    place = f"mapping of {mapping.source}, nouns {number + 1} ({rule.noun})"
    rows = RuleRows(mapping=mapping, rule=rule, table=table, place=place)
    candidates = rows.candidates(index, as_of)
    cells = rows.fitting(candidates)
    return RuleFrame(
        rule=rule,
        file=table.file,
        part=_part(rows, cells, spare, as_of),
        taken=frozenset(cells[INDEX]),
        entries=_entries(candidates),
        entries_taken=_entries(cells),
    )


def _part(
    rows: RuleRows, cells: pl.DataFrame, spare: Sequence[pl.Series], as_of: date
) -> NounFrame:
    """Read the fields of a rule from its rows."""
    rule, noun, reader = rows.rule, BY_TABLE[rows.rule.noun], rows.reader(cells)
    found = {
        column.name: read
        for column in columns(noun)
        if column.name in rule.fields
        and (read := reader.read(column, rule.fields[column.name])) is not None
    }
    whole = _raw(rows.table, cells, found, spare)
    raw, spoilt = whole.without_faults({header for read in found.values() for header in read.used})
    if rule.once and "key" in found:
        raw = raw.filter(_first_of_each(raw, found["key"]))
    part = noun_frame(
        noun,
        raw,
        fields={name: read.columns for name, read in found.items()},
        formats={name: read.written for name, read in found.items()},
        as_of=as_of,
    )
    keys = spoilt_keys(whole, spoilt, found["key"].columns if "key" in found else ())
    part = replace(part, refused_keys=part.refused_keys | keys)
    return _with_source_headers(part, found, spoilt)


def _entries(cells: pl.DataFrame) -> frozenset[str]:
    return frozenset(cells[ENTRY]) if ENTRY in cells.columns else frozenset()


def _raw(
    table: RawTable,
    cells: pl.DataFrame,
    found: Mapping[str, FieldColumns],
    spare: Sequence[pl.Series],
) -> RawTable:
    """Return the table that a noun is read from: the fields' columns, then the spare ones."""
    places = cells[PLACE]
    own = sorted({name for read in found.values() if not read.made for name in read.columns})
    parts = [cells[name] for name in own]
    parts += [texts for read in found.values() for texts in read.made]
    parts += [texts[places] for texts in spare if texts.name not in own]
    return replace(
        table,
        cells=pl.DataFrame(parts),
        rows=table.rows[places],
        files=None if table.files is None else table.files[places],
    )


def _first_of_each(raw: RawTable, key: FieldColumns) -> pl.Series:
    keys = raw.cells.select(pl.coalesce(key.columns).str.strip_chars().alias("key")).to_series()
    return keys.is_first_distinct() & keys.is_not_null()


def _with_source_headers(
    part: NounFrame, found: Mapping[str, FieldColumns], refused: Sequence[RefusedRow]
) -> NounFrame:
    """Say “Period, File” where a row was made of those columns, not of a name of ours."""
    labels = {
        ", ".join(read.columns): ", ".join(read.used) or name for name, read in found.items()
    }
    return replace(
        part,
        headers={name: labels.get(header, header) for name, header in part.headers.items()},
        refused=(*refused, *dict.fromkeys(_labelled(row, labels) for row in part.refused)),
    )


def _labelled(row: RefusedRow, labels: Mapping[str, str]) -> RefusedRow:
    return row.model_copy(update={"column": labels.get(row.column or "", row.column)})
