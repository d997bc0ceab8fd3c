"""Effort: "4d", "2.5 h", "1w 2d", a bare number in the declared unit; and "iam 4d; backend 2d".

Minutes are kept whole, rounded half to even, with the finest unit that was stated. "30m" alone is
refused: it may be minutes or months. After hours, as trackers write "4h 30m", it is minutes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from assistant.adapters.tabular.converter import Unusable, never
from assistant.adapters.tabular.number_cells import SPACES, number, quick_form, quick_units, units
from assistant.adapters.tabular.raw import CellFormat
from assistant.adapters.tabular.text_cells import split_list
from assistant.errors import BadMapping
from assistant.portfolio.frames import encode_skill_efforts
from assistant.portfolio.noun import Column, SkillEffort
from assistant.values import Effort, EffortUnit
from assistant.values.money import UNITS_PER_WHOLE

WORK = "work"
"""The skill of work that names none."""

SECONDS = "s"
"""Trackers export efforts in seconds; they are kept as minutes."""

_WORDS = {
    **dict.fromkeys(("s", "sec", "second", "seconds"), SECONDS),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), EffortUnit.MINUTE),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), EffortUnit.HOUR),
    **dict.fromkeys(("d", "day", "days", "pd"), EffortUnit.DAY),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), EffortUnit.WEEK),
}
_LONGEST = 200
_MAX_MINUTES = 10**12
_NUMBER = "[0-9][0-9.,']*|[.,][0-9]+"
_PART = rf"({_NUMBER})[{SPACES}]*([A-Za-z]+)"
_PARTS = re.compile(_PART)
_EFFORT = rf"(?:{_NUMBER}|(?:{_PART}[,{SPACES}]*)+)"
_WHOLE = re.compile(_EFFORT)
_SKILL = re.compile(
    rf"(?P<skill>.+?)(?::[{SPACES}]*|[{SPACES}]+)(?P<effort>-?{_EFFORT})", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class EffortCells:
    """Work as whole minutes and the unit it was stated in."""

    column: Column
    written: CellFormat

    def quick(self, cells: pl.Expr) -> Sequence[pl.Expr]:
        """Read one amount with a unit's sign, or with none where the unit is declared."""
        parts = cells.str.extract_groups(rf"^({quick_form(self.written.decimal)}) ?(min|h|d|w)?$")
        unit = parts.struct.field("2").fill_null(pl.lit(self._declared(), dtype=pl.String))
        factors = {unit.value: unit.minutes for unit in EffortUnit}
        factor = unit.replace_strict(factors, default=None, return_dtype=pl.Int64)
        product = quick_units(parts.struct.field("1"), self.written.decimal) * factor
        exact = (product >= 0) & (product % UNITS_PER_WHOLE == 0)
        minutes = product // UNITS_PER_WHOLE
        return [pl.when(exact & (minutes <= _MAX_MINUTES)).then(minutes), unit]

    def exact(self, text: str) -> tuple[int, str]:
        """Read one effort."""
        effort = self.effort(text)
        return effort.minutes, effort.unit.value

    def effort(self, text: str) -> Effort:
        """Read one effort; raises Unusable."""
        if text.startswith(("-", "−", "(")):
            raise Unusable("Work cannot be negative.", "Correct the effort.")
        if len(text) > _LONGEST or not _WHOLE.fullmatch(text):
            raise self._no_effort()
        parts = [self._part(*part) for part in self._stated(text)]
        minutes = sum((minutes for minutes, _ in parts), start=Decimal(0))
        if minutes > _MAX_MINUTES:
            raise Unusable("The effort is too large to be meant.", "Check the number and unit.")
        finest = min((unit for _, unit in parts), key=lambda unit: unit.minutes)
        return Effort(minutes=int(minutes.to_integral_value()), unit=finest)

    def _stated(self, text: str) -> list[tuple[str, str]]:
        parts = [(amount, word.lower()) for amount, word in _PARTS.findall(text)] or [(text, "")]
        after_hours = any(_WORDS.get(word) is EffortUnit.HOUR for _, word in parts[:-1])
        if after_hours and parts[-1][1] == "m":
            parts[-1] = parts[-1][0], "min"
        return parts

    def _part(self, amount: str, word: str) -> tuple[Decimal, EffortUnit]:
        if word == "m":
            raise Unusable("“m” may be minutes or months.", "Write min, h, d or w.")
        unit = _WORDS.get(word) if word else self._declared()
        if unit is None:
            raise self._no_effort()
        value = number(amount, self.written.decimal)
        units(value)
        if unit == SECONDS:
            return value / 60, EffortUnit.MINUTE
        return value * EffortUnit(unit).minutes, EffortUnit(unit)

    def _declared(self) -> str | None:
        if self.written.unit is None:
            return None
        if self.written.unit.lower() not in _WORDS:
            raise BadMapping(
                f"“{self.written.unit}” is no unit of work.", remedy="Use min, h, d, w or s."
            )
        return _WORDS[self.written.unit.lower()]

    def _no_effort(self) -> Unusable:
        return Unusable(
            "It is not an amount of work with a unit.", "Write it like 4d, 2.5h or 1w 2d."
        )


@dataclass(frozen=True, slots=True)
class SkillEffortCells:
    """Work by skill, as JSON text; where a unit is declared, an amount alone is work too."""

    column: Column
    written: CellFormat

    def quick(self, cells: pl.Expr) -> Sequence[pl.Expr]:  # noqa: ARG002 - the same cells come often
        """Say nothing: a column holds few different estimates, each read once."""
        return [never(pl.String())]

    def exact(self, text: str) -> tuple[str | None]:
        """Read the efforts of one cell."""
        parts = split_list(text, self.written.separator)
        return (encode_skill_efforts([self._part(part) for part in parts]),)

    def _part(self, text: str) -> SkillEffort:
        amounts = EffortCells(self.column, self.written)
        named = _SKILL.fullmatch(text) if len(text) <= _LONGEST else None
        alone = named is None or not text[0].isalpha()
        if self.written.unit is not None and alone:
            return SkillEffort(skill=WORK, effort=amounts.effort(text))
        if named is None:
            raise Unusable(
                f"“{text[:_LONGEST]}” is not a skill with an amount of work.",
                "Write it like iam 4d; backend 2d.",
            )
        return SkillEffort(skill=named["skill"], effort=amounts.effort(named["effort"]))
