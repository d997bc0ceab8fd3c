"""What can be asked, read from `intents.yaml`, and how well a question fits each of it.

A pattern is met when all its words are; it counts the weights of its words. What helps adds a
little, content words that an intent has no use for take a little away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.graph.understanding.lexicon import Lexicon, branch, leaf, lexicon, read_data
from assistant.graph.understanding.likeness import OFF_TOPIC, likeness_of
from assistant.graph.understanding.reading import Reading
from assistant.policy.plain_yaml import Tree
from assistant.usecases.name_index import NameKind

ENOUGH = 0.9
"""What a question has to score to be taken as understood."""
MARGIN = 0.2
"""By how much the best has to lead; nearer ones are asked back."""
_NEARLY = 0.6
"""How much less than an intent's wordings those that are off the topic may be alike, and still win."""
_CLEARLY = 1.2
"""How much more than an intent's wordings they have to be alike where a name may be among the words."""
_STRONG = 1.6
"""What a pattern has to count to be sure of the topic, whatever the other words are."""
_ALIKE = 0.5
"""What a question's likeness to the wordings of an intent counts beside the patterns."""
_CHECK = "check_statement"
_ALONE = 1.2
"""What that likeness has to come to where no pattern is met; below it, it is only a hint."""
_HINT = 0.5
_HELP = 0.25
_MOST_HELP = 0.6
_BAR = 0.5
_MOST_BARRED = 1.2
_UNUSED = 0.12
_MOST_UNUSED = 0.5
_SIGNALS = frozenset(
    {"@project", "@item", "@person", "@team", "@milestone", "@program", "@vendor", "@skill",
     "@contractor", "@theme", "@request", "@decision", "@risk", "@date", "@duration", "@percent",
     "@money", "@place", "@two_places", "@two_items", "@two_projects", "@several_items", "@several_people",
     "@sentences", "@claim", "@declared", "@asserted", "@bare", "@change", "@choice", "@supposed"}
)  # fmt: skip
NAMES = frozenset({"@project", "@item", "@person", "@team", "@milestone", "@program", "@vendor",
                   "@skill", "@contractor", "@request", "@decision"})  # fmt: skip
"""Signals that a name gives; a name that nobody here knows may stand for any of them."""

Element = tuple[str, ...]
"""Concepts of which one has to be met."""


