"""Reads dates: “Fri 29 Jan”, “January 29th, 2027”, “2027-01-29”, “next Monday”, “Q1 2027”."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.briefing.claims.claim import Days
from assistant.briefing.claims.number_words import digits, number_word
from assistant.briefing.claims.tokens import Token

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sep sept", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs",
            "friday fri", "saturday sat", "sunday sun",
        )
    )
    for name in names.split()
}  # fmt: skip
_ALSO_WORDS = frozenset({"may", "march", "mar", "sat", "sun", "mon", "wed", "dec", "jan"})
_ORDERED = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_STEPS = {"next": 1, "last": -1, "this": 0, "coming": 1, "past": -1, "previous": -1}
_LENGTHS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30}
_TODAYS = {"today": 0, "tomorrow": 1, "yesterday": -1}
_RANGE_WORDS = frozenset({"to", "and", "until", "till", "-", "–"})
_PLACES = frozenset({"place", "rank", "position", "number"})
"""Words before a figure that is no day: “pinned to place 2 until 30 November”."""

_YEARS = range(1950, 2100)


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date that was read, and the token after it; no days where there is no such day."""

    days: Days | None
    end: int


def read_date(found: Sequence[Token], at: int, today: date) -> ReadDate | None:
    """Return the date that begins at a token, seen from a day; None where none does."""
    return (
        _relative(found, at, today)
        or _numeric(found, at)
        or _named(found, at, today)
        or _stretch(found, at, today)
    )


def _word(found: Sequence[Token], at: int) -> str:
    return found[at].low if 0 <= at < len(found) else ""


def _is_month(found: Sequence[Token], at: int) -> bool:
    word = _word(found, at)
    return word in _MONTHS and (word not in _ALSO_WORDS or found[at].is_capitalised)


def _is_weekday(found: Sequence[Token], at: int) -> bool:
    word = _word(found, at)
    return word in _WEEKDAYS and (word not in _ALSO_WORDS or found[at].is_capitalised)


def _year(found: Sequence[Token], at: int) -> tuple[int | None, int]:
    """Return the year at a token, after a comma or not, and the token after it."""
    skip = at + (_word(found, at) in {",", "of"})
    word = _word(found, skip)
    if len(word) == 4 and word.isdecimal() and int(word) in _YEARS:  # noqa: PLR2004 - four digits
        return int(word), skip + 1
    return None, at


def _day_number(found: Sequence[Token], at: int) -> tuple[int | None, int]:
    word = _word(found, at)
    if not word.isdecimal() or len(word) > 2 or not 1 <= int(word) <= 31:  # noqa: PLR2004 - days
        return None, at
    ordinal = _word(found, at + 1) in {"st", "nd", "rd", "th"}
    return int(word), at + 1 + ordinal


def _named(found: Sequence[Token], at: int, today: date) -> ReadDate | None:
    """Read a day by its month's name, with its weekday before it or not, or a weekday alone."""
    weekday = None
    start = at
    if _is_weekday(found, at):
        weekday = _WEEKDAYS[_word(found, at)]
        start = at + 1 + (_word(found, at + 1) in {",", "."})
        start += _word(found, start) == "the"
    read = _day_first(found, start, today) or _month_first(found, start, today)
    if read is None:
        return None if weekday is None else ReadDate(_near_weekday(weekday, today), at + 1)
    if weekday is not None and read.days is not None and read.days.first.weekday() != weekday:
        return _other_year(read, weekday)
    return read


def _other_year(read: ReadDate, weekday: int) -> ReadDate:
    """Return the year in which the day has that weekday, where no year was said."""
    if read.days is None or not read.days.yearless:
        return ReadDate(None, read.end)
    for step in (1, -1):
        moved = _safe(read.days.first.year + step, read.days.first.month, read.days.first.day)
        if moved is not None and moved.weekday() == weekday:
            return ReadDate(Days(moved, moved), read.end)
    return ReadDate(None, read.end)


def _day_first(found: Sequence[Token], at: int, today: date) -> ReadDate | None:
    number, end = _day_number(found, at)
    if number is None:
        return None
    if _word(found, end) in _RANGE_WORDS and _word(found, at - 1) not in _PLACES:
        return _range_begin(found, number, end, today)
    end += _word(found, end) == "of"
    if not _is_month(found, end):
        return None
    return _dated(found, number, _MONTHS[_word(found, end)], end + 1, today)


def _range_begin(found: Sequence[Token], number: int, end: int, today: date) -> ReadDate | None:
    """Read the first day of “16 to 30 November”: it is of the month that follows."""
    last = _day_first(found, end + 1, today)
    if last is None or last.days is None:
        return None
    first = _safe(last.days.first.year, last.days.first.month, number)
    days = None if first is None else Days(first, first, yearless=last.days.yearless)
    return ReadDate(days, end)


def _month_first(found: Sequence[Token], at: int, today: date) -> ReadDate | None:
    if not _is_month(found, at):
        return None
    month = _MONTHS[_word(found, at)]
    skip = at + 1 + (_word(found, at + 1) in {".", "the"})
    number, end = _day_number(found, skip)
    if number is not None:
        return _dated(found, number, month, end, today)
    year, end = _year(found, at + 1)
    return ReadDate(_month(year or today.year, month, yearless=year is None), end)


