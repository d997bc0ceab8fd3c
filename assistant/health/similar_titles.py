"""Work items with nearly the same title: perhaps the same work twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

NEARLY = 90
"""Percent from which two titles are nearly the same."""

_RAREST = 2
"""A title is compared with those that share one of so many of its rarest words."""
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class SimilarTitles:
    """Two items in order of their keys, and how alike their titles are in percent."""

    first: str
    second: str
    percent: int


def similar_titles(titles: Mapping[str, str], template_from: int) -> list[SimilarTitles]:
    """Return the pairs of items with nearly the same title, the most alike first.

    A title that `template_from` items have is a template (“Write tests”), not a duplicate.
    """
    plain = {key: " ".join(_WORD.findall(title.casefold())) for key, title in titles.items()}
    counts = Counter(plain.values())
    single = {key: title for key, title in plain.items() if 0 < counts[title] < template_from}
    found = [
        SimilarTitles(first, second, round(percent))
        for first, second in sorted(set(_candidates(single, template_from)))
        if same_numbers(single[first], single[second])
        and (percent := fuzz.token_sort_ratio(single[first], single[second])) >= NEARLY
    ]
    return sorted(found, key=lambda pair: (-pair.percent, pair.first, pair.second))


def same_numbers(one: str, other: str) -> bool:
    """Say whether two names hold the same numbers: “Phase 1” is not “Phase 2”."""
    return Counter(_NUMBER.findall(one)) == Counter(_NUMBER.findall(other))


def _candidates(titles: Mapping[str, str], template_from: int) -> Iterator[tuple[str, str]]:
    """Yield the pairs that share a rare word: comparing each with each would take too long."""
    words = {key: set(title.split()) for key, title in titles.items()}
    counts = Counter(word for each in words.values() for word in each)
    sharing: dict[str, list[str]] = {}
    for key in sorted(words):
        rarest = sorted(words[key], key=lambda word: (counts[word], word))
        shared = [word for word in rarest if counts[word] > 1]
        for word in shared[:_RAREST]:
            sharing.setdefault(word, []).append(key)
    for _, keys in sorted(sharing.items()):
        if len(keys) <= max(_LARGEST_GROUP, template_from):
            yield from combinations(keys, 2)


_LARGEST_GROUP = 60
"""Items that share a word; where more do, the word is not rare."""
