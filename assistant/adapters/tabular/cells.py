"""From the text of one column to the values a frame keeps, with a reason for every cell that fails.

The usual forms of a kind are read in polars, a whole column at once; what that leaves is read
exactly, each different text once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from assistant.adapters.tabular.converter import BLANKS, Converter, Unusable
from assistant.adapters.tabular.date_cells import DateCells
from assistant.adapters.tabular.effort_cells import EffortCells, SkillEffortCells
from assistant.adapters.tabular.money_cells import MoneyCells
from assistant.adapters.tabular.number_cells import DecimalCells, IntegerCells
from assistant.adapters.tabular.raw import CellFormat
from assistant.adapters.tabular.text_cells import CurrencyCells, ListCells, TextCells, ZoneCells
from assistant.adapters.tabular.word_cells import BooleanCells, ChoiceCells
from assistant.portfolio.frames import physical
from assistant.portfolio.noun import Column, Kind

LONGEST = 32_767
"""Characters a spreadsheet's cell can hold; a longer cell is a broken quote, not a name."""

LONGEST_PROSE = 1_000_000
LONGEST_KEY = 200
"""Characters of a key: a database must be able to index one that is made of several."""

_TEXT = "text of the cell"
_PROSE = frozenset({"description", "text"})

_CONVERTERS: dict[Kind, Callable[[Column, CellFormat], Converter]] = {
    Kind.TEXT: TextCells,
    Kind.INTEGER: IntegerCells,
    Kind.DECIMAL: DecimalCells,
    Kind.BOOLEAN: BooleanCells,
    Kind.DATE: DateCells,
    Kind.CHOICE: ChoiceCells,
    Kind.MONEY: MoneyCells,
    Kind.EFFORT: EffortCells,
    Kind.LIST: ListCells,
    Kind.SKILL_EFFORTS: SkillEffortCells,
}
_NAMING: dict[str, Callable[[Column, CellFormat], Converter]] = {
    "currency": CurrencyCells,
    "time_zone": ZoneCells,
}
"""Text fields whose words name something fixed."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One column as read.

    `values` holds the physical columns of `frames.physical`; `missing` the text of each cell that
    is declared to say why there is no value; `unusable` the refused cells by their place.
    """

    values: pl.DataFrame
    missing: pl.Series
    unusable: dict[int, Unusable]


def read_cells(texts: pl.Series, column: Column, written: CellFormat) -> Cells:
    """Read the cells of one column.

    Raises BadMapping where the declared format itself makes no sense.
    """
    convert = _NAMING.get(column.name, _CONVERTERS[column.kind])
    converter = convert(column, written)
    filled = without_blanks(texts.alias(_TEXT))
    missing = _declared_missing(filled, written.missing)
    asked = pl.select(pl.when(missing.is_null()).then(filled).alias(_TEXT)).to_series()
    broken = _broken(asked, column)
    usual = asked if not broken else asked.scatter(list(broken), None)
    values, unusable = _converted(usual, column, converter)
    return Cells(values=values, missing=missing, unusable=broken | unusable)


def without_blanks(texts: pl.Series) -> pl.Series:
    """Return texts without blank ends; what is blank altogether is null."""
    bare = texts.str.strip_chars(BLANKS)
    return bare.replace("", None)


def _declared_missing(cells: pl.Series, missing: tuple[str, ...]) -> pl.Series:
    """Return the cells whose text is declared to mean that there is no value."""
    said = pl.col(_TEXT).str.to_lowercase()
    whole = [text.lower() for text in missing if not text.endswith("…")]
    says_why = said.is_in(whole)
    for text in missing:
        if text.endswith("…"):
            says_why |= said.str.starts_with(text.removesuffix("…").lower())
    return cells.to_frame().select(pl.when(says_why).then(pl.col(_TEXT))).to_series()


def _broken(cells: pl.Series, column: Column) -> dict[int, Unusable]:
    """Return the cells that no kind can use: far too long, or with a byte no text has."""
    longest = _longest(column)
    long = (cells.str.len_bytes() > longest) & (cells.str.len_chars() > longest)
    nul = cells.str.contains("\x00", literal=True)
    too_long = Unusable(
        f"The cell is longer than {longest:,} characters.",
        "Shorten it, and look for a quotation mark that is never closed.",
    )
    with_nul = Unusable("It holds a NUL character.", "Save the file again as plain text.")
    return {
        **dict.fromkeys(long.fill_null(False).arg_true().to_list(), too_long),
        **dict.fromkeys(nul.fill_null(False).arg_true().to_list(), with_nul),
    }


def _longest(column: Column) -> int:
    if column.name in _PROSE:
        return LONGEST_PROSE
    is_key = column.name == "key" or (column.ref and column.kind is Kind.TEXT)
    return LONGEST_KEY if is_key else LONGEST


def _converted(
    cells: pl.Series, column: Column, converter: Converter
) -> tuple[pl.DataFrame, dict[int, Unusable]]:
    schema = physical(column)
    values = _quick(cells, schema, converter)
    odd = (cells.is_not_null() & values.to_series().is_null()).arg_true()
    if odd.is_empty():
        return values, {}
    texts = cells.gather(odd).to_list()
    answers = {text: _answer(converter, text) for text in dict.fromkeys(texts)}
    found = [answers[text] for text in texts]
    unusable = {
        place: answer
        for place, answer in zip(odd.to_list(), found, strict=True)
        if isinstance(answer, Unusable)
    }
    for position, (name, dtype) in enumerate(schema.items()):
        exact = [None if isinstance(a, Unusable) else a[position] for a in found]
        values = values.with_columns(values[name].scatter(odd, pl.Series(exact, dtype=dtype)))
    return values, unusable


def _quick(
    cells: pl.Series, schema: Mapping[str, pl.DataType], converter: Converter
) -> pl.DataFrame:
    """Return the usual forms; where the first physical column is null, so are the others."""
    answers = converter.quick(pl.col(_TEXT))
    columns = [
        answer.cast(dtype).alias(name)
        for answer, (name, dtype) in zip(answers, schema.items(), strict=True)
    ]
    first, *more = schema
    values = cells.to_frame().with_columns(columns).select(*schema)
    return values.with_columns(pl.when(pl.col(first).is_not_null()).then(name) for name in more)


def _answer(converter: Converter, text: str) -> tuple[object, ...] | Unusable:
    try:
        return converter.exact(text)
    except Unusable as reason:
        return reason.with_traceback(None)  # a million kept frames would fill the memory
