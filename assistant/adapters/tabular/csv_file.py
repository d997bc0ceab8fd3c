"""Delimited text into a table: any of the usual separators, encodings and kinds of damage.

Rows are numbered as a spreadsheet shows them: a record with line breaks inside its cells is one
row, an empty line is a row, and the headers of a plain file are row 1.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log2

import numpy as np
import polars as pl
from numpy.typing import NDArray

from assistant.adapters.tabular.encodings import to_utf8
from assistant.adapters.tabular.header import SEARCHED, Header, find_header
from assistant.adapters.tabular.raw import Reading
from assistant.adapters.tabular.records import Records, first_records, frame_of, split_records
from assistant.adapters.tabular.sheet import shown, table_of
from assistant.errors import BadSource
from assistant.portfolio.batch import Note, RefusedRow

SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 1 << 17
_SAMPLED_RECORDS = 100


def read_csv(data: bytes, file: str) -> Reading:
    """Read delimited text; BadSource where it is empty or no text."""
    text, encoding = to_utf8(data, file)
    separator, text = _declared_separator(text)
    if not text.strip():
        raise BadSource("the file is empty.", file=file, remedy="Export it again.")
    separator = separator or sniff_separator(text)
    records = split_records(text, separator, file)
    return Reading(notes=_encoding_note(encoding, file)) + _fitting_rows(records, file)


def sniff_separator(text: bytes) -> str:
    """Return the separator under which the most records have the same number of fields."""
    sample = text[:_SAMPLE].decode(errors="ignore")
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    return max(SEPARATORS, key=lambda separator: _regularity(sample, separator))


def _regularity(sample: str, separator: str) -> float:
    widths = [len(row) for row in first_records(sample, separator, _SAMPLED_RECORDS) if any(row)]
    if not widths:
        return 0.0
    width, count = max(Counter(widths).items(), key=lambda pair: (pair[1], pair[0]))
    return count / len(widths) * log2(width)


def _declared_separator(text: bytes) -> tuple[str | None, bytes]:
    """Honour Excel's first line “sep=;”, which a spreadsheet does not show as a row."""
    line, _, rest = text.partition(b"\n")
    declared = line.strip(b'"\r ').decode(errors="replace")
    if declared[:4].lower() == "sep=" and declared[4:] in SEPARATORS:
        return declared[4:], rest
    return None, text


def _encoding_note(encoding: str, file: str) -> tuple[Note, ...]:
    if encoding == "utf-8":
        return ()
    return (Note(file=file, text=f"read as {encoding}, since it is not UTF-8"),)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a record must look like to be a row of the table."""

    header: Header
    named: int
    width: int
    last_whole: int

    @classmethod
    def of(cls, records: Records, file: str) -> _Shape:
        """Take the shape from the headers and from what most records below them have."""
        widths = records.widths
        head = records.some(range(min(SEARCHED, len(widths))))
        header = find_header(head, max(len(row) for row in head), file)
        named = max(len(row) for row in head[header.first : header.last + 1])
        below = widths[header.last + 1 :]
        width = max(named, int(np.bincount(below).argmax()) if len(below) else 0)
        whole = np.flatnonzero(widths == width)
        last = int(whole[-1]) if len(whole) else header.last
        return cls(header=header, named=named, width=width, last_whole=last)

    def fault(self, place: int, cells: list[str]) -> str | None:
        """Say why a record cannot be a row, or None where it can."""
        if place <= self.header.last or not any(cells):
            return None
        if any(cells[self.named :]):
            return f"it has {len(cells)} cells for {self.named} headers."
        remark = len(cells) == 1 and place > self.last_whole
        if len(cells) < self.named and not remark:
            return f"it has only {len(cells)} cells for {self.named} headers."
        return None

    def padded(self, cells: list[str]) -> list[str | None]:
        """Return the cells at the table's width."""
        return [*cells[: self.width], *[None] * (self.width - len(cells))]


def _fitting_rows(records: Records, file: str) -> Reading:
    """Return the table of the records that fit its headers; the others are refused."""
    shape = _Shape.of(records, file)
    whole = records.widths == shape.width
    sheet, places = records.frame(whole, shape.width), np.flatnonzero(whole)
    faults, sheet, places = _too_long(sheet, places, shape)
    odd = np.flatnonzero(~whole)
    mended: list[tuple[int, list[str | None]]] = []
    for place, cells in zip(odd.tolist(), records.some(odd.tolist()), strict=True):
        if (why := shape.fault(place, cells)) is not None:
            faults[place] = (why, cells)
        else:
            mended.append((place, shape.padded(cells)))
    sheet, rows = _in_order(sheet, places, mended)
    refused = tuple(_refusal(file, place, *faults[place]) for place in sorted(faults))
    return Reading(refused=refused) + table_of(sheet, rows, shape.header, file)


_Faults = dict[int, tuple[str, list[str]]]


def _too_long(
    sheet: pl.DataFrame, places: NDArray[np.int64], shape: _Shape
) -> tuple[_Faults, pl.DataFrame, NDArray[np.int64]]:
    """Take out the rows with something in a cell beyond the last header."""
    beyond = sheet.columns[shape.named :]
    if not beyond:
        return {}, sheet, places
    bad = sheet.select(
        pl.any_horizontal(pl.col(beyond).fill_null("") != "")
        & pl.Series(places > shape.header.last)
    ).to_series()
    cells = [[cell or "" for cell in row] for row in sheet.filter(bad).rows()]
    numbers = places[bad.to_numpy()].tolist()
    faults = {
        place: (shape.fault(place, row) or "", row)
        for place, row in zip(numbers, cells, strict=True)
    }
    good = ~bad
    return faults, sheet.filter(good).drop(beyond), places[good.to_numpy()]


def _in_order(
    sheet: pl.DataFrame, places: NDArray[np.int64], mended: list[tuple[int, list[str | None]]]
) -> tuple[pl.DataFrame, pl.Series]:
    """Put the mended rows among the whole ones; number all as a spreadsheet does."""
    if mended:
        more = frame_of([cells[: sheet.width] for _, cells in mended], sheet.width)
        sheet = pl.concat([sheet, more])
        places = np.concatenate([places, np.array([place for place, _ in mended])])
        order = np.argsort(places)
        sheet, places = sheet[order], places[order]
    return sheet, pl.Series(places + 1, dtype=pl.Int64)


def _refusal(file: str, place: int, why: str, cells: list[str]) -> RefusedRow:
    return RefusedRow(
        file=file,
        row=place + 1,
        value=shown(cells),
        why=why,
        remedy="Check for a separator or a line break that is not inside quotation marks.",
    )
