"""Words out of a fixed set: choices such as "in progress", and yes or no.

A word counts in any case, with spaces, hyphens or underscores; a declared translation counts first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from assistant.adapters.tabular.converter import Unusable
from assistant.adapters.tabular.nearest import nearest
from assistant.adapters.tabular.raw import CellFormat
from assistant.errors import BadMapping
from assistant.portfolio.noun import Column

_GAPS = r"[-_\s]+"
_LONGEST = 200
_YES_NO = {
    **dict.fromkeys(("yes", "y", "true", "t", "1"), True),
    **dict.fromkeys(("no", "n", "false", "f", "0"), False),
}


@dataclass(frozen=True)
class ChoiceCells:
    """Cells that hold one of the column's own words, or a declared translation of one."""

    column: Column
    written: CellFormat

    def quick(self, cells: pl.Expr) -> Sequence[pl.Expr]:
        """Read the known words."""
        folded = cells.str.to_lowercase().str.replace_all(_GAPS, " ")
        return [folded.replace_strict(self._words, default=None, return_dtype=pl.String)]

    def exact(self, text: str) -> tuple[str]:
        """Read one word; the refusal names what is allowed, and the nearest."""
        word = self._words.get(_folded(text)) if len(text) <= _LONGEST else None
        if word is None:
            raise _unknown(text, self.column.choices)
        return (word,)

    @cached_property
    def _words(self) -> Mapping[str, str]:
        own = {_folded(choice): choice for choice in self.column.choices}
        for said, meant in self.written.choices.items():
            if _folded(meant) not in own:
                raise BadMapping(
                    f"“{said}” is translated into “{meant}”, which {self.column.name} does not know.",
                    remedy=f"Use one of: {', '.join(self.column.choices)}.",
                )
        translated = self.written.choices.items()
        return own | {_folded(said): own[_folded(meant)] for said, meant in translated}


@dataclass(frozen=True)
class BooleanCells:
    """Yes or no."""

    column: Column
    written: CellFormat

    def quick(self, cells: pl.Expr) -> Sequence[pl.Expr]:
        """Read the known words."""
        folded = cells.str.to_lowercase().str.replace_all(_GAPS, " ")
        return [folded.replace_strict(self._words, default=None, return_dtype=pl.Boolean)]

    def exact(self, text: str) -> tuple[bool]:
        """Read one word."""
        answer = self._words.get(_folded(text)) if len(text) <= _LONGEST else None
        if answer is None:
            raise _unknown(text, ("yes", "no"))
        return (answer,)

    @cached_property
    def _words(self) -> Mapping[str, bool]:
        said = {_folded(said): _folded(meant) for said, meant in self.written.choices.items()}
        if strange := sorted(set(said.values()) - _YES_NO.keys()):
            raise BadMapping(
                f"“{strange[0]}” is neither yes nor no, and {self.column.name} knows only those.",
                remedy="Translate each word into yes or no.",
            )
        return _YES_NO | {said: _YES_NO[meant] for said, meant in said.items()}


def _folded(text: str) -> str:
    return re.sub(_GAPS, " ", text.lower())


def _unknown(text: str, allowed: Sequence[str]) -> Unusable:
    near = nearest(_folded(text), allowed)
    listed = f"{', '.join(allowed[:-1])} or {allowed[-1]}"
    return Unusable(
        "This word is not known here.",
        f"Did you mean {near}? It can be {listed}." if near else f"It can be {listed}.",
    )
