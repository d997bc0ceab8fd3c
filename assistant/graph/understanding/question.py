"""A question cut into words: what was written, its plain form and its stem."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.usecases.name_words import plain

LONGEST = 4_000
"""Characters that are read; a longer text is no question."""

_WORD = re.compile(r"[^\W_]+")
_LONE_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-])")
_SHORT_FORMS = (
    (re.compile(r"\b(can)(?:'t|not)\b", re.IGNORECASE), r"\1 not"),
    (re.compile(r"\bwon't\b", re.IGNORECASE), "will not"),
    (re.compile(r"n't\b", re.IGNORECASE), " not"),
    (
        re.compile(r"\b(what|who|where|when|how|why|that|it|there|here)'s\b", re.IGNORECASE),
        r"\1 is",
    ),
    (re.compile(r"\blet'?s\b", re.IGNORECASE), "let us"),
    (re.compile(r"'re\b", re.IGNORECASE), " are"),
    (re.compile(r"'ll\b", re.IGNORECASE), " will"),
    (re.compile(r"'ve\b", re.IGNORECASE), " have"),
    (re.compile(r"'d\b", re.IGNORECASE), " would"),
    (re.compile(r"\b(i)'m\b", re.IGNORECASE), r"\1 am"),
    (re.compile(r"'s?\b"), ""),
)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-"})
_VOWEL = re.compile(r"[aeiouy]")
_NOT_DOUBLED = frozenset("lsz")
_SHORTEST_STEM = 3
_UNLIKE = frozenset({"note", "notes", "noted", "here", "data", "does", "goes", "this", "news"})
"""Words whose stem would be another word, such as “not” and “her”."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place among the characters of the question."""

    text: str
    plain: str
    stem: str
    start: int
    end: int
    is_first: bool = False

    @property
    def is_name_like(self) -> bool:
        """Whether it is written with a capital letter inside a sentence."""
        return self.text[0].isupper() and not self.is_first and self.plain != "i"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is read: the cleaned text and its words."""

    asked: str
    text: str
    words: tuple[Word, ...]

    def at(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the words that lie within some characters."""
        inside = [n for n, word in enumerate(self.words) if start <= word.start < end]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


def read_question(asked: str, spelled: Mapping[str, str]) -> Question:
    """Return the words of a question; `spelled` holds other ways of writing a word."""
    text = " ".join(unicodedata.normalize("NFKC", asked).translate(_QUOTES).split())[:LONGEST]
    for short, whole in _SHORT_FORMS:
        text = short.sub(whole, text)
    text = _LONE_WORD.sub(lambda found: spelled.get(found[0].casefold(), found[0]), text)
    return Question(asked, text, tuple(_words(text)))


def _words(text: str) -> list[Word]:
    found: list[Word] = []
    for match in _WORD.finditer(text):
        low = plain(match[0])
        before = text[: match.start()].rstrip(" \"'(")
        first = not before or before[-1] in ".?!:"
        found.append(Word(match[0], low, stem(low), match.start(), match.end(), is_first=first))
    return found


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a word without its ending: slip, slips, slipped and slipping are one.

    Only what questions need of Porter's algorithm (1980): plurals, -ed, -ing and a last -e.
    """
    if word in _UNLIKE:
        return word
    found = word
    if found.endswith("ies") and len(found) > _SHORTEST_STEM + 1:
        found = found[:-3] + "y"
    elif found.endswith("s") and len(found) > _SHORTEST_STEM and found[-2] not in "sui":
        found = found[:-1]
    for ending in ("ing", "ed"):
        bare = found.removesuffix(ending)
        if bare != found and len(bare) >= _SHORTEST_STEM and _VOWEL.search(bare):
            double = bare[-1] == bare[-2] and bare[-1] not in _NOT_DOUBLED
            found = bare[:-1] if double else bare
            break
    return found[:-1] if found.endswith("e") and len(found) > _SHORTEST_STEM else found
