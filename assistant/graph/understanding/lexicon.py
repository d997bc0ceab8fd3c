"""The words people use for what they ask about: read from `lexicon.yaml`, met word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.graph.understanding.question import Word, stem
from assistant.policy.plain_yaml import Tree, read_tree

_COMPARED = re.compile(r"(?:i?er|i?est|ly)$")
"""Endings of a word that is known without them: greener, oldest, roughly."""


_KIND = re.compile(r"\{\w+\}")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Met:
    """A concept that was met, and the range of words it was met in."""

    concept: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Concepts by the stems of their phrases, and the words that carry nothing.

    `sizes` are the lengths, the shortest first, of the phrases that begin with a stem.
    """

    phrases: Mapping[tuple[str, ...], Sequence[str]]
    sizes: Mapping[str, Sequence[int]]
    weights: Mapping[str, float]
    filler: frozenset[str]
    spelled: Mapping[str, str]
    vocabulary: tuple[str, ...]
    declined: frozenset[str]
    usual: frozenset[str]

    def meet(self, words: Sequence[Word]) -> list[Met]:
        """Return every concept that is met, each in the longest phrase at its place."""
        stems = tuple(word.stem for word in words)
        found: list[Met] = []
        for start, first in enumerate(stems):
            longest: dict[str, int] = {}
            for size in self.sizes.get(first, ()):
                if start + size > len(stems):
                    break
                for concept in self.phrases.get(stems[start : start + size], ()):
                    longest[concept] = size
            found += [Met(concept, start, start + size) for concept, size in longest.items()]
        return found

    def knows(self, word: Word) -> bool:
        """Say whether a word is one of the lexicon's, or carries nothing."""
        if (
            word.plain in self.declined
            or word.plain in self.filler
            or word.stem in self.filler
            or self.has(word)
        ):
            return True
        bare = _COMPARED.sub("", word.plain)
        return bare != word.plain and (
            bare in self.filler or stem(bare) in _stems_of(self.vocabulary)
        )

    def is_everyday(self, word: Word) -> bool:
        """Say whether a word is one that people use in questions, so that it is no name."""
        return self.knows(word) or word.stem in self.usual

    def has(self, word: Word) -> bool:
        """Say whether a word is part of a phrase of some concept."""
        return word.stem in _stems_of(self.vocabulary)

    @property
    def vocabulary_set(self) -> frozenset[str]:
        """The words of all phrases."""
        return _set_of(self.vocabulary)

    def weight(self, concept: str) -> float:
        """Return what meeting a concept counts."""
        return self.weights.get(concept, 1.0)


@cache
def _stems_of(vocabulary: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(stem, vocabulary))


@cache
def _set_of(vocabulary: tuple[str, ...]) -> frozenset[str]:
    return frozenset(vocabulary)


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that comes with the product."""
    tree = branch(read_data("lexicon.yaml"))
    concepts = {name: phrases_of(text) for name, text in branch(tree["concepts"]).items()}
    by_phrase: dict[tuple[str, ...], list[str]] = {}
    sizes: dict[str, set[int]] = {}
    for concept, phrases in concepts.items():
        for phrase in dict.fromkeys(tuple(map(stem, each)) for each in phrases):
            by_phrase.setdefault(phrase, []).append(concept)
            sizes.setdefault(phrase[0], set()).add(len(phrase))
    words = {word for phrases in concepts.values() for phrase in phrases for word in phrase}
    return Lexicon(
        phrases=by_phrase,
        sizes={first: sorted(each) for first, each in sizes.items()},
        weights={name: float(leaf(text)) for name, text in branch(tree["weights"]).items()},
        filler=frozenset(leaf(tree["filler"]).split()),
        spelled={name: leaf(text) for name, text in branch(tree["spelled"]).items()},
        vocabulary=tuple(sorted(words)),
        declined=frozenset(_words_of(read_data("declines.yaml"))),
        usual=frozenset(map(stem, _usual(leaf(tree["usual"])))),
    )


def _usual(text: str) -> Iterator[str]:
    """Yield words that people use in questions: those of all wordings, and some more."""
    yield from text.split()
    for wording in _words_of(read_data("wordings.yaml")):
        yield from _LETTERS.findall(_KIND.sub("", wording).casefold())


def _words_of(tree: Tree) -> Iterator[str]:
    """Yield every word of a data file: they are known, whatever they lead to."""
    if isinstance(tree, str):
        yield from tree.replace(",", " ").split()
        return
    for inner in tree.values() if isinstance(tree, dict) else tree:
        yield from _words_of(inner)


def phrases_of(text: Tree) -> list[tuple[str, ...]]:
    """Return the phrases of a text with commas between, each as words."""
    return [tuple(each.split()) for each in leaf(text).split(",") if each.strip()]


def read_data(name: str) -> Tree:
    """Return the content of a data file beside this module."""
    return read_tree((files(__package__) / name).read_text(encoding="utf-8"))


def branch(tree: Tree) -> dict[str, Tree]:
    """Return a mapping; TypeError where the data file holds none."""
    if not isinstance(tree, dict):
        raise TypeError(f"here should be a mapping: {tree!r:.80}")
    return tree


def leaf(tree: Tree) -> str:
    """Return a text; TypeError where the data file holds none."""
    if not isinstance(tree, str):
        raise TypeError(f"here should be a text: {tree!r:.80}")
    return tree
