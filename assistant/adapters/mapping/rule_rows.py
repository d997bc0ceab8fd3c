"""The rows, or entries of rows, that one rule is about, with the $ columns beside their own.

`$file`, `$row` and `$as_of` are there for every rule, `$each …` for one that takes a list apart
(see `expansion`), and the mapping's own named values where the rule names them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from assistant.adapters.mapping.conditions import fits
from assistant.adapters.mapping.expansion import EACH, INDEX, NAME, PREVIOUS, Expansion
from assistant.adapters.mapping.field_columns import FieldReader
from assistant.adapters.mapping.header_names import named_headers
from assistant.adapters.mapping.source_mapping import FieldRule, NounRule, SourceMapping
from assistant.adapters.mapping.templates import slots
from assistant.adapters.tabular.raw import CellFormat, RawTable
from assistant.portfolio.noun import Column, Kind

PLACE = "$place"
"""The place of a row among those the rule is about."""

FILE = "$file"
ROW = "$row"
AS_OF = "$as_of"

_BEHIND: Mapping[str, tuple[str, ...]] = {
    FILE: ("path of the file",),
    ROW: ("number of the row",),
    AS_OF: ("as of",),
}


@dataclass(frozen=True, slots=True)
class RuleRows:
    """One rule, about one table."""

    mapping: SourceMapping
    rule: NounRule
    table: RawTable
    place: str

    def candidates(self, index: pl.Series, as_of: date) -> pl.DataFrame:
        """Return all rows or entries; `index` names the rows."""
        cells = self._with_marks(index, as_of)
        if self.rule.each is not None:
            cells = self._expansion(self.rule.each).of(self.table, cells)
        return self._with_values(cells)

    def fitting(self, cells: pl.DataFrame) -> pl.DataFrame:
        """Return those of the rows or entries that meet the rule's conditions."""
        checks = [
            fits(column, condition)
            for header, condition in self.rule.where.items()
            for column in self._columns(cells, header)
        ]
        return cells.filter(pl.all_horizontal(checks)) if checks else cells

    def reader(self, cells: pl.DataFrame) -> FieldReader:
        """Return what reads the rule's fields from its rows."""
        return FieldReader(
            table=self.table,
            cells=cells,
            behind=self._behind(),
            base=self.mapping.formats.over(CellFormat()),
            lookups=self.mapping.lookups,
            place=self.place,
        )

    def _with_marks(self, index: pl.Series, as_of: date) -> pl.DataFrame:
        height = self.table.cells.height
        return self.table.cells.with_columns(
            pl.int_range(height, dtype=pl.UInt32, eager=True).alias(PLACE),
            index.alias(INDEX),
            self.table.paths.alias(FILE),
            self.table.rows.cast(pl.String).alias(ROW),
            pl.repeat(as_of.isoformat(), height, dtype=pl.String, eager=True).alias(AS_OF),
        )

    def _expansion(self, each: str) -> Expansion:
        separator = self.rule.separator or self.mapping.formats.over(CellFormat()).separator
        return Expansion(each=each, order=self.rule.order, separator=separator, place=self.place)

    def _with_values(self, cells: pl.DataFrame) -> pl.DataFrame:
        """Add the named values that the rule mentions; a text that does not fit is left empty."""
        for name in self._mentioned():
            value = self.mapping.values[name]
            column = Column(name=name, kind=Kind.TEXT, required=False, description="")
            read = self.reader(cells).read(column, value)
            texts = pl.Series([None], dtype=pl.String) if read is None else read.texts(cells)
            cells = cells.with_columns(texts.alias(f"${name}"))
        return cells

    def _mentioned(self) -> list[str]:
        words = {word for field in self.rule.fields.values() for word in _words(field)}
        words.update(self.rule.where)
        names: list[str] = []
        for name in reversed(list(self.mapping.values)):
            if f"${name}" in words:
                names.insert(0, name)
                words.update(_words(self.mapping.values[name]))
        return names

    def _behind(self) -> Mapping[str, tuple[str, ...]]:
        """Return what in the source each $ column stands for, to name it to a person."""
        each = (self.rule.each,) if self.rule.each is not None else ()
        behind = {**_BEHIND, EACH: each, NAME: each, PREVIOUS: each}
        for name, value in self.mapping.values.items():
            found = [behind.get(word.split(".")[0], (word,)) for word in _words(value)]
            behind[f"${name}"] = tuple(dict.fromkeys(word for words in found for word in words))
        return behind

    def _columns(self, cells: pl.DataFrame, header: str) -> Iterable[pl.Expr]:
        nothing = pl.lit(None, dtype=pl.String)
        if header.startswith("$") and header not in self.table.headers:
            return [pl.col(header) if header in cells.columns else nothing]
        found = named_headers(self.table, header, place=f"{self.place}, where")
        return [pl.col(name) for name in found] or [nothing]


def _words(rule: FieldRule) -> tuple[str, ...]:
    return rule.headers or slots(rule.text or "")
