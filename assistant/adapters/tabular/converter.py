"""What every kind of cell shares: how its text becomes the values a frame keeps.

A converter says the same thing twice: `quick` in polars for the usual forms of a whole column, and
`exact` for one cell of any form. `exact` is the truth; `quick` gives null where it cannot say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import polars as pl

BLANKS = (
    " \t\n\r\x0b\x0c\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""What does not count at the ends of a cell: white space and the marks that nobody sees."""

INT64_MAX = 2**63 - 1


class Unusable(Exception):
    """A cell's text cannot be used: why, and what to do, each in one plain sentence."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(f"{why} {remedy}")
        self.why = why
        self.remedy = remedy


class Converter(Protocol):
    """Makes the physical cells of one column (see `frames.physical`) of text without blank ends."""

    def quick(self, cells: pl.Expr) -> Sequence[pl.Expr]:
        """Return the physical columns of a text column; the first is null where it cannot say."""
        ...

    def exact(self, text: str) -> tuple[object, ...]:
        """Return the physical values of one cell; raises Unusable."""
        ...


def never(dtype: pl.DataType) -> pl.Expr:
    """Return the quick answer of a converter that has none for its format."""
    return pl.lit(None, dtype=dtype)
