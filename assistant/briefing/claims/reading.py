"""Reads a sentence: every claim in it, and the words that tell what a claim is about."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.briefing.claims.calendar_words import read_date
from assistant.briefing.claims.claim import Amount, ClaimKind, Mark
from assistant.briefing.claims.common_words import COMMON, COMMON_STEMS
from assistant.briefing.claims.lexicon import NEGATIONS, PHRASES, SILENT, is_superlative, stem
from assistant.briefing.claims.names import Names
from assistant.briefing.claims.quantities import quantity
from assistant.briefing.claims.tokens import Token, sentences

DENIAL_REACH = 3
"""How many words a denial may stand before what it denies."""

_COUNTED_WITHIN = 4
_BEFORE_COUNTED = frozenset({"of", "the", "more", "other", "open", "change"})
JOINTS = frozenset(
    {",", ";", ":", "—", "–", "(", "but", "while", "although", "whereas", "and", "so"}
)
"""Where a sentence may be taken apart into clauses."""

_VERBAL = ("ing", "ed", "ly")
"""Endings of words that begin a sentence with a capital: “Stopping Harbor would …”."""

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence with its marks in reading order; places count from the text's beginning."""

    start: int
    end: int
    marks: tuple[Mark, ...]

    @property
    def names(self) -> frozenset[str]:
        """Everything that is named in it."""
        return frozenset().union(*(mark.names for mark in self.marks))


def read_text(text: str, names: Names, today: date) -> list[ReadSentence]:
    """Return the sentences of a text with what they claim; dates are seen from a day."""
    reader = _Reader(names, today)
    return [
        ReadSentence(found[0].start, found[-1].end, tuple(reader.marks(found)))
        for found in sentences(text)
    ]


class _Reader:
    def __init__(self, names: Names, today: date) -> None:
        self._names = names
        self._today = today

    def marks(self, found: Sequence[Token]) -> Iterable[Mark]:
        """Return the marks of a sentence; a denial is put on what it denies."""
        return _with_denials(list(self._plain_marks(found)))

    def _plain_marks(self, found: Sequence[Token]) -> Iterator[Mark]:
        at, joined, last = 0, "", ""
        while at < len(found):
            mark, after = self._at(found, at)
            if mark is not None:
                before = found[at - 1].low if at else ""
                yield replace(mark, before=before, joined=joined, follows=last)
                joined, last = "", mark.meaning
            elif found[at].low in JOINTS:
                joined = found[at].low
            at = after

    def _at(self, found: Sequence[Token], at: int) -> tuple[Mark | None, int]:
        """Return the mark that begins at a token, if any, and the token after it."""
        if odd := _unseen(found[at]):
            return _mark(found, at, at + 1, ClaimKind.UNSEEN, odd), at + 1
        named = self._names.find(found, at)
        if named is not None and not _is_plain_figure(found, at, named.end):
            meaning = min(named.subjects)
            mark = _mark(found, at, named.end, ClaimKind.NAME, meaning)
            return replace(mark, names=named.subjects), named.end
        return self._value(found, at) or self._unknown(found, at) or _word(found, at)

    def _value(self, found: Sequence[Token], at: int) -> tuple[Mark | None, int] | None:
        dated = read_date(found, at, self._today)
        if dated is not None:
            mark = _mark(found, at, dated.end, ClaimKind.DATE, "date")
            return replace(mark, days=dated.days), dated.end
        read = quantity(found, at)
        if read is None:
            return None
        amount, low = read.amount, found[at].low
        if low == "one" and read.end == at + 1 and amount.unit is None:
            return _mark(found, at, at + 1, ClaimKind.NUMBER, "one", amount), read.end
        if read.kind is ClaimKind.NUMBER:
            amount = Amount(amount.low, amount.high, _counted(found, read.end))
        return _mark(found, at, read.end, read.kind, "value", amount), read.end

    def _unknown(self, found: Sequence[Token], at: int) -> tuple[Mark | None, int] | None:
        """Return a name that nobody knows: a capital, a key, where no sentence begins."""
        token = found[at]
        if not token.is_word or not token.is_capitalised or self._is_known(found, at):
            return None
        end = at + 1
        while end + 1 < len(found) and found[end].text == "-" and found[end + 1].is_figure:
            end += 2
        while end < len(found) and self._goes_on(found, end):
            end += 1
        return _mark(found, at, end, ClaimKind.NAME, UNKNOWN), end

    def _goes_on(self, found: Sequence[Token], at: int) -> bool:
        token = found[at]
        capital = token.is_word and token.is_capitalised and not self._is_known(found, at)
        return capital and self._names.find(found, at) is None

    def _is_known(self, found: Sequence[Token], at: int) -> bool:
        low = found[at].low
        if self._names.is_plain(low):
            return True
        if low in SILENT or low in NEGATIONS or low in PHRASES or low in COMMON:
            return True
        if _begins(found, at) and (low.endswith(_VERBAL) or self._names.knows_word(low)):
            return True
        return stem(low) in COMMON_STEMS


