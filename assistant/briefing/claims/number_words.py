"""Reads a bare figure, in digits or in words, with the interval of what would be written so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.briefing.claims.tokens import Token

_UNITS = {
    word: value
    for value, word in enumerate(
        [
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
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        [
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        start=3,
    )
} | {"second": 2, "twentieth": 20, "thirtieth": 30}
_OTHER = {
    "dozen": Decimal(12), "couple": Decimal(2), "pair": Decimal(2), "hundred": Decimal(100),
    "thousand": Decimal(1000), "million": Decimal(10**6), "billion": Decimal(10**9),
    "half": Decimal("0.5"), "halves": Decimal("0.5"), "halved": Decimal("0.5"),
    "quarters": Decimal("0.25"), "thirds": Decimal(1) / 3,
    "twice": Decimal(2), "thrice": Decimal(3),
    "double": Decimal(2), "doubled": Decimal(2), "doubles": Decimal(2), "doubling": Decimal(2),
    "triple": Decimal(3), "tripled": Decimal(3), "triples": Decimal(3), "tripling": Decimal(3),
    "twofold": Decimal(2), "threefold": Decimal(3), "tenfold": Decimal(10),
    "quadruple": Decimal(4), "quadrupled": Decimal(4),
}  # fmt: skip
_FACTORS_WORDS = """
    half halves halved quarters thirds twice thrice double doubled doubles doubling triple
    tripled triples tripling twofold threefold tenfold quadruple quadrupled
"""
_FACTORS = frozenset(_FACTORS_WORDS.split())
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,\d{1,2}")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_NOT_ONE = frozenset({"no", "any", "every", "some", "each", "which", "this", "that", "the"})
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Figure:
    """A bare figure: what rounds to it, and the token after it."""

    low: Decimal
    high: Decimal
    end: int
    ordinal: bool = False
    in_words: bool = False

    def times(self, factor: int) -> Figure:
        """Return it in a larger unit."""
        return replace(self, low=self.low * factor, high=self.high * factor)


def digits(found: Sequence[Token], at: int) -> Figure | None:
    """Return the figure in digits at a token; what it may stand for is half its last digit."""
    if at >= len(found):
        return None
    token = found[at]
    if not token.is_figure:
        return _single_sign(token, at)
    value = _decimal(token.low)
    if value is None:
        return None
    ordinal = _is_ordinal(found, at)
    exponent = value.as_tuple().exponent
    half = Decimal(5).scaleb(min(0, exponent if isinstance(exponent, int) else 0) - 1)
    return Figure(value - half, value + half, at + 1 + ordinal, ordinal=ordinal)


def number_word(found: Sequence[Token], at: int) -> Figure | None:
    """Return the figure in words at a token: “twenty-one”, “a hundred and five”, “half”."""
    end = at
    if end < len(found) and found[end].low in {"a", "an"}:
        end += 1
        if end >= len(found) or found[end].low not in _OTHER or found[end].low in _FACTORS:
            return None
    value, stop, ordinal = _sum_of_words(found, end)
    if value is None or (found[at].low == "one" and _is_pronoun(found, at, stop)):
        return None
    if found[at].low == "second" and not _is_place(found, at):
        return None
    return Figure(value, value, stop, ordinal=ordinal, in_words=True)


def _sum_of_words(found: Sequence[Token], at: int) -> tuple[Decimal | None, int, bool]:
    total: Decimal | None = None
    end, ordinal = at, False
    while end < len(found) and not ordinal:
        low = found[end].low
        if low in {"and", "-"} and total is not None and _goes_on(found, end, total):
            end += 1
            continue
        more = _word_value(low)
        if more is None or (total is not None and not _fits(total, low, more)):
            break
        ordinal = low in _ORDINALS
        total = more if total is None else _joined(total, low, more)
        end += 1
    return total, end, ordinal


def _word_value(low: str) -> Decimal | None:
    for table in (_UNITS, _TENS, _ORDINALS):
        if low in table:
            return Decimal(table[low])
    return _OTHER.get(low)


def _goes_on(found: Sequence[Token], at: int, total: Decimal) -> bool:
    """Say whether “and” or a hyphen joins two parts of one figure, not two figures."""
    following = found[at + 1].low if at + 1 < len(found) else ""
    if found[at].low == "-":
        return following in _UNITS or following in _ORDINALS
    return total >= _HUNDRED and (following in _UNITS or following in _TENS)


def _fits(total: Decimal, low: str, more: Decimal) -> bool:
    if low in {"hundred", "thousand", "million", "billion", "dozen"}:
        return True
    if low in _FACTORS or low in {"couple", "pair"}:
        return False
    return total % 10 == 0 and total >= 20 and more < _HUNDRED and total % _HUNDRED != more  # noqa: PLR2004 - “twenty one” is one figure, “five one” is two


def _joined(total: Decimal, low: str, more: Decimal) -> Decimal:
    if low in {"hundred", "thousand", "million", "billion", "dozen"}:
        return total * more
    return total + more


def _single_sign(token: Token, at: int) -> Figure | None:
    """Return what a sign such as “½” stands for."""
    if len(token.text) != 1 or not token.text.isnumeric():
        return None
    value = Decimal(str(unicodedata.numeric(token.text)))
    return Figure(value, value, at + 1)


def _decimal(text: str) -> Decimal | None:
    """Return digits as a figure: “1,368,000”, “1.368.000,50”, “0,77”; None for “1.2.3”."""
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    elif _CONTINENTAL.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def _is_ordinal(found: Sequence[Token], at: int) -> bool:
    following = found[at + 1] if at + 1 < len(found) else None
    return (
        following is not None
        and following.low in _ORDINAL_ENDS
        and following.start == found[at].end
    )


def _is_pronoun(found: Sequence[Token], at: int, end: int) -> bool:
    """Say whether “one” stands for somebody: “no one”, “this one”, “one another”."""
    if end > at + 1:
        return False
    before = found[at - 1].low if at else ""
    after = found[at + 1].low if at + 1 < len(found) else ""
    return before in _NOT_ONE or after == "another"


def _is_place(found: Sequence[Token], at: int) -> bool:
    """Say whether “second” is a place in a row, not a length of time."""
    return at == 0 or not found[at - 1].is_figure
