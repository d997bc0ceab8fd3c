"""Amounts of money: "£1,234.50", "1.234,50 €", "4800000.00 EUR", "$1,040,600", "(1,200)", "€1.37 M".

The currency a cell states counts before the declared one; one of the two there must be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from assistant.adapters.tabular.converter import Unusable
from assistant.adapters.tabular.currencies import CODES, SHARED_SIGNS, SIGNS
from assistant.adapters.tabular.number_cells import (
    SPACES,
    number,
    quick_form,
    quick_units,
    units,
)
from assistant.adapters.tabular.raw import CellFormat
from assistant.portfolio.noun import Column

_MAGNITUDES = {
    **dict.fromkeys(("k", "tsd", "thousand"), 1_000),
    **dict.fromkeys(("m", "mn", "mm", "mio", "million", "millions"), 1_000_000),
    **dict.fromkeys(("bn", "mrd", "billion", "billions"), 1_000_000_000),
}

_LONGEST = 200
"""No amount anyone means has more characters; longer cells are not looked at."""

_NO_CURRENCY = "It does not say which currency it is."
_WITH_CODE = "Write the amount with its code, such as 1200.50 EUR."
_AROUND_DIGITS = re.compile(r"([^0-9]*)([0-9](?:.*[0-9])?)([^0-9]*)", re.DOTALL)
_SIGN_CHARACTERS = "".join(
    sorted({char for sign in (*SIGNS, *SHARED_SIGNS) for char in sign if char != "."})
)
_MARK_CHARACTERS = f"{_SIGN_CHARACTERS}ABCDEFGHIJKLMNOPQRSTUVWXYZ "
_WORD = re.compile(rf"[^\W\d_]+\$?\.?|[{re.escape(_SIGN_CHARACTERS)}]")
_NO_CENTS = re.compile(r"[.,][-–—]{1,2}")


@dataclass(frozen=True)
class MoneyCells:
    """Amounts as integer 10⁻⁴ units and their currency.

    A declared scale (£m: 1000000) is for bare numbers; "1.37 M" states its own.
    """

    column: Column
    written: CellFormat

    def quick(self, cells: pl.Expr) -> Sequence[pl.Expr]:
        """Read amounts with a code or a clear sign before or after, or with none."""
        amount = cells.str.strip_chars(_MARK_CHARACTERS)
        stated = cells.str.strip_prefix(amount).str.strip_suffix(amount).str.strip_chars(" ")
        usual = amount.str.contains(f"^{quick_form(self.written.decimal)}$")
        found = quick_units(amount, self.written.decimal, self.written.scale)
        currency = stated.replace_strict(self._quick_marks, default=None, return_dtype=pl.String)
        return [pl.when(usual & currency.is_not_null()).then(found), currency]

    def exact(self, text: str) -> tuple[int, str]:
        """Read one amount."""
        around = _AROUND_DIGITS.fullmatch(text) if len(text) <= _LONGEST else None
        if around is None:
            raise Unusable(
                "It is not an amount of money.",
                f"Write it like 1234{self.written.decimal.value}50 EUR, or leave the cell empty.",
            )
        before, digits, after = around.groups()
        words = [word.rstrip(".") for word in _WORD.findall(before) + _WORD.findall(after)]
        value = number(_bare(before) + digits + _bare(after), self.written.decimal)
        return units(value * self._scale(words)), self._currency(words)

    @cached_property
    def _clear_signs(self) -> Mapping[str, str]:
        """The signs that stand for one currency in this column."""
        declared = self.written.currency
        shared = {sign: declared for sign, may in SHARED_SIGNS.items() if declared in may}
        return {**SIGNS, **{sign: code for sign, code in shared.items() if code}}

    @cached_property
    def _quick_marks(self) -> Mapping[str, str]:
        declared = {"": self.written.currency} if self.written.currency else {}
        return {**self._clear_signs, **{code: code for code in CODES}, **declared}

    def _scale(self, words: Sequence[str]) -> int:
        scales = [_MAGNITUDES[word.lower()] for word in words if word.lower() in _MAGNITUDES]
        if len(scales) > 1:
            raise Unusable("It names more than one scale.", "Write the amount out in full.")
        return scales[0] if scales else self.written.scale

    def _currency(self, words: Sequence[str]) -> str:
        marks = [word for word in words if word.lower() not in _MAGNITUDES]
        shared = [mark for mark in marks if mark in SHARED_SIGNS]
        named = {currency_code(mark) for mark in marks if mark not in SHARED_SIGNS}
        currency = min(named) if named else self.written.currency
        if len(named) > 1:
            raise Unusable("It names more than one currency.", _WITH_CODE)
        if currency is None:
            stands_for = (
                f"“{shared[0]}” stands for several currencies." if shared else _NO_CURRENCY
            )
            raise Unusable(stands_for, f"{_WITH_CODE} A mapping can declare it for the column.")
        for mark in shared:
            if currency not in SHARED_SIGNS[mark]:
                raise Unusable(f"“{mark}” does not stand for {currency}.", _WITH_CODE)
        return currency


def _bare(around: str) -> str:
    """Return what stands before or after the digits without currency, scale and spaces."""
    left = "".join(char for char in _WORD.sub("", around) if char not in SPACES)
    return _NO_CENTS.sub("", left)


def currency_code(mark: str) -> str:
    """Return the ISO code of a code or of a sign that stands for one; raises Unusable."""
    code = SIGNS.get(mark, mark.upper())
    if code not in CODES:
        raise Unusable(
            f"“{mark}” is no currency known here.", "Use a three-letter code, such as EUR."
        )
    return code
