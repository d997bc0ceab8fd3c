"""Finds people's names in a text, in any of the ways they are written there.

“Priya Nair”, “priya”, “Nair, Priya”, “priya.nair”, “PriyaNair” and “Príya” are the same person's;
“Jonas” may be two people's. A part that is also an everyday word (“May”, “Will”) counts only with its
capital.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NO_SPACES = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Scripts that write no space between words: each character counts as one."""

_WORD = re.compile(rf"[{_NO_SPACES}]|(?:(?![{_NO_SPACES}])[^\W_]|[\u0300-\u036f])+")
_BETWEEN = re.compile(r"[\s,.\-_'’]{0,3}")
_SHORT = 2
_ALSO_WORDS = (
    "able angel art autumn baker ban bell best bill black bond brook brown bush chance chase clay"
    " cook dale daisy dawn day dean drew early east eve faith field fisher ford frank gene glen"
    " gold good grace grant gray green guy hall hardy harry heather hill holly hope hunt hunter"
    " iris jack jasmine jay joy june king knight lane lee lily long love major mark marsh may mercy"
    " miles mill miller moon noble north page park parks pat pearl pierce pike price ray read reed"
    " rich rob robin rock roman rose ruby sage sand sandy serene short small smart south star stone"
    " storm strong summer swift tan wade walker ward web wells west white will winter wise wood"
    " woods young"
)
_EVERYDAY = frozenset(_ALSO_WORDS.split())

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a name stands, and whose it may be."""

    start: int
    end: int
    people: tuple[int, ...]


class NameFinder:
    """Looks words up in an index, so that thousands of people cost no more than ten."""

    def __init__(self, people: Sequence[Sequence[str]]) -> None:
        """Take each person's names and keys, the full name first."""
        self._owners: dict[Words, set[int]] = {}
        for number, names in enumerate(people):
            for name in names:
                for form in _forms(name):
                    self._owners.setdefault(form, set()).add(number)
        self._longest: dict[str, int] = {}
        for form in self._owners:
            self._longest[form[0]] = max(self._longest.get(form[0], 0), len(form))

    def find(self, text: str) -> Iterator[Found]:
        """Find names from left to right, the longest at each place."""
        words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
        folded = [_folded(text[start:end]) for start, end in words]
        at = 0
        while at < len(words):
            length = self._length_at(text, words, folded, at)
            if length:
                people = self._owners[tuple(folded[at : at + length])]
                yield Found(words[at][0], words[at + length - 1][1], tuple(sorted(people)))
            at += max(1, length)

    def _length_at(
        self, text: str, words: Sequence[tuple[int, int]], folded: Sequence[str], at: int
    ) -> int:
        """Return how many words from here are a name; zero where none begins."""
        reach = 0
        most = min(self._longest.get(folded[at], 0), len(words) - at)
        while reach < most and (reach == 0 or _joined(text, words, at + reach)):
            reach += 1
        for length in range(reach, 0, -1):
            form = tuple(folded[at : at + length])
            if form in self._owners and not _everyday(form, text[words[at][0]]):
                return length
        return 0


def _joined(text: str, words: Sequence[tuple[int, int]], at: int) -> bool:
    return _BETWEEN.fullmatch(text, words[at - 1][1], words[at][0]) is not None


def _everyday(form: Words, first: str) -> bool:
    word = form[0]
    doubtful = len(form) == 1 and (word in _EVERYDAY or len(word) <= _SHORT)
    return doubtful and first.islower()


def _forms(name: str) -> Iterator[Words]:
    """Return the ways to write a name: whole, turned round, run together, each part."""
    words = _words(name)
    if not "".join(words).strip("0123456789"):
        return  # a key of figures only is not told from any other figure
    if len(words) > 1:
        yield (*words[1:], words[0])
        yield (*words[-1:], *words[:-1])
    for part in (name, *name.split()):
        apart = _words(part)
        together = "".join(apart)
        if len(together) > 1 and not together.isdigit():
            yield (together,)
            yield apart
    yield from ((word,) for word in words if len(word) > 1 and not word.isdigit())


def _words(name: str) -> Words:
    return tuple(_folded(found[0]) for found in _WORD.finditer(name))


def _folded(word: str) -> str:
    """Return a word without capitals and accents."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))
