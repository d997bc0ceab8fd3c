"""Finds what a question names: things by key, by name, by part of a name, and nearly so.

Names come from what the asker may see, never from a list of ours. A part of a name counts only
where it is no everyday word: “claims” in a question about claims is a word, “sanctions” is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.graph.understanding.lexicon import Lexicon
from assistant.graph.understanding.question import Question, Word, stem
from assistant.usecases.name_index import Named, NameIndex, NameKind
from assistant.usecases.name_words import singular
from assistant.usecases.names import HEADS, nearly, slips

_CHUNK = re.compile(r"[^\s,;()\"<>]+")
_KEY_LIKE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_/#][A-Za-z0-9]+)*[-_/#]\d+")
_HEAD_OF = {word: kind for kind, text in HEADS.items() for word in text.split()}
_FEW = 6
_TITLE_PART = 0.5
"""Share of a title's words from which naming some of them names the item."""
_PARTLY = frozenset({NameKind.PROJECT, NameKind.MILESTONE, NameKind.VENDOR, NameKind.CONTRACTOR,
                     NameKind.SKILL})  # fmt: skip
_MISSPELT = (
    NameKind.PROJECT, NameKind.PERSON, NameKind.TEAM, NameKind.VENDOR, NameKind.MILESTONE,
    NameKind.PROGRAM, NameKind.SKILL, NameKind.CONTRACTOR,
)  # fmt: skip
_GENERAL = 12
"""A word that more projects and milestones than this have names none of them."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A range of words that names something: each thing it may stand for.

    `head` is the kind that a word after it says is meant. A `part` is less than a whole name.
    """

    start: int
    end: int
    things: tuple[Named, ...]
    text: str
    head: NameKind | None = None
    is_key: bool = False
    is_part: bool = False

    def of(self, kinds: Sequence[NameKind]) -> tuple[Named, ...]:
        """Return what it may stand for among some kinds."""
        return tuple(each for each in self.things if each.kind in kinds)

    def has(self, kind: NameKind) -> bool:
        """Say whether it may stand for a thing of a kind."""
        return any(each.kind is kind for each in self.things)


