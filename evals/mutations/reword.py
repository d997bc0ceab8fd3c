"""Says the same in other words: ways of writing figures and dates, contractions, other words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from random import Random

_LONG_MONTHS = {
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "May": "May",
    "Jun": "June", "Jul": "July", "Aug": "August", "Sep": "September", "Oct": "October",
    "Nov": "November", "Dec": "December",
}  # fmt: skip
_LONG_DAYS = {
    "Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Fri": "Friday",
    "Sat": "Saturday", "Sun": "Sunday",
}  # fmt: skip
_DAY = re.compile(
    rf"\b({'|'.join(_LONG_DAYS)}) (\d{{1,2}}) ({'|'.join(_LONG_MONTHS)})( \d{{4}})?\b"
)
_SCALES = {" M": "million", " k": "thousand", " bn": "billion"}
_COINS = {"€": "euros", "$": "dollars", "£": "pounds"}
_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_SAME = {
    " is not ": " isn't ", " cannot ": " can't ", " does not ": " doesn't ", " has not ": " hasn't ",
    " larger ": " bigger ", " above ": " over ", " more than ": " over ",
    "29.2 %": "29 percent", " is planned for ": " is scheduled for ",
    " is promised for ": " was promised for ", "Each week of waiting costs": "Every week of waiting costs",
    " can free somebody": " could free somebody", " is expected on ": " is forecast for ",
    " was to be decided by ": " should have been decided by ", " has no mitigation": " lacks mitigation",
}  # fmt: skip


def rewordings(text: str, random: Random) -> Iterator[tuple[str, str]]:
    """Give ways to say a text that leave its meaning alone, each with its kind."""
    for kind, (pattern, change) in _WAYS.items():
        changed = pattern.sub(lambda found, say=change: say(found, random), text)  # type: ignore[misc]  # mypy loses the default's type
        if changed != text:
            yield kind, changed
    for old, new in _SAME.items():
        if old in text:
            yield "words", text.replace(old, new)
    sentences = re.split(r"(?<=\.) (?=[A-Z])", text)
    if len(sentences) > 2:  # noqa: PLR2004 - the first stays first: it says what it is about
        rest = sentences[1:]
        random.shuffle(rest)
        yield "order", " ".join([sentences[0], *rest])
    yield "opening", f"Please note: {text}"


def _day(found: re.Match[str], random: Random) -> str:
    day, month, year = found[2], _LONG_MONTHS[found[3]], found[4] or ""
    weekday = _LONG_DAYS[found[1]]
    ways = (
        f"{day} {month}{year}", f"{month} {day}{',' if year else ''}{year}",
        f"{weekday}, {day} {month}{year}", f"{weekday} {day} {month}{year}",
        f"{month} {day}{_ending(int(day))}{',' if year else ''}{year}", f"{day} {found[3]}{year}",
    )  # fmt: skip
    return random.choice(ways)


def _ending(day: int) -> str:
    if day in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _money(found: re.Match[str], random: Random) -> str:
    sign, figure, scale = found[1], found[2], found[3] or ""
    plain = figure.rstrip("0").rstrip(".") if "." in figure else figure
    if not scale:
        return f"{figure} {_COINS[sign]}"
    letter = scale.strip().replace("M", random.choice(("M", "m")))
    return random.choice(
        (
            f"{plain} {_SCALES[scale]} {_COINS[sign]}", f"{sign}{plain}{letter}",
            f"{sign}{plain} {_SCALES[scale]}", f"{plain} {_SCALES[scale]} {_COINS[sign][:-1]}",
        )
    )  # fmt: skip


def _percent(found: re.Match[str], random: Random) -> str:
    return f"{found[1]}{random.choice(('%', ' percent', ' per cent'))}"


def _small(found: re.Match[str], _: Random) -> str:
    return f"{_SMALL[int(found[1])]} {found[2]}"


_WAYS: Mapping[str, tuple[re.Pattern[str], Callable[[re.Match[str], Random], str]]] = {
    "date": (_DAY, _day),
    "money": (re.compile(r"([€$£])(\d[\d,]*(?:\.\d+)?)( M| k| bn)?"), _money),
    "percent": (re.compile(r"(\d[\d,.]*) %"), _percent),
    "number word": (
        re.compile(r"(?<![\w.,€$-])([2-9]|1[0-2]) (days|weeks|times|items|projects|change)\b"),
        _small,
    ),
}
