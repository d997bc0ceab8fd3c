"""Makes true sentences false, each in one place. Shares no code with the checker it is to try.

A mutation is given only where the words say what they are: the sentence's facts are not consulted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random

Names = Mapping[str, tuple[str, ...]]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY = re.compile(rf"\b({'|'.join(_DAYS)}) (\d{{1,2}}) ({'|'.join(_MONTHS)})(?: (\d{{4}}))?\b")
_MONEY = re.compile(r"([€$£])(\d(?:[\d,.]*\d)?)( M| k| bn)?")
_PERCENT = re.compile(r"(\d(?:[\d,.]*\d)?) %")
_LENGTH = re.compile(r"(\d[\d,.]*) (days?|weeks?)\b")
_NUMBER = re.compile(
    r"(?<![\w.,€$£-])(\d+(?:\.\d+)?)(?![\w.,]*[\d%-]| [%Mk]| bn| days?| weeks?)\b"
)
_KEY = re.compile(r"\b([A-Z]{2,})-(\d+)\b")
_LISTED = frozenset({", ", " and "})
"""Between members of a list, whose order says nothing."""

_COLOUR = re.compile("(?:Red|Amber|Green|Grey): ")
_QUOTED = re.compile("“[^”]*”")
_STATUS = {"Red": "Green", "Green": "Red", "Amber": "Green", "Grey": "Green", "red": "green"}
_WORDS = {
    "comparative": {
        "above": "below", "more than": "less than", "larger": "smaller", "later": "earlier",
        "after": "before", "at most": "at least", "up from": "down from", "more": "less",
        "over": "under",
    },
    "status": {
        "overdue": "done", "late": "early", "finished": "blocked", "approved": "rejected",
        "not finished": "finished", "in progress": "done",
    },
    "direction": {
        "moved later": "moved earlier", "up from": "down from", "went from": "fell from",
        "slipped": "recovered", "grew": "shrank", "rose": "fell",
    },
    "quantifier": {
        "somebody": "everybody", "one of": "all of", "some of": "all of", "each": "none",
        "nobody": "everybody", "only": "not only", "every": "no",
    },
    "negation removed": {
        "is not": "is", "has no": "has", "nobody": "somebody", "not ": "", "no ": "the ",
        "without": "with", "cannot": "can",
    },
    "negation added": {
        " is ": " is not ", " has ": " has not ", " was ": " was not ", " can ": " cannot ",
        " are ": " are not ", " waits for ": " does not wait for ", " wait for ": " never wait for ",
        " needs ": " does not need ", " rest on ": " do not rest on ", " ends ": " never ends ",
        " comes ": " never comes ",
    },
}  # fmt: skip
_INSERTED = {
    "cause": (", because of the vendor", " due to a lack of staff", ", caused by scope creep"),
    "number word": (
        ", for the third time",
        ", which has doubled",
        ", half of it in a dozen weeks",
    ),
    "superlative": (", the largest of all", ", the worst in the portfolio"),
    "direction": (", and it has recovered since", ", and costs fell sharply"),
}


@dataclass(frozen=True, slots=True)
class Mutation:
    """A changed text: what kind of change, and the words that came in."""

    kind: str
    text: str
    changed: str


def mutations(text: str, names: Names, random: Random) -> Iterator[Mutation]:
    """Give one change of each kind that a text allows, never inside what is quoted."""
    for kind, change in _CHANGES.items():
        changed = _somewhere(kind, text, random, change)
        if changed is not None:
            yield changed
    for kind in names:
        swapped = _swapped(text, names[kind], random)
        if swapped is not None:
            yield Mutation("name", *swapped)
    for kind, pairs in _WORDS.items():
        yield from _flipped(kind, text, pairs, random)
    yield from _inserted(text, random)
    yield from _exchanged(text)


def _somewhere(
    kind: str, text: str, random: Random, change: Callable[[re.Match[str], Random], str]
) -> Mutation | None:
    pattern = _PATTERNS[kind]
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    places = [
        found
        for found in pattern.finditer(text)
        if not any(start <= found.start() < end for start, end in quoted)
    ]
    if not places:
        return None
    found = random.choice(places)
    new = change(found, random)
    if new == found[0] or (pattern is _KEY and new in text):
        return None
    return Mutation(
        kind.split("/", maxsplit=1)[0], text[: found.start()] + new + text[found.end() :], new
    )


def _other_figure(digits: str, random: Random) -> str:
    """Return a figure that differs by more than its last digit could hide."""
    plain = digits.rstrip(".,")
    places = [at for at, char in enumerate(plain) if char.isdigit()]
    at = random.choice(places)
    new = random.choice([char for char in "123456789" if char != plain[at]])
    return plain[:at] + new + plain[at + 1 :] + digits[len(plain) :]


def _number(found: re.Match[str], random: Random) -> str:
    return _other_figure(found[1], random)


def _money(found: re.Match[str], random: Random) -> str:
    return f"{found[1]}{_other_figure(found[2], random)}{found[3] or ''}"


def _currency(found: re.Match[str], _: Random) -> str:
    return f"{'$' if found[1] == '€' else '€'}{found[2]}{found[3] or ''}"


def _scale(found: re.Match[str], _: Random) -> str:
    return f"{found[1]}{found[2]}{' k' if found[3] == ' M' else ' M'}"


def _percent(found: re.Match[str], random: Random) -> str:
    return f"{_other_figure(found[1], random)} %"


def _percent_unit(found: re.Match[str], _: Random) -> str:
    return f"{found[1]} days"


def _length(found: re.Match[str], random: Random) -> str:
    return f"{_other_figure(found[1], random)} {found[2]}"


def _length_unit(found: re.Match[str], _: Random) -> str:
    return f"{found[1]} {'weeks' if found[2].startswith('day') else 'days'}"


def _date(found: re.Match[str], random: Random) -> str:
    day, month = int(found[2]), _MONTHS.index(found[3]) + 1
    year = int(found[4] or 2026)
    moved = date(year, month, day) + timedelta(days=random.choice((-14, -7, -3, 2, 7, 30, 61)))
    named = f"{_DAYS[moved.weekday()]} {moved.day} {_MONTHS[moved.month - 1]}"
    return f"{named} {moved.year}" if found[4] or moved.year != year else named


def _key(found: re.Match[str], random: Random) -> str:
    return f"{found[1]}-{int(found[2]) + random.choice((1, 2, 40))}"


def _status(found: re.Match[str], _: Random) -> str:
    return _STATUS[found[0]]


_PATTERNS = {
    "number": _NUMBER, "number/money": _MONEY, "number/percent": _PERCENT,
    "number/length": _LENGTH, "unit/currency": _MONEY, "unit/scale": _MONEY,
    "unit/percent": _PERCENT, "unit/length": _LENGTH, "date": _DAY, "name/key": _KEY,
    "status": re.compile(rf"\b(?:{'|'.join(_STATUS)})\b"),
}  # fmt: skip
_CHANGES: Mapping[str, Callable[[re.Match[str], Random], str]] = {
    "number": _number, "number/money": _money, "number/percent": _percent,
    "number/length": _length, "unit/currency": _currency, "unit/scale": _scale,
    "unit/percent": _percent_unit, "unit/length": _length_unit, "date": _date,
    "name/key": _key, "status": _status,
}  # fmt: skip


def _swapped(text: str, names: tuple[str, ...], random: Random) -> tuple[str, str] | None:
    there = [name for name in names if re.search(rf"\b{re.escape(name)}\b", _unquoted(text))]
    others = [name for name in names if name not in text]
    if not there or not others:
        return None
    if _COLOUR.match(text):
        return None  # “Amber: Beacon on schedule” may well be true of another project
    old, new = random.choice(there), random.choice(others)
    return re.sub(rf"\b{re.escape(old)}\b", new, text, count=1), new


def _exchanged(text: str) -> Iterator[Mutation]:
    """Give a text with two dates, amounts or keys of one sentence in each other's place."""
    plain = _unquoted(text)
    for kind, pattern in (("date", _DAY), ("number", _MONEY), ("name", _KEY)):
        for first, second in pairwise(pattern.finditer(plain)):
            between = plain[first.end() : second.start()]
            if first[0] != second[0] and "." not in between and between not in _LISTED:
                exchanged = second[0] + between + first[0]
                changed = text[: first.start()] + exchanged + text[second.end() :]
                yield Mutation(f"{kind}s exchanged", changed, exchanged)
                break


def _unquoted(text: str) -> str:
    return _QUOTED.sub(lambda found: "·" * len(found[0]), text)


def _flipped(kind: str, text: str, pairs: Mapping[str, str], random: Random) -> Iterator[Mutation]:
    plain = _unquoted(text)
    there = [
        words for words in pairs if re.search(rf"\b{words.strip()}\b", plain) and words in plain
    ]
    if there:
        words = random.choice(there)
        at = plain.index(words)
        changed = text[:at] + pairs[words] + text[at + len(words) :]
        yield Mutation(kind, changed, pairs[words])


def _inserted(text: str, random: Random) -> Iterator[Mutation]:
    ends = [found.start() for found in re.finditer(r"\.(?= |$)", _unquoted(text))]
    if not ends:
        return
    at = random.choice(ends)
    for kind, phrases in _INSERTED.items():
        phrase = random.choice(phrases)
        yield Mutation(f"{kind} inserted", text[:at] + phrase + text[at:], phrase)
