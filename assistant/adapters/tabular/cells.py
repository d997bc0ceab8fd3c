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
_BROKEN = ("too long", "with NUL")
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
    frame = pl.DataFrame([texts.alias(_TEXT)]).select(_filled(pl.col(_TEXT)))
    frame = frame.with_columns(_missing(written.missing).alias("missing"), *_broken(column))
    is_usual = ~pl.any_horizontal(pl.col("missing").is_not_null(), *_BROKEN)
    usual = frame.select(pl.when(is_usual).then(pl.col(_TEXT)).alias(_TEXT)).to_series()
    values, unusable = _converted(usual, column, converter)
    return Cells(
        values=values,
        missing=frame["missing"],
        unusable=_refused(frame, column) | unusable,
    )


def without_blanks(texts: pl.Series) -> pl.Series:
    """Return texts without blank ends; what is blank altogether is null."""
    return pl.DataFrame([texts.alias(_TEXT)]).select(_filled(pl.col(_TEXT))).to_series()


def _filled(cells: pl.Expr) -> pl.Expr:
    bare = cells.str.strip_chars(BLANKS)
    return pl.when(bare != "").then(bare).alias(_TEXT)


def _missing(missing: tuple[str, ...]) -> pl.Expr:
    """Return the cells whose text is declared to mean that there is no value."""
    if not missing:
        return pl.lit(None, dtype=pl.String)
    cells = pl.col(_TEXT)
    said = cells.str.to_lowercase()
    says_why = said.is_in([text.lower() for text in missing if not text.endswith("…")])
    for text in missing:
        if text.endswith("…"):
            says_why |= said.str.starts_with(text.removesuffix("…").lower())
    return pl.when(says_why).then(cells)


def _broken(column: Column) -> list[pl.Expr]:
    """Tell the cells that no kind can use: far too long, or with a character no text has."""
    cells, longest = pl.col(_TEXT), _longest(column)
    long = (cells.str.len_bytes() > longest) & (cells.str.len_chars() > longest)
    nul = cells.str.contains("\x00", literal=True)
    return [
        told.fill_null(value=False).alias(name)
        for told, name in zip((long, nul), _BROKEN, strict=True)
    ]


def _refused(frame: pl.DataFrame, column: Column) -> dict[int, Unusable]:
    """Return the broken cells with their reasons, by place."""
    too_long = Unusable(
        f"The cell is longer than {_longest(column):,} characters.",
        "Shorten it, and look for a quotation mark that is never closed.",
    )
    with_nul = Unusable("It holds a NUL character.", "Save the file again as plain text.")
    return {
        place: reason
        for name, reason in zip(_BROKEN, (too_long, with_nul), strict=True)
        if frame[name].any()
        for place in frame[name].arg_true()
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
    if cells.null_count() == len(cells):
        return nothing(column, len(cells)), {}
    values = _quick(cells, schema, converter)
    if values.to_series().null_count() == cells.null_count():
        return values, {}
    odd = (cells.is_not_null() & values.to_series().is_null()).arg_true()
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


def nothing(column: Column, height: int) -> pl.DataFrame:
    """Return the physical columns of a field that holds nothing in any row."""
    return pl.DataFrame(
        [
            pl.Series(name, [None], dtype=dtype).new_from_index(0, height)
            for name, dtype in physical(column).items()
        ]
    )


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
    if not more:
        return values
    return values.with_columns(pl.when(pl.col(first).is_not_null()).then(name) for name in more)


def _answer(converter: Converter, text: str) -> tuple[object, ...] | Unusable:
    try:
        return converter.exact(text)
    except Unusable as reason:
        return reason.with_traceback(None)  # a million kept frames would fill the memory
