"""Dates by declared patterns, spreadsheets' serial numbers, and date-times cut to their day.

The day of a date-time is the one written, whatever its zone: that is the day its author meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

import polars as pl

from assistant.adapters.tabular.converter import Unusable
from assistant.adapters.tabular.raw import CellFormat
from assistant.portfolio.noun import Column

SERIAL = "excel"
"""Stands among the patterns for serial numbers of the 1900 system."""

EARLIEST = date(1900, 1, 1)
"""What lies before is a placeholder such as 0001-01-01, or a year of two digits."""

_DAY_ZERO = date(1899, 12, 30)
_PHANTOM = 60
"""1900-02-29, a day that never was but that spreadsheets count."""

_LAST_SERIAL = 2_958_465
_SERIAL_FORM = re.compile(r"[0-9]{1,7}(?:\.[0-9]+)?")

_TIME_OF_DAY = (
    r"(?:T|,? )(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-6][0-9](?:[.,][0-9]{1,9})?)?"
    r"(?: ?[AaPp][Mm])?(?: ?(?:Z|[A-Z]{3,4}|[+-][0-9]{2}:?(?:[0-9]{2})?))?$"
)
_TIME_DIRECTIVES = re.compile(r"[T, ]*%[HIMSfpzZTRXkl].*", re.DOTALL)
_LONGEST = 60
_EXAMPLE = date(2026, 11, 30)


@dataclass(frozen=True)
class DateCells:
    """Days, by the patterns declared for the column, tried in order."""

    column: Column
    written: CellFormat

    def quick(self, cells: pl.Expr) -> Sequence[pl.Expr]:
        """Read what any of the patterns fits."""
        days = cells.str.replace(_TIME_OF_DAY, "")
        found = [
            _quick_serial(cells) if pattern == SERIAL else _quick_day(days, _date_part(pattern))
            for pattern in self.written.dates
        ]
        day = pl.coalesce(found)
        return [pl.when(day >= EARLIEST).then(day)]

    def exact(self, text: str) -> tuple[date]:
        """Read one date."""
        day = re.sub(_TIME_OF_DAY, "", text) if len(text) <= _LONGEST else ""
        for pattern in self.written.dates:
            found = _serial(text) if pattern == SERIAL else _day(day, _date_part(pattern))
            if found is not None and found >= EARLIEST:
                return (found,)
            if found is not None:
                raise Unusable("It lies before the year 1900.", "Correct it, or leave it empty.")
        raise self._refusal(day)

    @cached_property
    def _patterns(self) -> tuple[str, ...]:
        return tuple(_date_part(pattern) for pattern in self.written.dates if pattern != SERIAL)

    def _refusal(self, day: str) -> Unusable:
        if any(re.fullmatch(_form(pattern), day) for pattern in self._patterns):
            remedy = f"Correct it; dates are written like {self._examples} here."
            return Unusable("There is no such day.", remedy)
        if any(re.fullmatch(_form(pattern, year="[0-9]{2}"), day) for pattern in self._patterns):
            return Unusable(
                "The year has two digits, so the century would be a guess.",
                f"Write it as {self._examples}.",
            )
        return Unusable(
            f"It is not a date written as {self._examples}.",
            "Write it that way or leave it empty; a mapping can declare other formats.",
        )

    @property
    def _examples(self) -> str:
        shown = [
            str((_EXAMPLE - _DAY_ZERO).days)
            if pattern == SERIAL
            else f"{_EXAMPLE:{_date_part(pattern)}}"
            for pattern in self.written.dates
        ]
        return " or ".join(shown)


def _date_part(pattern: str) -> str:
    return _TIME_DIRECTIVES.sub("", pattern) or pattern


def _quick_day(days: pl.Expr, pattern: str) -> pl.Expr:
    has_form = days.str.contains(f"^{_form(pattern)}$")
    return pl.when(has_form).then(days.str.to_date(pattern, strict=False))


def _quick_serial(cells: pl.Expr) -> pl.Expr:
    whole = cells.str.extract(rf"^({_SERIAL_FORM.pattern})$").str.extract("^([0-9]+)")
    number = whole.cast(pl.Int32, strict=False)
    sure = number.is_between(_PHANTOM + 1, _LAST_SERIAL)
    return pl.when(sure).then(pl.lit(_DAY_ZERO) + pl.duration(days=number))


def _serial(text: str) -> date | None:
    if not _SERIAL_FORM.fullmatch(text):
        return None
    number = int(text.partition(".")[0])
    if number == _PHANTOM:
        raise Unusable(
            "It stands for 29 February 1900, a day that never was.", "Correct the date."
        )
    if not 1 <= number <= _LAST_SERIAL:
        return None
    return _DAY_ZERO + timedelta(days=number + (number < _PHANTOM))


def _day(text: str, pattern: str) -> date | None:
    """Return the day a pattern reads; the names of months may be whole or cut in either case."""
    for named in dict.fromkeys(
        (pattern, pattern.replace("%B", "%b"), pattern.replace("%b", "%B"))
    ):
        try:
            return datetime.strptime(text, named).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _form(pattern: str, *, year: str = "[0-9]{4}") -> str:
    """Return the regular expression of what looks like a date of this pattern."""
    form = re.escape(pattern)
    for directive, shape in (
        ("%d", "[0-9]{1,2}"),
        ("%m", "[0-9]{1,2}"),
        ("%Y", year),
        ("%y", "[0-9]{2}"),
        ("%b", "[A-Za-z]{3,9}"),
        ("%B", "[A-Za-z]{3,9}"),
        ("%a", "[A-Za-z]{3,9}"),
        ("%A", "[A-Za-z]{3,9}"),
    ):
        form = form.replace(directive, shape)
    return form