class Spotter:
    """Spots the names of one index in questions."""

    def __init__(self, index: NameIndex, lexicon: Lexicon) -> None:
        self._index = index
        self._lexicon = lexicon

    def spot(self, question: Question, busy: Sequence[tuple[int, int]]) -> list[Mention]:
        """Return what is named, in the order of the words; `busy` are ranges that are times."""
        taken = {n for start, end in busy for n in range(start, end)}
        found = list(self._keys(question))
        taken |= {n for each in found for n in range(each.start, each.end)}
        for way in (self._whole, self._parts, self._titles):
            more = list(way(question, taken))
            found += more
            taken |= {n for each in more for n in range(each.start, each.end)}
        headed = [self._headed(question.words, each) for each in found]
        return sorted(headed, key=lambda each: each.start)

    def _keys(self, question: Question) -> Iterator[Mention]:
        for chunk in _CHUNK.finditer(question.text):
            text = chunk[0].strip(".:!?'#")
            things = self._index.of_key(text)
            is_plain = text.isalpha() and text.islower()
            if not things or (is_plain and self._is_everyday(text.casefold())):
                continue
            if text.isalpha() and not any(each.kind is NameKind.ITEM for each in things):
                continue  # a key that is a word is looked for as a name, with its neighbours
            start, end = question.at(chunk.start(), chunk.start() + len(text))
            if text.isdigit() and not self._is_number_of(question.words, start):
                continue
            if end > start:
                yield Mention(start, end, tuple(things), text, is_key=True)

    def _is_number_of(self, words: Sequence[Word], place: int) -> bool:
        """Say whether a bare number is a key: only after a word such as “project” is it one."""
        return place > 0 and singular(words[place - 1].plain) in _HEAD_OF

    def _whole(self, question: Question, taken: set[int]) -> Iterator[Mention]:
        words, place = question.words, 0
        while place < len(words):
            found = self._longest(words, place, taken)
            if found is None:
                place += 1
                continue
            yield found
            place = found.end

    def _longest(self, words: Sequence[Word], place: int, taken: set[int]) -> Mention | None:
        for size in range(min(self._index.longest + 1, len(words) - place), 0, -1):
            span = words[place : place + size]
            if any(place + n in taken for n in range(size)):
                continue
            name = tuple(singular(word.plain) for word in span)
            things = tuple(self._index.of_name(name))
            if things and (size > 1 or self._may_name(span[0], things)):
                return Mention(place, place + size, things, _text(span))
        return None

    def _may_name(self, word: Word, things: Sequence[Named]) -> bool:
        """Say whether a single word that is a name is meant as one."""
        kinds = {each.kind for each in things}
        if kinds <= {NameKind.ITEM, NameKind.DECISION, NameKind.RISK, NameKind.REQUEST}:
            return not self._lexicon.knows(word)
        if word.is_name_like:
            return True
        if word.plain in self._lexicon.filler:
            return bool(kinds & {NameKind.TEAM, NameKind.SKILL, NameKind.PROGRAM})
        is_person = kinds <= {NameKind.PERSON, NameKind.CONTRACTOR}
        return not (is_person and word.plain in self._lexicon.vocabulary_set)

    def _is_everyday(self, word: str) -> bool:
        return word in self._lexicon.filler or word in self._lexicon.vocabulary_set

    def _parts(self, question: Question, taken: set[int]) -> Iterator[Mention]:
        """Yield runs of words that only a few projects, milestones or vendors are called by."""
        words, place = question.words, 0
        while place < len(words):
            run: list[str] = []
            things: tuple[Named, ...] = ()
            end = place
            while end < len(words) and end not in taken and self._is_telling(words[end]):
                among = self._partly([*run, singular(words[end].plain)])
                if not among:
                    break
                run.append(singular(words[end].plain))
                things, end = among, end + 1
            if things:
                yield Mention(place, end, things, _text(words[place:end]), is_part=True)
            place = max(end, place + 1)

    def _is_telling(self, word: Word) -> bool:
        if word.plain.isdigit():
            return False
        return not self._lexicon.knows(word) or (word.is_name_like and word.plain not in _HEAD_OF)

    def _partly(self, run: Sequence[str]) -> tuple[Named, ...]:
        found = [entry.named for entry in self._index.with_words(set(run))]
        among = [each for each in found if each.kind in _PARTLY]
        return tuple(among) if len(among) <= _GENERAL else ()

    def _titles(self, question: Question, taken: set[int]) -> Iterator[Mention]:
        """Yield runs of words that tell an item by its title."""
        words = question.words
        place = 0
        while place < len(words):
            best = self._title_at(words, place, taken)
            if best is not None:
                yield best
            place = best.end if best is not None else place + 1

    def _title_at(self, words: Sequence[Word], place: int, taken: set[int]) -> Mention | None:
        first = words[place].plain
        if place in taken or first.isdigit() or first in self._lexicon.filler:
            return None
        wanted: list[str] = []
        best: Mention | None = None
        for end in range(place, min(place + 8, len(words))):
            if end in taken:
                break
            if words[end].plain not in _SMALL:
                wanted.append(singular(words[end].plain))
            items = self._items(wanted)
            if not items:
                break
            telling = len(wanted) > 1 or not self._lexicon.knows(words[place])
            if telling and len(items) <= _FEW:
                span = words[place : end + 1]
                best = Mention(place, end + 1, items, _text(span), is_part=True)
        return best

    def _items(self, wanted: Sequence[str]) -> tuple[Named, ...]:
        if not all(map(self._index.knows, wanted)):
            return ()
        entries = [
            entry
            for entry in self._index.with_words(set(wanted))
            if entry.named.kind is NameKind.ITEM
        ]
        telling = [
            entry.named
            for entry in entries
            if len(set(wanted)) >= _TITLE_PART * len(entry.own - _SMALL)
        ]
        if len(telling) == 1:
            return tuple(telling)
        return tuple(entry.named for entry in entries)

    def _headed(self, words: Sequence[Word], mention: Mention) -> Mention:
        """Return a mention with the kind that the word after it, or before it, names."""
        after = words[mention.end].plain if mention.end < len(words) else ""
        kind = _HEAD_OF.get(singular(after)) or _head_before(words, mention.start)
        name = (*map(singular, mention.text.casefold().split()), singular(after))
        whole = tuple(self._index.of_name(name)) if after else ()
        if whole and not mention.is_key:
            return replace(mention, end=mention.end + 1, things=whole, head=kind)
        return replace(mention, head=kind)

    def mended(self, question: Question, known: set[int]) -> Question:
        """Return the question with slips in its unknown words mended, where one word is nearest."""
        words = tuple(
            word if place in known or self._lexicon.is_everyday(word) else self._mended(word)
            for place, word in enumerate(question.words)
        )
        return question if words == question.words else replace(question, words=words)

    def _mended(self, word: Word) -> Word:
        name = nearly(self._index, word.plain, _MISSPELT)
        if name and self._far(word.plain, name[0]) <= 1 and len(name) == 1:
            return replace(word, plain=name[0], stem=stem(name[0]))
        if word.is_name_like:
            long = name if len(name) == 1 else ()
            return replace(word, plain=long[0], stem=stem(long[0])) if long else word
        near = _nearest(word.plain, self._lexicon.vocabulary)
        return word if near is None else replace(word, plain=near, stem=stem(near))

    @staticmethod
    def _far(word: str, other: str) -> int:
        from rapidfuzz.distance import OSA

        return OSA.distance(word, other)


def _head_before(words: Sequence[Word], start: int) -> NameKind | None:
    """Return the kind a word before a name says: “project Mosaic”, “the date for Mosaic”."""
    place = start - 1
    while place >= 0 and words[place].plain in {"of", "for", "the", "with", "to"}:
        place -= 1
    return _HEAD_OF.get(singular(words[place].plain)) if place >= 0 else None


_SMALL = frozenset({"the", "a", "an", "of", "in", "on", "at", "to", "for", "and", "by", "with"})


def key_like(question: Question) -> Iterator[str]:
    """Yield what is written like a key, such as ABC-12."""
    for found in _KEY_LIKE.finditer(question.text):
        yield found[0]


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.plain for word in words)


def _nearest(word: str, vocabulary: Sequence[str]) -> str | None:
    """Return the only word of the lexicon that is one slip away, or two in a long word."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    if not slips(word):
        return None
    found = extract(word, vocabulary, scorer=OSA.distance, score_cutoff=slips(word), limit=_FEW)
    best = min((distance for _, distance, _ in found), default=0)
    nearest = [each for each, distance, _ in found if distance == best and each[0] == word[0]]
    return min(nearest) if nearest else None