def _begins(found: Sequence[Token], at: int) -> bool:
    return all(not token.text[0].isalnum() for token in found[:at])


def _unseen(token: Token) -> str | None:
    """Return what is odd about a token's characters: unseen ones, two alphabets in a word."""
    if any(unicodedata.category(char).startswith("C") for char in token.text):
        return "unseen"
    if token.text.isascii() or not token.is_word:
        return None
    scripts = {unicodedata.name(char, "?").split()[0] for char in token.text if char.isalpha()}
    return "two alphabets" if len(scripts) > 1 else None


def _is_plain_figure(found: Sequence[Token], at: int, end: int) -> bool:
    return end == at + 1 and found[at].is_figure


def _mark(
    found: Sequence[Token],
    at: int,
    end: int,
    kind: ClaimKind,
    meaning: str,
    amount: Amount | None = None,
) -> Mark:
    return Mark(kind, found[at].start, found[end - 1].end, meaning, amount=amount)


def _word(found: Sequence[Token], at: int) -> tuple[Mark | None, int]:
    """Return what a word claims by the table, else the word itself where it says anything."""
    low = found[at].low
    if low in NEGATIONS or (low == "no" and found[at].is_word):
        return _mark(found, at, at + 1, ClaimKind.NEGATION, "¬"), at + 1
    phrase = _phrase(found, at)
    if phrase is not None:
        kind, meaning, length = phrase
        return _mark(found, at, at + length, kind, meaning), at + length
    if not found[at].is_word or low in SILENT:
        return None, at + 1
    if is_superlative(low):
        return _mark(found, at, at + 1, ClaimKind.SUPERLATIVE, f"most:{low}"), at + 1
    return _mark(found, at, at + 1, ClaimKind.WORD, stem(low)), at + 1


def _phrase(found: Sequence[Token], at: int) -> tuple[ClaimKind, str, int] | None:
    best: tuple[ClaimKind, str, int] | None = None
    for parts, (kind, meaning) in PHRASES.get(found[at].low, {}).items():
        length = _matched(found, at, parts)
        if length and (best is None or length > best[2]):
            best = (kind, meaning, length)
    return best


def _matched(found: Sequence[Token], at: int, parts: tuple[str, ...]) -> int:
    """Return how many tokens a phrase takes, hyphens among them; 0 where it is not there."""
    place = at
    for part in parts:
        if place > at and place < len(found) and found[place].text == "-":
            place += 1
        if place >= len(found) or found[place].low != part:
            return 0
        place += 1
    return place - at


def _counted(found: Sequence[Token], at: int) -> str | None:
    """Return what a number counts: the next word that says something, if it is near."""
    for token in found[at : at + _COUNTED_WITHIN]:
        if not token.is_word or token.low in NEGATIONS:
            return None
        if token.low in _BEFORE_COUNTED:
            continue
        return None if token.low in SILENT or token.low in PHRASES else stem(token.low)
    return None


def _with_denials(marks: list[Mark]) -> list[Mark]:
    """Put each denial on the next thing that says something, and keep the denial's own words."""
    told: list[Mark] = []
    reach, since = 0, -1
    for mark in marks:
        if mark.kind is ClaimKind.NEGATION:
            told.append(mark)
            reach, since = DENIAL_REACH, mark.start
            continue
        takes = reach > 0 and mark.kind is not ClaimKind.NAME
        joined = mark.joined or told[-1].joined if takes else mark.joined
        told.append(replace(mark, denied=True, joined=joined) if takes else mark)
        reach = 0 if takes else max(0, reach - 1)
    return _without_stray(told, since)


def _is_put(following: Sequence[Mark]) -> bool:
    """Say whether a denial stands on what follows, not on another denial: “not no owner”."""
    first = next(
        (each for each in following if each.denied or each.kind is ClaimKind.NEGATION), None
    )
    return first is not None and first.kind is not ClaimKind.NEGATION


def _without_stray(told: list[Mark], since: int) -> list[Mark]:
    """Drop denials that were put on a word; one that found none stays a claim of its own."""
    kept: list[Mark] = []
    for place, mark in enumerate(told):
        following = told[place + 1 : place + 1 + DENIAL_REACH]
        put = mark.kind is ClaimKind.NEGATION and _is_put(following)
        if not put:
            kept.append(mark)
    return kept if since >= 0 else told
