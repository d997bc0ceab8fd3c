"""How much a question looks like the wordings people use for each intent: a second opinion.

The words of a question, and the concepts they stand for, each speak for and against an intent by
how often they occur in its wordings and in all others': complement naive Bayes with weighted and
normalised terms (Rennie, Shih, Teevan and Karger, 2003). Counted once from `wordings.yaml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log, sqrt

from assistant.graph.understanding.lexicon import branch, leaf, lexicon, read_data
from assistant.graph.understanding.question import read_question
from assistant.graph.understanding.reading import Reading

_KIND = re.compile(r"\{(\w+)\}")
_NAME = "Xname"
"""What stands for a name where the words of a wording are read."""
_UNSEEN = 0.1
"""What an intent is taken to have seen of every word, so that none is impossible."""
_SEVERAL = {
    "item": ((2, "@two_items"), (3, "@several_items")),
    "project": ((2, "@two_projects"),),
    "person": ((2, "@several_people"),),
    "place": ((2, "@two_places"),),
}
_OF_THE_WHOLE = frozenset(
    {"@claim", "@declared", "@asserted", "@bare", "@change", "@choice", "@supposed", "@sentences"}
)
"""Signals that are read from a whole question, which no wording has."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What each word and concept speaks for: a number for each intent, in the order of `tools`."""

    tools: tuple[str, ...]
    rarity: Mapping[str, float]
    evidence: Mapping[str, tuple[float, ...]]

    def scores(self, features: Iterable[str]) -> dict[str, float]:
        """Return how much some features speak for each intent; above zero speaks for it."""
        known = {each: self.rarity[each] for each in sorted(features) if each in self.rarity}
        size = sqrt(sum(weight * weight for weight in known.values())) or 1.0
        found = [0.0] * len(self.tools)
        for each, weight in known.items():
            share = weight / size
            for place, spoken in enumerate(self.evidence[each]):
                found[place] += share * spoken
        return dict(zip(self.tools, found, strict=True))


def likeness_of(reading: Reading) -> dict[str, float]:
    """Return how much a question looks like the wordings of each intent."""
    return likeness().scores(_features_of(reading))


@cache
def likeness() -> Likeness:
    """Return what the wordings that come with the product teach."""
    return learned(
        (tool, wording)
        for tool, text in branch(read_data("wordings.yaml")).items()
        for wording in leaf(text).split(";")
        if wording.strip()
    )


def learned(wordings: Iterable[tuple[str, str]]) -> Likeness:
    """Return what wordings teach, each given with its tool."""
    seen = [(tool, features_in(text)) for tool, text in wordings]
    tools = tuple(sorted({tool for tool, _ in seen}))
    spread = Counter(each for _, features in seen for each in features)
    rarity = {each: log(1 + len(seen) / count) for each, count in sorted(spread.items())}
    counts = {tool: Counter[str]() for tool in tools}
    for tool, features in seen:
        size = sqrt(sum(rarity[each] ** 2 for each in features)) or 1.0
        for each in sorted(features):
            counts[tool][each] += rarity[each] / size
    return Likeness(tools, rarity, _evidence(counts, tuple(rarity)))


def _evidence(
    counts: Mapping[str, Mapping[str, float]], features: Sequence[str]
) -> dict[str, tuple[float, ...]]:
    """Return for each feature the logarithm of its odds inside each intent against all others."""
    sizes = [sum(each.values()) for each in counts.values()]
    everything, unseen = sum(sizes), _UNSEEN * len(features)
    found: dict[str, tuple[float, ...]] = {}
    for each in features:
        own = [count.get(each, 0.0) for count in counts.values()]
        total = sum(own)
        found[each] = tuple(
            log((inside + _UNSEEN) / (size + unseen))
            - log((total - inside + _UNSEEN) / (everything - size + unseen))
            for inside, size in zip(own, sizes, strict=True)
        )
    return found


def features_in(wording: str) -> frozenset[str]:
    """Return the words and concepts of a wording, which has kinds in place of names."""
    kinds = Counter(_KIND.findall(wording))
    words = read_question(_KIND.sub(_NAME, wording), lexicon().spelled).words
    concepts = (f"#{met.concept}" for met in lexicon().meet(words))
    plain = (each.stem for each in words if each.text != _NAME and not each.plain[0].isdigit())
    return frozenset({*concepts, *plain, *_of_kinds(kinds)})


def _of_kinds(kinds: Mapping[str, int]) -> Iterator[str]:
    for kind, count in kinds.items():
        yield f"@{kind}"
        yield from (signal for least, signal in _SEVERAL.get(kind, ()) if count >= least)


def _features_of(reading: Reading) -> frozenset[str]:
    signals = (
        each if each.startswith("@") else f"#{each}"
        for each in reading.signals
        if each not in _OF_THE_WHOLE
    )
    words = (
        word.stem
        for place, word in enumerate(reading.question.words)
        if place not in reading.explained and not word.plain[0].isdigit()
    )
    return frozenset({*signals, *words})