def _dated(found: Sequence[Token], number: int, month: int, end: int, today: date) -> ReadDate:
    year, end = _year(found, end)
    day = _safe(year or today.year, month, number)
    days = None if day is None else Days(day, day, yearless=year is None)
    return ReadDate(days, end)


def _numeric(found: Sequence[Token], at: int) -> ReadDate | None:
    """Read 2027-01-29, 29.01.2027 and 29/01/2027."""
    word = _word(found, at)
    if word.count(".") == 2 and word.replace(".", "").isdecimal():  # noqa: PLR2004 - two dots
        day, month, year = (int(part) for part in word.split("."))
        return ReadDate(_one(_safe(year, month, day)), at + 1)
    between = _word(found, at + 1)
    if between not in {"-", "/"} or _word(found, at + 3) != between:
        return None
    parts = [_word(found, at + step) for step in (0, 2, 4)]
    if not all(part.isdecimal() and len(part) <= 4 for part in parts):  # noqa: PLR2004 - a year
        return None
    first, second, third = map(int, parts)
    if len(parts[0]) == 4:  # noqa: PLR2004 - the year comes first
        return ReadDate(_one(_safe(first, second, third)), at + 5)
    return ReadDate(_one(_safe(third, second, first)), at + 5) if len(parts[2]) == 4 else None  # noqa: PLR2004 - the year comes last


def _relative(found: Sequence[Token], at: int, today: date) -> ReadDate | None:
    word = _word(found, at)
    if word in _TODAYS:
        return ReadDate(_one(today + timedelta(days=_TODAYS[word])), at + 1)
    if word in _STEPS:
        return _stepped(found, at, today)
    if word == "in" or found[at].is_figure or word in {"a", "an"} or found[at].is_word:
        return _distance(found, at, today)
    return None


def _stepped(found: Sequence[Token], at: int, today: date) -> ReadDate | None:
    """Read “next Monday”, “last week”, “this month”, “next quarter”."""
    step, unit = _STEPS[_word(found, at)], _word(found, at + 1)
    if unit in _WEEKDAYS:
        ahead = (_WEEKDAYS[unit] - today.weekday()) % 7
        first = today + timedelta(days=(ahead or 7) if step >= 0 else (ahead or 7) - 7)
        return ReadDate(Days(first, first), at + 2)
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return ReadDate(Days(monday, monday + timedelta(days=6)), at + 2)
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    if months is None:
        return None
    return ReadDate(_months_around(today, months, step), at + 2)


def _distance(found: Sequence[Token], at: int, today: date) -> ReadDate | None:
    """Read “two weeks ago” and “in ten days”."""
    ahead = _word(found, at) == "in"
    start = at + ahead
    figure = digits(found, start) or number_word(found, start)
    end = figure.end if figure else start + 1
    if figure is None and _word(found, start) not in {"a", "an"}:
        return None
    length = _LENGTHS.get(_word(found, end + (_word(found, end) == "of")))
    end += _word(found, end) == "of"
    ago = _word(found, end + 1) == "ago"
    if length is None or not (ahead or ago):
        return None
    count = (figure.low + figure.high) / 2 if figure else 1
    if not 0 <= count * length < 20_000:  # noqa: PLR2004 - days; further away is no date of ours
        return ReadDate(None, end + 1 + ago)
    day = today + timedelta(days=int(count * length) * (-1 if ago else 1))
    room = timedelta(days=length // 2)
    return ReadDate(Days(day - room, day + room), end + 1 + ago)


def _stretch(found: Sequence[Token], at: int, today: date) -> ReadDate | None:
    """Read a quarter, or a year after “in”, “of”, “by” and the like."""
    word, following = _word(found, at), _word(found, at + 1)
    quarter = None
    if word == "q" and following in {"1", "2", "3", "4"}:
        quarter, end = int(following), at + 2
    elif word in _ORDERED and following == "quarter":
        quarter, end = _ORDERED[word], at + 2
    else:
        end = at
    if quarter is not None:
        year, end = _year(found, end)
        first = date(year or today.year, 3 * quarter - 2, 1)
        return ReadDate(_months_around(first, 3, 0), end)
    year, end = _year(found, at) if found[at].is_figure else (None, at)
    before = _word(found, at - 1)
    if year is None or before not in {"in", "of", "by", "since", "until", "for", "during"}:
        return None
    return ReadDate(Days(date(year, 1, 1), date(year, 12, 31)), end)


def _months_around(day: date, months: int, step: int) -> Days:
    """Return the month, quarter or year a day lies in, or one so many further."""
    index = (day.year * 12 + day.month - 1) // months * months + step * months
    first = date(index // 12, index % 12 + 1, 1)
    last = index + months - 1
    return Days(first, _month(last // 12, last % 12 + 1, yearless=False).last)


def _month(year: int, month: int, *, yearless: bool) -> Days:
    last = monthrange(year, month)[1]
    return Days(date(year, month, 1), date(year, month, last), yearless=yearless)


def _near_weekday(weekday: int, today: date) -> Days:
    """Return the stretch around today in which a bare weekday may lie."""
    day = today + timedelta(days=(weekday - today.weekday()) % 7)
    return Days(day - timedelta(days=7), day, weekday=weekday)


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _one(day: date | None) -> Days | None:
    return None if day is None else Days(day, day)
