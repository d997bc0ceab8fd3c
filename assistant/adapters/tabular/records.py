"""Where the records of a delimited text begin and end, and how many fields each has.

Text quoted by the book (RFC 4180) is measured with NumPy and parsed by polars: a million rows in
about a second. Text that is not is read by the standard library's lenient reader.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray

from assistant.errors import BadSource

_CHUNK = 1 << 24
_QUOTE = ord('"')
_NEWLINE = ord("\n")
_RETURN = ord("\r")
_END = "\x03end of text\x03"

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # the default refuses cells over 128 kB


class Records(Protocol):
    """The records of one text, numbered from 0."""

    @property
    def widths(self) -> NDArray[np.int64]:
        """Fields in each record; an empty line has one."""
        ...

    def some(self, numbers: Sequence[int]) -> list[list[str]]:
        """Return the fields of a few records."""
        ...

    def frame(self, kept: NDArray[np.bool_], width: int) -> pl.DataFrame:
        """Return the kept records, each `width` fields wide, as text columns."""
        ...


def split_records(data: bytes, separator: str, file: str) -> Records:
    """Split UTF-8 text into records; BadSource where a quotation mark is never closed."""
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    plain = _PlainRecords.measure(data, separator)
    return plain or _LenientRecords.parse(data, separator, file)


def first_records(text: str, separator: str, count: int) -> list[list[str]]:
    """Return the first records of a text, leniently read."""
    return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), count))


@dataclass(frozen=True, slots=True)
class _PlainRecords:
    data: bytes
    separator: str
    bounds: NDArray[np.int64]
    widths: NDArray[np.int64]

    @classmethod
    def measure(cls, data: bytes, separator: str) -> _PlainRecords | None:
        """Find the records; None where a quotation mark stands where it should not."""
        data = data if data.endswith(b"\n") or not data else data + b"\n"
        text = np.frombuffer(data, dtype=np.uint8)
        if not _well_quoted(text, ord(separator)):
            return None
        ends: list[NDArray[np.int64]] = []
        seen: list[NDArray[np.int64]] = []
        before, odd = 0, 0
        for start in range(0, len(text), _CHUNK):
            chunk = text[start : start + _CHUNK]
            quotes = chunk == _QUOTE
            inside = (np.cumsum(quotes, dtype=np.uint8) + np.uint8(odd)) & 1
            breaks = np.flatnonzero((chunk == _NEWLINE) & (inside == 0))
            separators = np.flatnonzero((chunk == ord(separator)) & (inside == 0))
            ends.append(breaks + start)
            seen.append(np.searchsorted(separators, breaks) + before)
            before += len(separators)
            odd = (odd + int(np.count_nonzero(quotes))) & 1
        bounds = np.concatenate([[0], *(part + 1 for part in ends)]).astype(np.int64)
        counts = np.concatenate([[0], *seen]).astype(np.int64)
        widths = counts[1:] - counts[:-1] + 1
        return cls(data=data, separator=separator, bounds=bounds, widths=widths)

    def some(self, numbers: Sequence[int]) -> list[list[str]]:
        """Return the fields of a few records."""
        text = "".join(
            self.data[self.bounds[number] : self.bounds[number + 1]].decode() for number in numbers
        )
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=self.separator)
        return [row or [""] for row in rows]

    def frame(self, kept: NDArray[np.bool_], width: int) -> pl.DataFrame:
        """Return the kept records as text columns."""
        if not kept.any():
            return _empty(width)
        edges = np.flatnonzero(np.diff(np.concatenate([[False], kept, [False]])))
        runs = self.bounds[edges].reshape(-1, 2)
        body = b"".join(self.data[start:end] for start, end in runs)
        return pl.read_csv(
            body,
            has_header=False,
            separator=self.separator,
            new_columns=_names(width),
            infer_schema=False,
            raise_if_empty=False,
        )


@dataclass(frozen=True, slots=True)
class _LenientRecords:
    rows: list[list[str]]
    widths: NDArray[np.int64]

    @classmethod
    def parse(cls, data: bytes, separator: str, file: str) -> _LenientRecords:
        """Read the whole text; BadSource where it ends inside quotation marks."""
        text = data.decode()
        text += ("" if text.endswith("\n") else "\n") + _END
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True
        )
        rows = [row or [""] for row in reader]
        if rows.pop() != [_END]:
            raise BadSource(
                "a quotation mark opens here and is never closed, so the rows after it cannot be told apart.",
                file=file,
                row=len(rows) + 1,
                remedy="Close it, or write a quotation mark inside a cell twice.",
            )
        return cls(rows=rows, widths=np.array([len(row) for row in rows], dtype=np.int64))

    def some(self, numbers: Sequence[int]) -> list[list[str]]:
        """Return the fields of a few records."""
        return [self.rows[number] for number in numbers]

    def frame(self, kept: NDArray[np.bool_], width: int) -> pl.DataFrame:
        """Return the kept records as text columns."""
        rows = [self.rows[number] for number in np.flatnonzero(kept)]
        return frame_of(rows, width) if rows else _empty(width)


def frame_of(rows: Sequence[Sequence[str | None]], width: int) -> pl.DataFrame:
    """Return rows of equal width as text columns."""
    schema = dict.fromkeys(_names(width), pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row")


def _empty(width: int) -> pl.DataFrame:
    return pl.DataFrame(schema=dict.fromkeys(_names(width), pl.String))


def _names(width: int) -> list[str]:
    return [f"c{number}" for number in range(width)]


def _well_quoted(text: NDArray[np.uint8], separator: int) -> bool:
    """Say whether every quotation mark opens or closes a whole field, or is written twice."""
    quotes = np.flatnonzero(text == _QUOTE)
    if not len(quotes):
        return True
    if len(quotes) % 2:
        return False
    opening, closing = quotes[0::2], quotes[1::2]
    before = text[np.maximum(opening - 1, 0)]
    after = text[np.minimum(closing + 1, len(text) - 1)]
    opens = (before == separator) | (before == _NEWLINE) | (before == _QUOTE) | (opening == 0)
    closes = (after == separator) | (after == _NEWLINE) | (after == _RETURN) | (after == _QUOTE)
    return bool(opens.all() and closes.all())