@dataclass(frozen=True, slots=True)
class Intent:
    """Something that can be asked, and the tool that finds it out."""

    tool: str
    patterns: tuple[tuple[Element, ...], ...]
    helps: frozenset[str]
    bars: frozenset[str]
    weight: float
    slots: Mapping[str, str]
    examples: tuple[str, ...]

    @property
    def takes_text(self) -> bool:
        """Whether it takes the asker's own words as they are: each of them is used."""
        return any(way in {"query!", "claim!"} for way in self.slots.values())

    def concepts(self) -> Iterator[str]:
        """Yield every concept it speaks of."""
        for pattern in self.patterns:
            for element in pattern:
                yield from element
        yield from self.helps
        yield from self.bars


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a question fits an intent; `needs_name` where only an unknown name fills it.

    `is_met` where a pattern is met, and not only the wordings are alike; `alike` is how much these are.
    """

    intent: Intent
    score: float
    needs_name: bool = False
    is_met: bool = True
    alike: float = 0.0

    @property
    def pattern(self) -> float:
        """What the pattern that is met counts."""
        return self.score - _ALIKE * self.alike if self.is_met else 0.0


@cache
def intents() -> tuple[Intent, ...]:
    """Return everything that can be asked. Raises ValueError for a concept that is not known."""
    found = tuple(
        _intent(tool, branch(tree)) for tool, tree in branch(read_data("intents.yaml")).items()
    )
    known = _SIGNALS | {concept for among in lexicon().phrases.values() for concept in among}
    for intent in found:
        odd = sorted(set(intent.concepts()) - known)
        if odd:
            msg = f"intents.yaml, {intent.tool}: there is no concept {', '.join(odd)}"
            raise ValueError(msg)
    return found


def _intent(tool: str, tree: Mapping[str, Tree]) -> Intent:
    slots = branch(tree["slots"]) if "slots" in tree else {}
    return Intent(
        tool=tool,
        patterns=tuple(_pattern(each) for each in _texts(tree["any"])),
        helps=frozenset(leaf(tree.get("helps", "")).split()),
        bars=frozenset(leaf(tree.get("bars", "")).split()),
        weight=float(leaf(tree.get("weight", "1"))),
        slots={name: leaf(way) for name, way in slots.items()},
        examples=tuple(_texts(tree["examples"])),
    )


def _texts(tree: Tree) -> list[str]:
    return [leaf(each) for each in tree] if isinstance(tree, list) else [leaf(tree)]


def _pattern(text: str) -> tuple[Element, ...]:
    return tuple(tuple(each.split("|")) for each in text.split())


def fits(reading: Reading) -> list[Fit]:
    """Return what a question may ask, the likeliest first.

    Two opinions are added: the patterns that are met, and how much it looks like wordings of each.
    """
    words, alike = lexicon(), likeness_of(reading)
    if reading.has("@claim"):
        alike[_CHECK] = max(alike.values())  # a claim has the words of what it is about
    found = [
        _weighed(_fit(reading, each, words), each, alike.get(each.tool, 0.0)) for each in intents()
    ]
    return sorted(found, key=lambda each: (-each.score, each.intent.tool))


def _weighed(met: Fit | None, intent: Intent, alike: float) -> Fit:
    """Return a fit with both opinions; without a pattern met, the wordings alone speak for it."""
    if met is None:
        score = _ALIKE * alike
        return Fit(
            intent, score if score >= _ALONE else min(score, _HINT), is_met=False, alike=alike
        )
    return Fit(intent, met.score + _ALIKE * alike, met.needs_name, alike=alike)


def is_off_topic(reading: Reading, ranked: Sequence[Fit]) -> bool:
    """Say whether a question is rather not about a portfolio: no name of it, nor a sure pattern.

    Skills are called by everyday words: “iam”, “data”; they show no topic.
    A word that may be the name of something needs more to be taken for another topic.
    """
    names = (each for each in reading.mentions if not each.is_part)
    is_named = any(thing.kind is not NameKind.SKILL for each in names for thing in each.things)
    if is_named or ranked[0].pattern >= _STRONG:
        return False
    off, lead = likeness_of(reading)[OFF_TOPIC], max(each.alike for each in ranked)
    return off > max(0.0, lead + (_CLEARLY if reading.unknown else -_NEARLY))


def _fit(reading: Reading, intent: Intent, words: Lexicon) -> Fit | None:
    best = max(
        (met for each in intent.patterns if (met := _met(reading, each, words)) is not None),
        key=lambda met: (met[0], not met[2]),
        default=None,
    )
    if best is None:
        return None
    score, used, needs_name = best
    barred = sum(1 for each in intent.bars if reading.signals.get(each, used) - used)
    extra = [each for each in intent.helps if reading.has(each)]
    helped = min(sum(_HELP * words.weight(each) for each in extra), _MOST_HELP)
    for each in extra:
        used = used | reading.signals[each]
    unused = 0 if intent.takes_text else _UNUSED * len(_content(reading, words) - used)
    score = (
        (score + helped) * intent.weight
        - min(unused, _MOST_UNUSED)
        - min(_BAR * barred, _MOST_BARRED)
    )
    return Fit(intent, score, needs_name)


def _met(
    reading: Reading, pattern: Sequence[Element], words: Lexicon
) -> tuple[float, frozenset[int], bool] | None:
    """Return what a pattern counts, the words it uses, and whether an unknown name stands in it."""
    score, used, needs_name, plain = 0.0, frozenset[int](), False, 0
    for element in pattern:
        met = [each for each in element if reading.has(each)]
        if not met:
            if not (reading.unknown and NAMES & set(element)) or needs_name:
                return None
            needs_name = True
            score += min(words.weight(each) for each in element)
            continue
        score += max(words.weight(each) for each in met)
        for each in met:
            used = used | reading.signals[each]
        if any(not each.startswith("@") or each in NAMES for each in met):
            plain += 1
    if len(used) < plain:
        return None  # one word would stand for two things
    return score, used, needs_name


def _content(reading: Reading, words: Lexicon) -> frozenset[int]:
    """Return the words that carry something: neither filler nor explained by a name or a day."""
    return frozenset(
        place
        for place, word in enumerate(reading.question.words)
        if place not in reading.explained and word.plain not in words.filler
    )
