"""How the dates of a table are written, and whether the day or the month comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from assistant.adapters.mapping.proposal.evidence import Evidence, series
from assistant.adapters.mapping.proposal.question import Option, Question
from assistant.adapters.tabular.date_cells import SERIAL, DateCells
from assistant.adapters.tabular.raw import CellFormat
from assistant.portfolio.noun import Column, Kind

_PLAIN = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d.%m.%Y",
    "%d.%m.%y",
    "%d/%b/%Y",
    "%d/%b/%y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d %b %Y",
    "%d %B %Y",
    "%d. %B %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%Y%m%d",
    SERIAL,
)
_TWINS = (
    ("%d/%m/%Y", "%m/%d/%Y"),
    ("%d-%m-%Y", "%m-%d-%Y"),
    ("%d/%m/%y", "%m/%d/%y"),
    ("%d-%m-%y", "%m-%d-%y"),
)
"""The same text read with the day first, and with the month first."""

_COLUMN = Column(name="day", kind=Kind.DATE, required=False, description="")
_TELLING = 0.5
_STRAY = 0.02
"""So few texts of another form are slips, for the import to refuse."""

_SAMPLE = 200
_LONGEST = 40
_LATEST_SERIAL = 100_000


@dataclass(frozen=True, slots=True)
class DateFormats:
    """The patterns of each date column, and the question where a table's are ambiguous."""

    patterns: Mapping[str, tuple[str, ...]]
    question: Question | None = None
    doubtful: frozenset[str] = frozenset()


def holds_dates(column: Evidence) -> bool:
    """Say whether most texts of a column are dates of some form."""
    sample = column.texts[:_SAMPLE]
    likely = [text for text in sample if len(text) <= _LONGEST and any(map(str.isdigit, text))]
    if not sample or len(likely) < _TELLING * len(sample):
        return False
    return len(frozenset().union(*_all_read(likely).values())) >= _TELLING * len(sample)


def date_formats(file: str, columns: Sequence[Evidence], answer: str | None) -> DateFormats:
    """Return how the date columns of one table are written.

    One value above 12 settles the order for all of its table, where nothing speaks against it.
    """
    read = {column.header: _all_read(column.texts) for column in columns}
    pair = [
        (
            frozenset().union(*(found[day] - found[month] for found in read.values())),
            frozenset().union(*(found[month] - found[day] for found in read.values())),
        )
        for day, month in _TWINS
    ]
    day_only, month_only = (frozenset().union(*side) for side in zip(*pair, strict=True))
    twins = {header: _reads_twins(found) for header, found in read.items()}
    doubtful = frozenset(header for header, both in twins.items() if both)
    settled = answer or _settled(day_only, month_only)
    if settled is None and doubtful:
        shown = sorted(text for header in doubtful for text in twins[header])
        question = _question(file, shown, sorted(day_only)[:1] + sorted(month_only)[:1])
        return DateFormats(_patterns(read, "day"), question, doubtful)
    return DateFormats(_patterns(read, settled or "day"))


def _settled(day_only: frozenset[str], month_only: frozenset[str]) -> str | None:
    if bool(day_only) == bool(month_only):
        return None
    return "day" if day_only else "month"


def _question(file: str, shown: Sequence[str], against: Sequence[str]) -> Question:
    evidence = tuple(shown[:3]) + (tuple(against) if len(against) > 1 else ())
    example = shown[0]
    return Question(
        id=f"dates:{file}",
        text=f"{example}: day first?",
        evidence=evidence,
        options=tuple(
            Option(key=order, meaning=_reading(example, order)) for order in ("day", "month")
        ),
    )


def _reading(text: str, order: str) -> str:
    for day, month in _TWINS:
        (found,) = _days([text], day if order == "day" else month)
        if found is not None:
            return f"{found:%a} {found.day} {found:%b %Y}"
    return f"the {order} comes first"


def _days(texts: Sequence[str], pattern: str) -> list[date | None]:
    cells = DateCells(_COLUMN, CellFormat(dates=(pattern,)))
    found = series(texts).to_frame("text").select(day=cells.quick(pl.col("text"))[0])
    return found["day"].to_list()


def _reads_twins(found: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*(found[day] & found[month] for day, month in _TWINS))


def _all_read(texts: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return which texts each pattern reads."""
    patterns = [*_PLAIN, *(pattern for pair in _TWINS for pattern in pair)]
    return {pattern: _read(texts, pattern) for pattern in patterns}


def _read(texts: Sequence[str], pattern: str) -> frozenset[str]:
    days = _days(texts, pattern)
    found = frozenset(text for text, day in zip(texts, days, strict=True) if day is not None)
    if pattern == SERIAL:
        return frozenset(text for text in found if 10_000 < float(text) < _LATEST_SERIAL)  # noqa: PLR2004 - between 1927 and 2173; below are plain numbers
    return found


def _patterns(
    read: Mapping[str, Mapping[str, frozenset[str]]], order: str
) -> dict[str, tuple[str, ...]]:
    """Return the fewest patterns that read a column, those that read most texts first."""
    allowed = [*_PLAIN, *(pair[0 if order == "day" else 1] for pair in _TWINS)]
    return {header: _fewest(found, allowed) for header, found in read.items()}


def _fewest(found: Mapping[str, frozenset[str]], allowed: Sequence[str]) -> tuple[str, ...]:
    """Choose patterns until hardly a text is left; a second one never guesses a century."""
    chosen: list[str] = []
    everything = frozenset().union(*(found[pattern] for pattern in allowed))
    left = everything
    while len(left) > _STRAY * len(everything):
        best = max(allowed, key=lambda pattern: len(found[pattern] & left))
        if not (chosen and "%y" in best):
            chosen.append(best)
        left -= found[best]
    return tuple(chosen)
