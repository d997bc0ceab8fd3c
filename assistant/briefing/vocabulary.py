"""Words that claim something: outside a fact's slot they have no business in a text.

Digits are not the only figures. “Three projects are late since March” claims a count, a status and
a date without one digit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from assistant.values import Value


class Claim(StrEnum):
    """What sort of claim a stretch of text makes."""

    DIGIT = "a figure"
    NUMBER_WORD = "a number in words"
    ONE = "a number, or only a pronoun"
    DATE_WORD = "a month or a weekday"
    CURRENCY = "a currency"
    PERCENT = "a percentage"
    STATUS_WORD = "a status"
    UNSEEN = "a character that cannot be seen"


class Finding(Value):
    """A stretch of static text that claims something."""

    claim: Claim
    span: str
    start: int


_NUMBERS = """
    zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred hundreds thousand thousands million millions billion billions dozen dozens
    half halves third thirds quarter quarters fifth tenth twice thrice double doubled triple
    tripled couple
"""
_ONE = r"(?<!\bno )\bone\b(?! another\b)"
_MONTHS_AND_DAYS = """
    January February April June July August September October November December
    Jan Feb Apr Jun Jul Aug Sep Sept Oct Nov Dec
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri
"""
_ALSO_PLAIN_WORDS = "March May Mar Sat Sun"
_CURRENCIES = "euro euros dollar dollars pound pounds yen franc francs EUR USD GBP CHF JPY CAD AUD"
_STATUSES = """
    red amber green grey gray on-track off-track on-time at-risk on-schedule behind-schedule
    ahead-of-schedule late delayed overdue healthy unhealthy done finished completed complete
    blocked approved rejected cancelled
"""


def _any_of(words: str) -> str:
    return r"\b(?:" + "|".join(word.replace("-", r"[\s-]") for word in words.split()) + r")\b"


_PATTERNS: tuple[tuple[Claim, re.Pattern[str]], ...] = (
    (Claim.NUMBER_WORD, re.compile(_any_of(_NUMBERS), re.IGNORECASE)),
    (Claim.ONE, re.compile(_ONE, re.IGNORECASE)),
    (Claim.DATE_WORD, re.compile(_any_of(_MONTHS_AND_DAYS), re.IGNORECASE)),
    (Claim.DATE_WORD, re.compile(_any_of(_ALSO_PLAIN_WORDS))),
    (Claim.CURRENCY, re.compile(_any_of(_CURRENCIES), re.IGNORECASE)),
    (Claim.PERCENT, re.compile(r"%|\bper ?cent\b|\bpercentage", re.IGNORECASE)),
    (Claim.STATUS_WORD, re.compile(_any_of(_STATUSES), re.IGNORECASE)),
)


def claims(text: str) -> tuple[Finding, ...]:
    """Return every stretch of static text that claims something, in reading order.

    Words are compared in their compatible form, so “ｒｅｄ” in wide letters is a status too.
    """
    found = [*_characters(text)]
    text = unicodedata.normalize("NFKC", text)
    for claim, pattern in _PATTERNS:
        found += [
            Finding(claim=claim, span=match[0], start=match.start())
            for match in pattern.finditer(text)
        ]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.claim)))


def _characters(text: str) -> Iterator[Finding]:
    for start, char in enumerate(text):
        if char.isnumeric():
            yield Finding(claim=Claim.DIGIT, span=char, start=start)
        elif unicodedata.category(char) == "Sc":
            yield Finding(claim=Claim.CURRENCY, span=char, start=start)
        elif unicodedata.category(char).startswith("C"):
            yield Finding(claim=Claim.UNSEEN, span=f"U+{ord(char):04X}", start=start)
