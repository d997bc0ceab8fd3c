"""The time a question names in words: “last month”, “since October”, “on 2026-11-02”."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = "january february march april may june july august september october november december"
_MONTH = {name[:3]: number for number, name in enumerate(_MONTHS.split(), start=1)}
_NAMED = re.compile(
    r"\b(?P<how>since|in|during|before|until|by)\s+(?:(?P<day>\d{1,2})\s+)?(?P<month>"
    + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS.split())
    + r")\b(?:\s+(?P<year>\d{4}))?",
    re.IGNORECASE,
)
_EXACT = re.compile(r"\b(?P<how>since|on|before|until|by)\s+(?P<day>\d{4}-\d{2}-\d{2})\b")
_AROUND = re.compile(
    r"\b(?P<which>last|this|past)\s+(?P<what>week|month|quarter|year)\b", re.IGNORECASE
)
_YESTERDAY = re.compile(r"\byesterday\b", re.IGNORECASE)

Span = tuple[date | None, date | None]
"""The first and the last day; None where it is open."""


def said_period(question: str, today: date) -> tuple[str, Span]:
    """Return a question without the time it names, and that time; open where it names none."""
    for pattern, read in ((_EXACT, _exact), (_NAMED, _named), (_AROUND, _around)):
        found = pattern.search(question)
        span = read(found, today) if found else None
        if found and span:
            return _without(question, found), span
    found = _YESTERDAY.search(question)
    if found:
        day = today - timedelta(days=1)
        return _without(question, found), (day, day)
    return question, (None, None)


def _without(question: str, found: re.Match[str]) -> str:
    return " ".join((question[: found.start()] + question[found.end() :]).split())


def _exact(found: re.Match[str], _today: date) -> Span | None:
    try:
        day = date.fromisoformat(found["day"])
    except ValueError:
        return None
    return _as_said(found["how"], day, day)


def _named(found: re.Match[str], today: date) -> Span | None:
    """Return a month, or a day of it; without a year the last one that has begun is meant."""
    month = _MONTH[found["month"][:3].casefold()]
    year = int(found["year"]) if found["year"] else today.year - (month > today.month)
    try:
        first = date(year, month, int(found["day"] or 1))
    except ValueError:
        return None
    return _as_said(found["how"], first, first if found["day"] else _end_of_month(first))


def _as_said(how: str, first: date, last: date) -> Span:
    how = how.casefold()
    if how == "since":
        return first, None
    if how == "before":
        return None, first - timedelta(days=1)
    return (None, last) if how in {"until", "by"} else (first, last)


def _around(found: re.Match[str], today: date) -> Span:
    what, last = found["what"].casefold(), found["which"].casefold() != "this"
    first = _begin(what, today)
    if not last:
        return first, today
    end = first - timedelta(days=1)
    return _begin(what, end), end


def _begin(what: str, day: date) -> date:
    if what == "week":
        return day - timedelta(days=day.weekday())
    if what == "year":
        return day.replace(month=1, day=1)
    month = day.month if what == "month" else day.month - (day.month - 1) % 3
    return day.replace(month=month, day=1)


def _end_of_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
