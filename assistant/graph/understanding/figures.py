"""Figures in a question: percentages, money, places in the order, numbers of sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
             "tenth")  # fmt: skip
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_VALUE = {word: n for words in (_ORDINALS, _NUMBERS) for n, word in enumerate(words, 1)} | {
    "a": 1,
    "single": 1,
    "couple of": 2,
}
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|per ?cent\b|pct\b)")
_AMOUNT = re.compile(
    r"(?P<before>€|\$|£|\b(?:eur|usd|gbp|chf)\b)?\s*\b(?P<number>\d{1,3}(?:[,.]\d{3})+|\d{1,12}(?:\.\d{1,4})?)"
    r"\s*(?P<thousand>k|m|mn|mio|million|thousand|bn|billion)?\b\s*"
    r"(?P<after>€|\$|£|\b(?:eur|euros?|usd|dollars?|gbp|pounds?|chf|francs?)\b)?"
)
_CURRENCY = {"€": "EUR", "eur": "EUR", "$": "USD", "usd": "USD", "dol": "USD", "£": "GBP",
             "gbp": "GBP", "pou": "GBP", "chf": "CHF", "fra": "CHF"}  # fmt: skip
_TIMES = {"k": 1_000, "t": 1_000, "m": 1_000_000, "b": 1_000_000_000, "": 1}
_NAMED_PLACE = re.compile(
    r"\b(?:(?:number|place|position|rank|no\.?|spot)s?\s+#?|#)(\d{1,3}|"
    + "|".join(_NUMBERS)
    + r")\b|\b(\d{1,3})(?:st|nd|rd|th)\b|\b("
    + "|".join(_ORDINALS[1:])
    + r")\b"
)
_TWO_PLACES = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\b[^\d%]{1,40}?\b(?:than|and|or|vs\.?|versus|from|to|of)\b"
    r"\s+(?:the\s+)?(?:number\s+|place\s+)?#?(\d{1,2})(?:st|nd|rd|th)?\b(?!\s*(?:%|k\b|days?|weeks?))"
)
_SENTENCES = re.compile(
    r"\b(\d{1,2}|"
    + "|".join(_NUMBERS)
    + r"|a|single|couple of)\s+(?:short\s+)?(sentence|line)s?\b"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a question; places count from the top of the order, 1 first."""

    percent: str | None = None
    money: str | None = None
    places: tuple[int, ...] = ()
    two_places: tuple[int, int] | None = None
    sentences: int | None = None


def find_figures(text: str) -> Figures:
    """Return the figures that a text names; days and dates are read elsewhere."""
    low = text.casefold()
    percent = _PERCENT.search(low)
    sentences = _SENTENCES.search(low)
    places = tuple(
        _number(next(filter(None, found.groups()))) for found in _NAMED_PLACE.finditer(low)
    )
    pair = _TWO_PLACES.search(low)
    two = (int(pair[1]), int(pair[2])) if pair else None
    if two is None and len(places) == 2:  # noqa: PLR2004 - a pair
        two = (places[0], places[1])
    return Figures(
        percent=None if percent is None else f"{percent[1].replace(',', '.')}%",
        money=_money(low),
        places=places,
        two_places=two,
        sentences=None if sentences is None else _number(sentences[1]),
    )


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _VALUE[word]


def _money(low: str) -> str | None:
    """Return the first amount with a currency, as scenarios write it, such as 1500000EUR."""
    for found in _AMOUNT.finditer(low):
        sign = found["before"] or found["after"]
        if sign is None:
            continue
        number = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", found["number"])
        amount = Decimal(number) * _TIMES[(found["thousand"] or "")[:1]]
        currency = _CURRENCY[sign if sign in _CURRENCY else sign[:3]]
        return f"{amount.normalize():f}{currency}"
    return None
