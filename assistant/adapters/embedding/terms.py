"""Words as they are compared: without case, accents and endings; keys stay whole as well.

The endings are those of English, taken off in the manner of Harman's S stemmer (How effective is
suffixing?, 1991) and then -ing, -ed and -ly, with doubled consonants undone, so that “migrating”,
“migrated” and “migrates” are one word. Other languages are compared word by word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\w+(?:[-./]\w+)*")
_POSSESSIVE = re.compile(r"['’]s?\b")
_PIECE = re.compile(r"[^\W_]+")
_SHORTEST = 3
_LONGEST = 64

STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "being",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "me",
        "my",
        "no",
        "not",
        "of",
        "on",
        "or",
        "our",
        "she",
        "should",
        "so",
        "some",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "whom",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "s",
        "t",
    ]
)
ASKING = frozenset(
    [
        "about",
        "anybody",
        "anyone",
        "anything",
        "everything",
        "find",
        "found",
        "last",
        "learn",
        "look",
        "month",
        "past",
        "people",
        "quarter",
        "remember",
        "said",
        "say",
        "search",
        "show",
        "since",
        "somebody",
        "someone",
        "something",
        "talk",
        "tell",
        "told",
        "week",
        "write",
        "wrote",
        "written",
        "year",
        "yesterday",
    ]
)
"""Words of a question that say that something is looked for, and not what."""


def terms(text: str) -> list[str]:
    """Return the words of a text as they are compared, in their order."""
    return [term for word in _words(text) for term in _forms(word) if term not in STOP]


def asked_terms(question: str) -> list[str]:
    """Return the words of a question that say what is looked for, each once.

    A question that is made of nothing else keeps the words that only ask.
    """
    every = list(dict.fromkeys(terms(question)))
    return [term for term in every if term not in _ASKING_TERMS] or every


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return [word[:_LONGEST] for word in _WORD.findall(_POSSESSIVE.sub("", bare))]


@lru_cache(maxsize=200_000)
def _forms(word: str) -> tuple[str, ...]:
    """Return a word, and the pieces of a compound such as MOS-9 beside the whole."""
    pieces = _PIECE.findall(word)
    if len(pieces) == 1:
        return (_stem(pieces[0]),)
    return ("_".join(pieces), *map(_stem, pieces)) if pieces else ()


def _stem(word: str) -> str:
    if len(word) <= _SHORTEST or not word.isascii() or not word.isalpha():
        return word
    word = _without_s(word)
    for ending in ("ing", "ed", "ly"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= _SHORTEST and re.search("[aeiouy]", root):
            word = _undoubled(root)
            break
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST + 1 else word


def _without_s(word: str) -> str:
    if word.endswith("ies") and len(word) > _SHORTEST + 1:
        return word[:-3] + "y"
    if word.endswith("es") and word[-3] in "sxzh":
        return word[:-2]
    if word.endswith("s") and word[-2] not in "su":
        return word[:-1]
    return word


def _undoubled(root: str) -> str:
    doubled = root[-1] == root[-2] and root[-1] not in "aeiouls"
    return root[:-1] if doubled else root


_ASKING_TERMS = frozenset(term for word in ASKING for term in _forms(word))
