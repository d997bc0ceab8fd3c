"""How names are cut into words, so that two ways of writing one name meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"the", "a", "an", "our", "this", "that"})
_SHORTEST_PLURAL = 4


def words(text: str) -> tuple[str, ...]:
    """Return the words of a name: small letters, no accents, no “'s”, no article before it."""
    found = _WORD.findall(plain(text))
    while len(found) > 1 and found[0] in _ARTICLES:
        found = found[1:]
    return tuple(map(singular, found))


def plain(text: str) -> str:
    """Return a text in small letters, without accents, apostrophes and possessive endings."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.replace("’", "'"))
        text = "".join(each for each in parts if not unicodedata.combining(each))
    text = text.casefold()
    return re.sub(r"'s\b|'", "", text) if "'" in text else text


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """Return a word without the ending of its plural, so that “claims” meets “claim”."""
    if len(word) > _SHORTEST_PLURAL and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) >= _SHORTEST_PLURAL and word.endswith("s") and word[-2] not in "sui":
        return word[:-1]
    return word
