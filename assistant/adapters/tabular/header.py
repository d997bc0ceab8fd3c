"""Which rows of a sheet are its headers, and what each column is called.

Above the headers may stand titles; a header may be two rows deep, the upper one naming groups of
columns. Both are told from how full the rows are and from what stands below them, never from a
list of known words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import BadSource

Row = Sequence[str | None]

SEARCHED = 40
"""Headers are looked for in so many rows from the top."""

_LONGEST = 500
_NUMBER = re.compile(r"[-+(]?\s*[^\w\s(]{0,3}\s*\d[\d.,'\s  ]*\s*(?:[%€£$]|[kKmM]|[A-Z]{3})?\)?")
_DATE = re.compile(
    r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}([ T].*)?"
    r"|\d{1,2}[-/. ][A-Za-zÀ-ÿ]{3,9}\.?[-/. ,]+\d{2,4}( .*)?"
    r"|[A-Za-zÀ-ÿ]{3,9}\.? \d{1,2},? \d{4}"
)
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060"))
_YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Header:
    """The rows (0-based, both included) that hold the headers, and the columns' names.

    A column without a name is called by its letter (“column D”) and listed in `unnamed`.
    """

    first: int
    last: int
    names: tuple[str, ...]
    unnamed: frozenset[int]


def find_header(head: Sequence[Row], width: int, file: str) -> Header:
    """Find the headers among the first rows; BadSource where no row looks like headers."""
    typical = max((_filled(row) for row in head), default=0)
    for place, row in enumerate(head):
        if _filled(row) * 2 >= typical and _is_labels(row):
            return _deepened(head, place, width)
    raise BadSource(
        "no row of column names was found.",
        file=file,
        remedy="Put one row of column names above the data.",
    )


def looks_typed(text: str) -> bool:
    """Say whether a cell reads like a number, an amount or a date."""
    text = text.strip()
    return bool(_NUMBER.fullmatch(text) or _DATE.fullmatch(text))


def column_letter(number: int) -> str:
    """Return a spreadsheet's name of a column, 0-based: A … Z, AA …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _deepened(head: Sequence[Row], place: int, width: int) -> Header:
    """Look whether the row below belongs to the headers too."""
    upper = list(head[place]) + [None] * (width - len(head[place]))
    if place + 1 < len(head) and _is_second(upper, head[place + 1], head[place + 2 :]):
        lower = list(head[place + 1]) + [None] * (width - len(head[place + 1]))
        return _named(place, place + 1, _joined(upper, lower))
    return _named(place, place, [_clean(cell) for cell in upper])


def _is_second(upper: Row, lower: Row, body: Sequence[Row]) -> bool:
    """Say whether `lower` divides the groups named in `upper`, and the data stands below."""
    spans = any(
        low and (not top or top == left)
        for left, top, low in zip([None, *upper], upper, lower, strict=False)
    )
    words = [cell for cell in lower if cell and cell.strip()]
    if not spans or len(words) < 2 or any(_is_value(cell) for cell in words):  # noqa: PLR2004 - a group has two members
        return False
    return any(
        cell and _mostly_typed([row[place] for row in body if place < len(row)])
        for place, cell in enumerate(lower)
    )


def _mostly_typed(cells: Sequence[str | None]) -> bool:
    filled = [cell for cell in cells if cell and cell.strip()]
    return bool(filled) and sum(looks_typed(cell) for cell in filled) * 2 > len(filled)


def _is_value(cell: str) -> bool:
    return looks_typed(cell) and not _YEAR.fullmatch(cell.strip())


def _joined(upper: Sequence[str | None], lower: Sequence[str | None]) -> list[str]:
    """Write “group / member” for each column below a group."""
    names: list[str] = []
    group = ""
    for top, low in zip(upper, lower, strict=True):
        group = _clean(top) or group
        member = _clean(low)
        if not member:
            group = _clean(top)
        apart = group and member and member != group
        names.append(f"{group} / {member}" if apart else member or group)
    return names


def _named(first: int, last: int, raw: Sequence[str]) -> Header:
    taken: set[str] = set()
    names: list[str] = []
    for place, name in enumerate(raw):
        names.append(_unique(name or f"column {column_letter(place)}", taken))
        taken.add(names[-1])
    unnamed = frozenset(place for place, name in enumerate(raw) if not name)
    return Header(first=first, last=last, names=tuple(names), unnamed=unnamed)


def _unique(name: str, taken: set[str]) -> str:
    number, unique = 2, name
    while unique in taken:
        unique = f"{name} ({number})"
        number += 1
    return unique


def _clean(cell: str | None) -> str:
    """Take line breaks, runs of blanks and zero-width characters out of a header."""
    return " ".join((cell or "").translate(_INVISIBLE).split())


def _filled(row: Row) -> int:
    """Count the filled cells; a text merged over neighbours counts once."""
    return sum(
        1
        for left, cell in zip([None, *row], row, strict=False)
        if cell and cell.strip() and cell != left
    )


def _is_labels(row: Row) -> bool:
    words = [cell for cell in row if cell and cell.strip()]
    labels = sum(1 for cell in words if not _is_value(cell) and len(cell) <= _LONGEST)
    return labels * 2 > len(words)
