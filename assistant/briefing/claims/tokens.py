"""Splits text into words, figures and signs, each with its place. Linear in the text's length."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\S",
)
_POSSESSIVE = re.compile(r"['’]s?$")
LONGEST = 150
"""Tokens after which a sentence is cut: nobody writes longer ones to be understood."""

_END = frozenset(".!?")
_CLOSING = frozenset("”’\"')]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, figure or sign; `low` is how it is compared."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha()

    @property
    def is_figure(self) -> bool:
        """Whether it begins with a digit."""
        return self.text[0].isdecimal()

    @property
    def is_capitalised(self) -> bool:
        """Whether it is written as a name is."""
        return self.text[0].isupper()


def tokens(text: str) -> list[Token]:
    """Return the words, figures and signs of a text."""
    return [_token(found) for found in _TOKEN.finditer(text)]


def sentences(text: str) -> Iterator[list[Token]]:
    """Give the tokens of each sentence; a line break ends one too."""
    current: list[Token] = []
    last = 0
    for token in tokens(text):
        ended = current and (_ended(current, token) or "\n" in text[last : token.start])
        if ended or len(current) >= LONGEST:
            yield current
            current = []
        current.append(token)
        last = token.end
    if current:
        yield current


def _token(found: re.Match[str]) -> Token:
    plain = unicodedata.normalize("NFKC", found[0]).casefold()
    return Token(found[0], _POSSESSIVE.sub("", plain) or plain, found.start(), found.end())


def _ended(current: list[Token], following: Token) -> bool:
    """Say whether a full stop stands before a token, with a gap and closing marks between."""
    if following.start == current[-1].end:
        return False
    for token in reversed(current):
        if token.text in _END:
            return True
        if token.text not in _CLOSING:
            return False
    return False
