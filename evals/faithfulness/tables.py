"""Statements about small tables, one true and one false of each: are the false ones refused?

A figure of a statement holds if it stands in a row that the statement names, or is how many rows
are like that. A figure after “more than” bounds one and is not judged, nor is what has no figure.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.briefing.claims.number_words import digits, number_word
from assistant.briefing.claims.tokens import Token, tokens
from assistant.errors import BadSource

_BOUNDS = frozenset(["than", "over", "under", "above", "below", "least", "most", "exceeded"])
_FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """A table, its first row the heads of its columns, with two statements about it."""

    rows: tuple[tuple[str, ...], ...]
    true: str
    false: str


def pairs(file: Path) -> Iterator[Pair]:
    """Give every pair of a file; BadSource names the line that cannot be read."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            yield _pair(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise BadSource(f"It is no table: {fault!r}.", file=file.name, row=number) from fault


def _pair(row: dict[str, Any]) -> Pair:
    rows = tuple(tuple(cell.strip().casefold() for cell in cells) for cells in row["table"])
    return Pair(rows, row["true_statement"].casefold(), row["false_statement"].casefold())


def measured_tables(file: Path) -> dict[str, object]:
    """Return how many false statements are refused, and how many refused ones are false."""
    read = list(pairs(file))
    return {
        "instances": len(read),
        "numbers": _scores(read, unbacked_figures),
        "presence_check_numbers": _scores(read, absent_figures),
    }


def _scores(
    read: Sequence[Pair], refused_by: Callable[[Pair, str], list[float]]
) -> dict[str, float]:
    refused = [
        (bool(refused_by(pair, pair.false)), bool(refused_by(pair, pair.true))) for pair in read
    ]
    caught, wrongly = (sum(each) for each in zip(*refused, strict=True)) if refused else (0, 0)
    return {
        "recall": round(caught / max(1, len(read)), 3),
        "precision": round(caught / max(1, caught + wrongly), 3),
        "told_apart": round(sum(a and not b for a, b in refused) / max(1, len(read)), 3),
    }


def absent_figures(pair: Pair, statement: str) -> list[float]:
    """Return the figures of a statement that stand nowhere in the table: the naive check."""
    there = {value for row in pair.rows for cell in row for value in _values(tokens(cell))}
    return [value for value in _values(tokens(statement)) if value not in there]


def unbacked_figures(pair: Pair, statement: str) -> list[float]:
    """Return the figures of a statement that no row it names holds, and that count no rows."""
    said = tokens(statement)
    body = pair.rows[1:]
    named = _named(body, [token.low for token in said])
    most = max(map(len, named), default=0)
    best = [row for row, found in zip(body, named, strict=True) if len(found) == most]
    there = {
        value for row in (pair.rows[0], *best) for cell in row for value in _values(tokens(cell))
    }
    there |= set(map(float, _counts(body, named, [token.low for token in said])))
    return [value for value in _values(said, bounds=False) if value not in there]


def _named(body: Sequence[Sequence[str]], said: Sequence[str]) -> list[set[int]]:
    """Return for each row the columns whose cell stands in a statement."""
    text = f" {' '.join(said)} "
    return [
        {column for column, cell in enumerate(row) if _is_name(cell) and _words(cell) in text}
        for row in body
    ]


def _is_name(cell: str) -> bool:
    return sum(char.isalpha() for char in cell) >= _FEWEST_LETTERS


def _words(cell: str) -> str:
    return f" {' '.join(token.low for token in tokens(cell))} "


def _counts(
    body: Sequence[Sequence[str]], named: Sequence[set[int]], said: Sequence[str]
) -> Iterator[int]:
    """Give how many rows there are, how many are named by each column and by all, how many kinds."""
    yield len(body)
    text = f" {' '.join(said)} "
    for column in range(min(map(len, body), default=0)):
        cells = [row[column] for row in body]
        yield len(set(cells))
        yield from (cells.count(cell) for cell in set(cells) if _words(cell) in text)
    most = max(map(len, named), default=0)
    yield sum(len(found) == most for found in named)


def _values(found: Sequence[Token], *, bounds: bool = True) -> Iterator[float]:
    """Give the figures of a text, those that only bound others left out where so asked."""
    at = 0
    while at < len(found):
        read = digits(found, at) or number_word(found, at)
        if read is not None and (bounds or not at or found[at - 1].low not in _BOUNDS):
            yield float((read.low + read.high) / 2)
        at = read.end if read is not None else at + 1
