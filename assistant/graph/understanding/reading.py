"""Everything that is read from one question: words, names, days, figures, and concepts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.graph.understanding.figures import Figures, find_figures
from assistant.graph.understanding.lexicon import Lexicon, Met, lexicon
from assistant.graph.understanding.mentions import Mention, Spotter, key_like
from assistant.graph.understanding.question import Question, Word, read_question
from assistant.graph.understanding.times import Times, find_times
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.name_index import NameIndex, NameKind, name_index

_PAST = frozenset({"did", "was", "were", "decided", "happened", "changed", "said", "wrote", "ago",
                   "moved", "taken", "mentioned", "written", "became", "learned"})  # fmt: skip
_BEFORE_NAME = frozenset(
    {"of", "for", "about", "is", "does", "will", "on", "did", "are", "with", "can", "may",
     "was", "has", "when", "if", "project", "block", "blocks", "from"}
)  # fmt: skip
_SEVERAL = 3
_TERSE = 4
"""Words of a question that may begin with a name in small letters: “zephyr status?”."""
_PAIR = 2
_NO_NAME = re.compile(
    r"\w{3}(?:ed|ing|ly|able|ible|ful|less|ness|ment|tion|sion|ously|selves|self)$"
)
"""Endings of everyday words; a name in small letters hardly has them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one question holds. `signals` are the places of the words each concept is met in."""

    question: Question
    times: Times
    mentions: tuple[Mention, ...]
    figures: Figures
    unknown: tuple[str, ...]
    signals: Mapping[str, frozenset[int]]
    explained: frozenset[int] = field(default=frozenset())

    @property
    def text(self) -> str:
        """The question as it is read."""
        return self.question.text

    def has(self, signal: str) -> bool:
        """Say whether a concept is met, or something of a kind is named."""
        return signal in self.signals

    def named(self, *kinds: NameKind) -> list[Mention]:
        """Return the mentions of some kinds, in the order of the words."""
        return [each for each in self.mentions if each.of(kinds)]


def read(asked: str, seen: Snapshot) -> Reading:
    """Return what a question holds, with names of what the snapshot shows."""
    known_words = lexicon()
    index = name_index(seen)
    spotter = Spotter(index, known_words)
    question = read_question(asked, known_words.spelled)
    times = _times(question, seen)
    busy = [question.at(start, end) for start, end in times.spans()]
    mentions = spotter.spot(question, busy)
    known = {n for start, end in busy for n in range(start, end)}
    known |= {n for each in mentions for n in range(each.start, each.end)}
    mended = spotter.mended(question, known)
    if mended is not question:
        question = mended
        mentions = spotter.spot(question, busy)
    return _gathered(question, times, mentions, busy, index)


def _times(question: Question, seen: Snapshot) -> Times:
    is_past = any(word.plain in _PAST for word in question.words)
    return find_times(question.text, seen.as_of, seen.all(Freeze), is_past=is_past)


def _gathered(
    question: Question,
    times: Times,
    mentions: Sequence[Mention],
    busy: Sequence[tuple[int, int]],
    index: NameIndex,
) -> Reading:
    words, figures = lexicon(), find_figures(question.text)
    in_times = {n for start, end in busy for n in range(start, end)}
    in_names = {n for each in mentions for n in range(each.start, each.end)}
    signals: dict[str, set[int]] = {}
    for met in words.meet(question.words):
        _add_met(signals, met, mentions, in_times)
    for each in mentions:
        for thing in each.things:
            if each.head in {None, thing.kind} or not each.has(each.head):
                signals.setdefault(f"@{thing.kind}", set()).update(range(each.start, each.end))
    _add_figures(signals, figures, times, busy, mentions)
    unknown = _unknown(
        question,
        in_times | in_names,
        lambda word: (
            index.knows(word.plain)
            or (words.knows(word) if word.is_name_like else _is_no_name(word, words))
        ),
    )
    if len(question.words) <= _TERSE and len(in_names | in_times) + len(unknown) >= len(
        question.words
    ):
        signals["@bare"] = set(range(len(question.words)))
    return Reading(
        question, times, tuple(mentions), figures, unknown,
        {name: frozenset(places) for name, places in signals.items()},
        frozenset(in_times | in_names),
    )  # fmt: skip


def _add_met(
    signals: dict[str, set[int]], met: Met, mentions: Sequence[Mention], in_times: set[int]
) -> None:
    """Add a concept, unless its words are a time, a key, or inside a longer name."""
    span = set(range(met.start, met.end))
    if span <= in_times:
        return
    for each in mentions:
        own = set(range(each.start, each.end))
        is_name = not each.is_part and each.of((NameKind.PROJECT, NameKind.PERSON))
        if span <= own and (each.is_key or each.end - each.start > len(span) or is_name):
            return
    signals.setdefault(met.concept, set()).update(span)


def _add_figures(
    signals: dict[str, set[int]],
    figures: Figures,
    times: Times,
    busy: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
) -> None:
    items = [
        each for each in mentions if each.has(NameKind.ITEM) and (each.is_key or not each.is_part)
    ]
    people = {each.things for each in mentions if each.has(NameKind.PERSON)}
    projects = {each.things for each in mentions if each.has(NameKind.PROJECT)}
    places = {n for start, end in busy for n in range(start, end)}
    facts = {
        "@date": bool(times.whens),
        "@duration": bool(times.lengths),
        "@percent": figures.percent is not None,
        "@money": figures.money is not None,
        "@sentences": figures.sentences is not None,
        "@place": bool(figures.places),
        "@two_places": figures.two_places is not None,
        "@two_items": len(items) >= _PAIR,
        "@two_projects": len(projects) >= _PAIR,
        "@several_items": sum(each.is_key for each in items) >= _SEVERAL,
        "@several_people": len(people) >= _PAIR,
    }
    for name, holds in facts.items():
        if holds:
            signals[name] = set(places) if name in {"@date", "@duration"} else {-1}


def _unknown(
    question: Question, explained: set[int], is_known: Callable[[Word], bool]
) -> tuple[str, ...]:
    """Return the words that look like names of something nobody here can see."""
    keys = tuple(key_like(question))
    inside = {n for key in keys for n in _places(question, key)}
    found = [key for key in keys if not _places(question, key) <= explained]
    for place, word in enumerate(question.words):
        if place in explained or place in inside or word.plain[0].isdigit() or is_known(word):
            continue
        if word.is_name_like or _stands_for_name(question.words, place):
            found.append(word.text)
    return tuple(found)


def _is_no_name(word: Word, words: Lexicon) -> bool:
    """Say whether a word in small letters is an everyday one, by itself or by its ending."""
    return words.is_everyday(word) or _NO_NAME.search(word.plain) is not None


def _places(question: Question, text: str) -> set[int]:
    start = question.text.find(text)
    return set(range(*question.at(start, start + len(text))))


def _stands_for_name(words: Sequence[Word], place: int) -> bool:
    if place == 0:
        return len(words) <= _TERSE
    return words[place - 1].plain in _BEFORE_NAME


CLAIM_TAGS = re.compile(
    r"[\s,.;:-]*\b(?:right|correct|true|is (?:it|that) (?:true|right|correct|so)|(?:is|are|does|do|will|has) "
    r"(?:(?:it|they|he|she|we) not|not (?:it|they|he|she|we))|not true|am i right|yes or no)\s*\?+$",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"^(?:what|who|which|where|when|how|why|is|are|was|were|do|does|did|will|can|could|should|has|have)\b",
    re.IGNORECASE,
)
CLAIM_OPENINGS = re.compile(
    r"^(?:please )?(?:is it (?:true|right|correct|so)(?: that)?|am i (?:right|correct)(?: that| in thinking(?: that)?)?|"
    r"(?:can you |could you |please )*(?:check|verify|confirm|fact[- ]?check)(?: (?:this|that|whether|if|for me))*(?: please)?\s*:?|"
    r"(?:somebody|someone|they|people) (?:told me|says?|said|claims?)(?: that)?|i (?:was told|heard|read)(?: that)?|"
    r"it is said that|true or false:?)\s*",
    re.IGNORECASE,
)


def claim_in(text: str) -> str | None:
    """Return the statement that somebody wants to have checked, bare of the words around it."""
    bare = text if ASKED.match(text) else CLAIM_TAGS.sub("", text)
    opened = CLAIM_OPENINGS.sub("", bare)
    is_asked = bare != text or opened != bare
    found = opened.strip(" ,.:;\"'")
    return found if is_asked and len(found.split()) > _PAIR else None
