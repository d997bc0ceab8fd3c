"""How people write days: each pattern with what it means from a day on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.graph.understanding.days import (
    Length,
    When,
    easter,
    monday_of,
    month_end,
    month_shifted,
    real_day,
)
from assistant.portfolio.organisation import Freeze

_MONTHS = "january february march april may june july august september october november december"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_COUNTS = "one two three four five six seven eight nine ten eleven twelve"
_MONTH = {name[:3]: n for n, name in enumerate(_MONTHS.split(), 1)}
_WEEKDAY = {name[:3]: n for n, name in enumerate(_DAYS.split())}
_NUMBERS = {name: n for n, name in enumerate(_COUNTS.split(), 1)} | {
    "a": 1,
    "an": 1,
    "another": 1,
    "couple of": 2,
    "a couple of": 2,
    "few": 3,
    "a few": 3,
}

_M = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_W = r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_N = r"(?P<n>\d{1,3}|a couple of|couple of|a few|few|another|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_U = r"(?P<unit>(?:working |calendar )?days?|weeks?|wks?|months?|quarters?|sprints?)"
_P = (
    r"(?:(?P<role>since|from|starting(?: on)?|by(?: the)?|until|till|til|up to|before|after|between|"
    r"through|on|in|during|for|over|within|as of|of|to|at)\s+)?(?:the\s+)?"
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Reads what was matched, from a day on."""

    today: date
    freezes: tuple[Freeze, ...]
    is_past: bool

    def iso(self, found: re.Match[str]) -> When | None:
        """Return a day such as 2026-12-04."""
        return _day(found, real_day(int(found["y"]), int(found["m"]), int(found["d"])))

    def dotted(self, found: re.Match[str]) -> When | None:
        """Return a day such as 4.12.2026 or 4/12/26, the day first."""
        year = int(found["y"])
        return _day(found, real_day(year + 2000 * (year < 100), int(found["m"]), int(found["d"])))  # noqa: PLR2004 - two figures

    def named_day(self, found: re.Match[str]) -> When | None:
        """Return a day such as 4 December."""
        month = _MONTH[found["month"][:3]]
        if found["year"]:
            return _day(found, real_day(int(found["year"]), month, int(found["day"])))
        this = real_day(self.today.year, month, int(found["day"]))
        if this is None:
            return None
        return _day(found, self._nearest(this, found["role"] or ""))

    def days_of_month(self, found: re.Match[str]) -> When | None:
        """Return a stretch such as 7 to 18 December."""
        last = self.named_day(found)
        if last is None or last.start is None:
            return None
        first = real_day(last.start.year, last.start.month, int(found["first"]))
        is_stretch = first is not None and first < last.start
        return When(first, last.start, *found.span(), "from") if is_stretch else None

    def week_of(self, found: re.Match[str]) -> When | None:
        """Return the week of a day."""
        inner = self.named_day(found) if "month" in found.re.groupindex else self.iso(found)
        if inner is None:
            return None
        day = inner.start or inner.end or self.today
        return _span(found, monday_of(day), 7, "in")

    def week_number(self, found: re.Match[str]) -> When | None:
        """Return a week by its number (ISO 8601)."""
        number = int(found["number"])
        if not 1 <= number <= 53:  # noqa: PLR2004 - weeks of a year
            return None
        monday = date.fromisocalendar(self.today.year, min(number, 52), 1)
        return _span(found, self._nearest(monday, ""), 7, "in")

    def month(self, found: re.Match[str]) -> When | None:
        """Return a month, or its beginning or end."""
        month, role = _MONTH[found["month"][:3]], found["role"] or ""
        if found["month"] == "may" and not (role or found["edge"]):
            return None
        year = int(found["year"]) if found["year"] else self._year(month, role)
        return _edged(found, date(year, month, 1), month_end(year, month))

    def relative(self, found: re.Match[str]) -> When | None:
        """Return this, the last or the next week, month, quarter or year."""
        shift = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(
            found["which"], 0
        )
        start, end = self._around(found["unit"], shift)
        return _edged(found, start, end)

    def counted(self, found: re.Match[str]) -> When | None:
        """Return the last or next so many weeks."""
        days = _days(found["n"], found["unit"])
        which = found["which"]
        if which in {"last", "past", "previous"}:
            return When(self.today - timedelta(days), self.today, *found.span(), "since")
        return When(self.today, self.today + timedelta(days - 1), *found.span(), "in")

    def ago(self, found: re.Match[str]) -> When | None:
        """Return everything since so long ago."""
        day = self.today - timedelta(_days(found["n"], found["unit"]))
        return When(day, None, *found.span(), "since")

    def in_length(self, found: re.Match[str]) -> When | None:
        """Return the day so long from now."""
        day = self.today + timedelta(_days(found["n"], found["unit"]))
        return When(day, day, *found.span(), "in")

    def weekday(self, found: re.Match[str]) -> When | None:
        """Return the next such weekday, or the last one of the past."""
        which, role = found["which"] or "", found["role"] or ""
        ahead = (_WEEKDAY[found["weekday"][:3]] - self.today.weekday()) % 7
        if (
            which in {"last", "past", "previous"}
            or role == "since"
            or (self.is_past and not which)
        ):
            return _day(found, self.today - timedelta((7 - ahead) % 7 or 7))
        if which == "next":
            return _day(found, self.today + timedelta(ahead or 7))
        return _day(found, self.today + timedelta(ahead))

    def near_day(self, found: re.Match[str]) -> When | None:
        """Return yesterday, today or tomorrow."""
        shift = {"yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0}[found["near"]]
        return _day(found, self.today + timedelta(shift))

    def quarter(self, found: re.Match[str]) -> When | None:
        """Return a quarter of a year."""
        first = 3 * int(found["q"]) - 2
        year = int(found["year"]) if found["year"] else self._year(first, found["role"] or "")
        return _edged(found, date(year, first, 1), month_end(year, first + 2))

    def feast(self, found: re.Match[str]) -> When | None:
        """Return Easter, Christmas or the year's end."""
        if found["feast"] == "easter":
            day = easter(self.today.year)
            day = day if day >= self.today else easter(self.today.year + 1)
        else:
            month, dom = (12, 25) if found["feast"].startswith(("christ", "xmas")) else (12, 31)
            day = date(self.today.year, month, dom)
        return _day(found, day)

    def freeze(self, found: re.Match[str]) -> When | None:
        """Return the days before, during or after the next freeze."""
        ahead = [each for each in self.freezes if each.end >= self.today]
        if not ahead:
            return None
        first = min(ahead, key=lambda each: (each.start, each.key))
        if found["role"] in {"before", "until", "till", "by", "by the"}:
            return When(None, first.start - timedelta(1), *found.span(), "before")
        if found["role"] == "after":
            return When(first.end + timedelta(1), None, *found.span(), "after")
        return When(first.start, first.end, *found.span(), "in")

    def _around(self, unit: str, shift: int) -> tuple[date, date]:
        if unit.startswith("week"):
            monday = monday_of(self.today) + timedelta(weeks=shift)
            return monday, monday + timedelta(6)
        if unit.startswith("month"):
            year, month = month_shifted(self.today, shift)
            return date(year, month, 1), month_end(year, month)
        if unit.startswith("quarter"):
            first = 3 * ((self.today.month - 1) // 3) + 1
            year, month = month_shifted(self.today.replace(month=first, day=1), 3 * shift)
            return date(year, month, 1), month_end(*month_shifted(date(year, month, 1), 2))
        year = self.today.year + shift
        return date(year, 1, 1), date(year, 12, 31)

    def _year(self, month: int, role: str) -> int:
        """Return the year of a month without one: the coming, or the last one of the past."""
        here = (self.today.year, self.today.month)
        if self.is_past or role == "since":
            return here[0] if month <= here[1] else here[0] - 1
        return here[0] if month >= here[1] else here[0] + 1

    def _nearest(self, this: date, role: str) -> date:
        """Return a day of this year, or the same of another, nearer in the direction asked."""
        if (self.is_past or role == "since") and this > self.today:
            return real_day(this.year - 1, this.month, this.day) or this
        is_long_ago = this < self.today - timedelta(60)
        if is_long_ago and not self.is_past and role != "since":
            return real_day(this.year + 1, this.month, this.day) or this
        return this


_Meaning = Callable[[Calendar, "re.Match[str]"], When | None]
_EDGE = r"(?:(?P<edge>end|beginning|start|middle|mid)(?: of|-)?\s*(?:the\s+)?)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s*(?P<year>20\d\d))?"
_ISO = r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"
_WHICH = r"(?:(?P<which>last|past|previous|next|this|coming)\s+)"
LENGTH = re.compile(rf"\b{_N}(?:\s+(?:more|whole|full|extra))?[\s-]{_U}\b")


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){pattern}(?![\w-])")


PATTERNS: tuple[tuple[re.Pattern[str], _Meaning], ...] = (
    (_compiled(rf"(?:in |for )?(?:the )?(?:week (?:of|from|starting|beginning|commencing)|w/c|wk of) (?:the )?(?P<role>)?{_DAY}(?: of)? {_M}{_YEAR}"), Calendar.week_of),
    (_compiled(rf"(?:in |for )?(?:the )?week (?:of|from|starting|beginning) (?:the )?{_ISO}"), Calendar.week_of),
    (_compiled(r"(?:in |for )?(?:calendar week|week|cw|kw)\s?(?P<number>\d{1,2})"), Calendar.week_number),
    (_compiled(rf"{_P}{_ISO}"), Calendar.iso),
    (_compiled(rf"{_P}(?P<d>\d{{1,2}})[./](?P<m>\d{{1,2}})[./](?P<y>20\d\d|\d\d)"), Calendar.dotted),
    (_compiled(rf"(?:(?P<role>)(?:from|between|on|in|during|for|over) )?(?:the )?(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?: ?[-–] ?| (?:to|until|till|til|through|and) (?:the )?){_DAY}(?: of)? {_M}{_YEAR}"), Calendar.days_of_month),
    (_compiled(rf"{_P}(?:{_W},? )?{_DAY}(?: of)? {_M}{_YEAR}"), Calendar.named_day),
    (_compiled(rf"{_P}{_M} {_DAY}{_YEAR}"), Calendar.named_day),
    (_compiled(rf"{_P}{_EDGE}q(?P<q>[1-4]){_YEAR}"), Calendar.quarter),
    (_compiled(rf"{_P}{_EDGE}{_M}{_YEAR}"), Calendar.month),
    (_compiled(rf"{_P}{_WHICH}{_N} {_U}"), Calendar.counted),
    (_compiled(rf"{_N} {_U} ago"), Calendar.ago),
    (_compiled(rf"{_P}{_EDGE}{_WHICH}(?P<unit>week|month|quarter|year)"), Calendar.relative),
    (_compiled(rf"{_P}(?P<edge>end)(?: of|-)? ?(?:the )?(?P<which>)(?P<unit>week|month|quarter|year)"), Calendar.relative),
    (_compiled(rf"{_P}{_WHICH}?{_W}"), Calendar.weekday),
    (_compiled(rf"{_P}(?P<near>yesterday|today|tomorrow|tonight)"), Calendar.near_day),
    (_compiled(rf"{_P}(?P<feast>christmas|xmas|easter|new year|year[ -]?end|eoy)"), Calendar.feast),
    (_compiled(rf"{_P}(?:(?:year-end|release|change|code|holiday) )*freeze"), Calendar.freeze),
    (_compiled(rf"(?:in|within|over) {_N} {_U}"), Calendar.in_length),
    (LENGTH, Calendar.ago),
)  # fmt: skip
"""What is tried, the most particular first; a stretch of time is read apart."""


def _edged(found: re.Match[str], start: date, end: date) -> When:
    edge = found["edge"] if "edge" in found.re.groupindex else None
    if edge == "end":
        start = end
    elif edge in {"start", "beginning"}:
        end = start
    elif edge in {"mid", "middle"}:
        start = end = start + (end - start) // 2
    return _bounded(found, start, end)


def _day(found: re.Match[str], day: date | None) -> When | None:
    return None if day is None else _bounded(found, day, day)


def _bounded(found: re.Match[str], start: date, end: date) -> When:
    role = (found["role"] or "").removesuffix(" the").strip()
    if role in {"since", "from", "starting", "starting on", "as of"}:
        return When(start, None, *found.span(), "from" if role == "from" else "since")
    if role in {"by", "until", "till", "til", "up to", "through"}:
        return When(None, end, *found.span(), "until", start)
    if role == "before":
        return When(None, start - timedelta(1), *found.span(), "before")
    if role == "after":
        return When(end + timedelta(1), None, *found.span(), "after")
    return When(start, end, *found.span(), role)


def _span(found: re.Match[str], start: date, days: int, role: str) -> When:
    return When(start, start + timedelta(days - 1), *found.span(), role)


def length_of(found: re.Match[str]) -> Length:
    """Return a stretch of time, such as two weeks."""
    count, unit = _count(found["n"]), found["unit"]
    days = _days(found["n"], unit)
    working = {"w": 5 * count, "m": 21 * count, "q": 63 * count, "s": 10 * count}
    is_calendar = unit.startswith("calendar")
    own = max(count * 5 // 7, 1) if is_calendar else count
    return Length(
        days, working.get(unit[0], own) if not unit.startswith("working") else count, *found.span()
    )


def _days(n: str, unit: str) -> int:
    per = {"d": 1, "w": 7, "m": 30, "q": 91, "s": 14, "c": 1}
    return _count(n) * (1 if unit.startswith("working") else per[unit[0]])


def _count(n: str) -> int:
    return int(n) if n.isdigit() else _NUMBERS[n]
