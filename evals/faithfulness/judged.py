"""A stretch of a report that was judged, and whose figures it was said to be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Judged:
    """A stretch of tokens, counted from 1, with whether the figures bear it out."""

    first: int
    last: int
    kind: str
    right: bool
    of: Mention | None = None
    measure: str = ""
    value: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A player or a team named at some tokens, counted from 1."""

    subject: str
    first: int
    last: int


def a_number(first: int, last: int, *, right: bool) -> Judged:
    """Return a figure that was judged; places count from 0 here."""
    return Judged(first + 1, last + 1, "NUMBER", right)


def a_word(first: int, last: int, *, right: bool) -> Judged:
    """Return words that were judged; places count from 0 here."""
    return Judged(first + 1, last + 1, "WORD", right)


def a_name(first: int, last: int, *, right: bool) -> Judged:
    """Return a name that was judged; places count from 0 here."""
    return Judged(first + 1, last + 1, "NAME", right)
