"""Whole and decimal numbers, as people and spreadsheets write them.

Digits are grouped by threes (or the Indian way) or not at all; a minus may stand before, after, or
as brackets; "1.2E+05" is what Excel writes for long numbers. More digits than 10⁻⁴ are rounded half
to even: a ten-thousandth decides nothing, and refusing the row would lose far more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

import polars as pl

from assistant.adapters.tabular.converter import INT64_MAX, Unusable, never
from assistant.adapters.tabular.raw import CellFormat, DecimalMark
from assistant.portfolio.noun import Column
from assistant.values.money import UNITS_PER_WHOLE

_PLACES = 4
_LONGEST = 400
"""No number anyone means has more characters; longer ones are not looked at."""

SPACES = " \xa0\u2009\u202f"
"""Spaces that stand between groups of digits."""

_GROUPS = {DecimalMark.POINT: f",'’{SPACES}", DecimalMark.COMMA: f".'’{SPACES}"}


def _exact_form(mark: DecimalMark) -> re.Pattern[str]:
    by_threes = rf"[0-9]{{1,3}}(?P<group>[{_GROUPS[mark]}])[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*"
    indian = r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}" if mark is DecimalMark.POINT else r"(?!)"
    point = re.escape(mark.value)
    return re.compile(
        rf"(?:{by_threes}|{indian}|[0-9]+)(?:{point}[0-9]*)?"
        rf"|{point}[0-9]+"
        rf"|[0-9]+(?:{point}[0-9]+)?[eE][+-]?[0-9]{{1,3}}"
    )


_EXACT = {mark: _exact_form(mark) for mark in DecimalMark}
_NEGATIVE = re.compile(r"\((?P<inner>.+)\)|[-−](?P<after>.+)|(?P<before>.+)[-−]")


def quick_form(mark: DecimalMark) -> str:
    """Return the regular expression of the numbers that `quick_units` reads."""
    group = "," if mark is DecimalMark.POINT else r"\."
    return (
        rf"-?(?:[0-9]{{1,12}}|[0-9]{{1,3}}(?:{group}[0-9]{{3}}){{1,3}})"
        rf"(?:{re.escape(mark.value)}[0-9]{{1,9}})?"
    )


def quick_units(cells: pl.Expr, mark: DecimalMark, scale: int = 1) -> pl.Expr:
    """Return numbers of the quick form, times a power of ten, in 10⁻⁴; null where they are not."""
    if not is_power_of_ten(scale):
        return never(pl.Int64())
    if mark is DecimalMark.POINT:
        plain = cells.str.replace_all(",", "", literal=True)
    else:
        plain = cells.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    places = _PLACES + len(str(scale)) - 1
    found = plain.cast(pl.Decimal(38, places), strict=False)
    return found.mul(10**places).cast(pl.Int64, strict=False)


def is_power_of_ten(scale: int) -> bool:
    """Say whether a scale only moves the decimal mark."""
    return str(scale).rstrip("0") == "1"


def number(text: str, mark: DecimalMark) -> Decimal:
    """Read one number; raises Unusable."""
    bare = text.strip(SPACES)
    negative = _NEGATIVE.fullmatch(bare) if len(bare) <= _LONGEST else None
    if negative:
        bare = next(filter(None, negative.groups())).strip(SPACES)
    bare = bare.removeprefix("+")
    if len(bare) > _LONGEST or not _EXACT[mark].fullmatch(bare):
        raise _no_number(text, mark)
    for group in _GROUPS[mark]:
        bare = bare.replace(group, "")
    value = Decimal(bare.replace(mark.value, "."))
    return -value if negative else value


def _no_number(text: str, mark: DecimalMark) -> Unusable:
    shown = f"1234{mark.value}50"
    other = DecimalMark.COMMA if mark is DecimalMark.POINT else DecimalMark.POINT
    if len(text) <= _LONGEST and _EXACT[other].fullmatch(text.strip(f"+-−() {SPACES}")):
        name = "point" if mark is DecimalMark.POINT else "comma"
        return Unusable(
            f"This column is read with a decimal {name}, and the number does not fit that.",
            f"Write it like {shown}; a mapping can declare the other decimal mark.",
        )
    return Unusable("It is not a number.", f"Write it like {shown}, or leave the cell empty.")


def units(value: Decimal) -> int:
    """Return a number in 10⁻⁴, rounded half to even; raises Unusable beyond what is kept."""
    if abs(value) >= Decimal(INT64_MAX // UNITS_PER_WHOLE):
        raise Unusable(
            "The number is too large to be meant.",
            "Check the digits, and the scale of the column.",
        )
    step = Decimal(1).scaleb(-_PLACES)
    return int(value.quantize(step, rounding=ROUND_HALF_EVEN).scaleb(_PLACES))


@dataclass(frozen=True, slots=True)
class DecimalCells:
    """Numbers with a fraction, kept in 10⁻⁴; a percent sign is read where percent are meant.

    A declared scale is for bare numbers: with 100, the 0.8 of a spreadsheet is 80 percent, and
    "80 %" is too.
    """

    column: Column
    written: CellFormat

    def quick(self, cells: pl.Expr) -> Sequence[pl.Expr]:
        """Read plain and grouped numbers within the column's bounds."""
        usual = cells.str.contains(f"^{quick_form(self.written.decimal)}$")
        found = quick_units(cells, self.written.decimal, self.written.scale)
        return [pl.when(usual & within(found, self.column, UNITS_PER_WHOLE)).then(found)]

    def exact(self, text: str) -> tuple[int]:
        """Read one number."""
        bare = self._without_percent(text)
        value = number(bare, self.written.decimal)
        if bare is text:
            value *= self.written.scale
        check_bounds(value, self.column)
        return (units(value),)

    def _without_percent(self, text: str) -> str:
        if not text.endswith("%"):
            return text
        if not self.column.name.endswith("percent"):
            raise Unusable("A percent sign has no meaning here.", "Write the number without it.")
        return text.removesuffix("%").rstrip(SPACES)


@dataclass(frozen=True, slots=True)
class IntegerCells:
    """Whole numbers; "12.0", which spreadsheets write, is one."""

    column: Column
    written: CellFormat

    def quick(self, cells: pl.Expr) -> Sequence[pl.Expr]:
        """Read bare digits within the column's bounds."""
        found = cells.cast(pl.Int64, strict=False)
        usual = cells.str.contains(r"^-?[0-9]{1,15}$")
        return [pl.when(usual & within(found, self.column, 1)).then(found)]

    def exact(self, text: str) -> tuple[int]:
        """Read one whole number."""
        value = number(text, self.written.decimal)
        if value != value.to_integral_value():
            raise Unusable("It is not a whole number.", "Write it without a fraction.")
        check_bounds(value, self.column)
        units(value)
        return (int(value),)


def within(found: pl.Expr, column: Column, per_whole: int) -> pl.Expr:
    """Return whether numbers lie within a column's bounds."""
    inside = pl.lit(value=True)
    if column.minimum is not None:
        inside &= found >= int(column.minimum * per_whole)
    if column.maximum is not None:
        inside &= found <= int(column.maximum * per_whole)
    return inside


def check_bounds(value: Decimal, column: Column) -> None:
    """Refuse a number outside a column's bounds; raises Unusable."""
    if column.minimum is not None and value < column.minimum:
        raise Unusable(f"It must be at least {column.minimum}.", "Correct the number.")
    if column.maximum is not None and value > column.maximum:
        raise Unusable(f"It must be at most {column.maximum}.", "Correct the number.")
