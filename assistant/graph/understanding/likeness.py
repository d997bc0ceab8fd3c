"""How much a question looks like the wordings people use for each intent: a second opinion.

The words of a question, and the concepts they stand for, each speak for and against an intent.
How much was taught from `wordings.yaml` and `off_topic.yaml` by `teaching.py` and is kept in
`likeness.json`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt

from pydantic import TypeAdapter

from assistant.graph.understanding.lexicon import lexicon
from assistant.graph.understanding.question import read_question
from assistant.graph.understanding.reading import Reading

OFF_TOPIC = "off topic"
"""What stands in place of a tool for what cannot be asked here."""
FINENESS = 100
"""What numbers are multiplied by in the file, where they are whole."""
_KIND = re.compile(r"\{(\w+)\}")
_NAME = "Xname"
"""What stands for a name where the words of a wording are read."""
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
    """What each word and concept speaks for: a whole number for each intent, as `tools` has them.

    `rarity` is how telling it is by itself; `taught_by` names the texts it was taught from.
    """

    taught_by: str
    tools: Sequence[str]
    rarity: Mapping[str, int]
    evidence: Mapping[str, Sequence[int]]

    def scores(self, features: Iterable[str]) -> dict[str, float]:
        """Return how much some features speak for each intent; above zero speaks for it.

        A word that no wording has speaks for nothing, and makes the others count less.
        """
        rarest = max(self.rarity.values())
        among = set(features)
        known = sorted(among & self.rarity.keys())
        strange = sum(each[0] not in "@#" for each in among) - sum(
            each[0] not in "@#" for each in known
        )
        size = sqrt(sum(self.rarity[each] ** 2 for each in known) + strange * rarest**2) or 1.0
        found = [0] * len(self.tools)
        for each in known:
            weight = self.rarity[each]
            for place, spoken in enumerate(self.evidence[each]):
                found[place] += weight * spoken
        return {
            tool: score / size / FINENESS for tool, score in zip(self.tools, found, strict=True)
        }


def likeness_of(reading: Reading) -> dict[str, float]:
    """Return how much a question looks like the wordings of each intent."""
    return likeness().scores(features_of(reading))


@cache
def likeness() -> Likeness:
    """Return what was taught, from the file that comes with the product."""
    text = (files(__package__) / "likeness.json").read_text(encoding="utf-8")
    return TypeAdapter(Likeness).validate_json(text)


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


def features_of(reading: Reading) -> frozenset[str]:
    """Return the words and concepts of a question, with kinds in place of names."""
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
