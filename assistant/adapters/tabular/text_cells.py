r"""Text as it stands, text that names something fixed, and lists of texts in one cell.

In a list a backslash before the separator keeps it as text: "a\; b" is one entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl

from assistant.adapters.tabular.converter import BLANKS, Unusable, never
from assistant.adapters.tabular.currencies import CODES
from assistant.adapters.tabular.money_cells import currency_code
from assistant.adapters.tabular.raw import CellFormat
from assistant.portfolio.frames import encode_list
from assistant.portfolio.noun import Column

JOINT = "\x1e"
"""Stands between the cells of several headers that make one list; separates like a separator."""

_BLANK = f"[{re.escape(BLANKS)}]*"
_NOT_PLAIN_JSON = r'["\\\x00-\x1d\x1f]'


@dataclass(frozen=True, slots=True)
class TextCells:
    """Text as it stands."""

    column: Column
    written: CellFormat

    def quick(self, cells: pl.Expr) -> Sequence[pl.Expr]:
        """Take every cell as it is."""
        return [cells]

    def exact(self, text: str) -> tuple[str]:
        """Take the cell as it is."""
        return (text,)


@dataclass(frozen=True, slots=True)
class CurrencyCells:
    """Codes of currencies."""

    column: Column
    written: CellFormat

    def quick(self, cells: pl.Expr) -> Sequence[pl.Expr]:
        """Take the codes in use."""
        return [pl.when(cells.is_in(sorted(CODES))).then(cells)]

    def exact(self, text: str) -> tuple[str]:
        """Read a code in any case, or a sign that stands for one currency."""
        return (currency_code(text),)


@dataclass(frozen=True, slots=True)
class ZoneCells:
    """Names of time zones."""

    column: Column
    written: CellFormat

    def quick(self, cells: pl.Expr) -> Sequence[pl.Expr]:  # noqa: ARG002 - there is one zone
        """Say nothing: looking up the one zone of a portfolio beats listing all."""
        return [never(pl.String())]

    def exact(self, text: str) -> tuple[str]:
        """Refuse the cell unless it names a zone."""
        try:
            ZoneInfo(text)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise Unusable(
                "No time zone has this name.", "Use one such as Europe/Dublin."
            ) from None
        return (text,)


@dataclass(frozen=True, slots=True)
class ListCells:
    """Texts in one cell, as JSON text."""

    column: Column
    written: CellFormat

    def quick(self, cells: pl.Expr) -> Sequence[pl.Expr]:
        """Read lists without quotes, backslashes and line breaks."""
        ends = "|".join(filter(None, (re.escape(self.written.separator), JOINT)))
        marked = cells.str.replace_all(f"{_BLANK}(?:(?:{ends}){_BLANK})+", JOINT)
        marked = marked.str.strip_chars(JOINT)
        inside = marked.str.replace_all(JOINT, '", "', literal=True)
        plain = (marked != "") & ~marked.str.contains(_NOT_PLAIN_JSON)
        return [pl.when(plain).then(pl.format('["{}"]', inside))]

    def exact(self, text: str) -> tuple[str | None]:
        """Read one list; a cell of separators holds nothing."""
        return (encode_list(split_list(text, self.written.separator)),)


def split_list(text: str, separator: str) -> list[str]:
    """Return the entries of a list cell without empty ones; no separator means one entry."""
    if separator:
        marks = re.compile(rf"(?P<escapes>\\*){re.escape(separator)}|{JOINT}")
    else:
        marks = re.compile(f"(?P<escapes>){JOINT}")
    entries, entry, end = [], "", 0
    for mark in marks.finditer(text):
        escapes = mark["escapes"] or ""
        entry += text[end : mark.start()] + escapes[: len(escapes) // 2]
        end = mark.end()
        if len(escapes) % 2:
            entry += separator
        else:
            entries.append(entry)
            entry = ""
    entries.append(entry + text[end:])
    return [bare for entry in entries if (bare := entry.strip(BLANKS))]


def join_list(entries: Iterable[str], separator: str = ";") -> str:
    """Return entries as one cell that `split_list` reads back."""
    end = re.escape(separator)
    escaped = [re.sub(rf"(\\*){end}", rf"\1\1\\{separator}", entry) for entry in entries]
    closed = [re.sub(r"(\\+)$", r"\1\1", entry) for entry in escaped[:-1]]
    return f"{separator} ".join([*closed, *escaped[-1:]])
