"""Binds every claim of a free text to a fact, or refuses it with its place, kind and reason.

Understands English only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pydantic import Field

from assistant.briefing.claims.claim import ClaimKind, Mark
from assistant.briefing.claims.common_words import COMMON_STEMS
from assistant.briefing.claims.finding import Found, answers, find, things
from assistant.briefing.claims.grounds import Ground, Grounds
from assistant.briefing.claims.matching import Alignment
from assistant.briefing.claims.reading import UNKNOWN, ReadSentence, read_text
from assistant.values import Fact, Value


class BoundSpan(Value):
    """A stretch that claims something, and the facts it rests on."""

    start: int
    end: int
    text: str
    kind: ClaimKind
    facts: tuple[str, ...] = Field(description="ids of facts")


class RefusedSpan(Value):
    """A stretch that claims something no fact says."""

    start: int
    end: int
    text: str
    kind: ClaimKind
    why: str
    instead: str | None = Field(default=None, description="the sentence that says otherwise")
    facts: tuple[str, ...] = Field(default=(), description="ids of the facts of that sentence")


class Binding(Value):
    """A text's claims: bound, refused, and the facts in it."""

    bound: tuple[BoundSpan, ...] = ()
    refused: tuple[RefusedSpan, ...] = ()
    unsaid: tuple[str, ...] = Field(default=(), description="ids of facts that must be said")
    unread: tuple[str, ...] = Field(default=(), description="words that no fact is about")
    facts: dict[str, Fact] = Field(default_factory=dict, description="by id")

    @property
    def holds(self) -> bool:
        """Whether every claim is borne out and nothing is missing that must be said."""
        return not self.refused and not self.unsaid


def bind(text: str, grounds: Grounds, must_say: Iterable[Fact] = ()) -> Binding:
    """Return what stands behind each claim of a text, and which claims nothing stands behind."""
    binder = _Binder(text, grounds)
    focus: frozenset[str] = frozenset()
    end = 0
    for sentence in read_text(text, grounds.names, grounds.today):
        if "\n" in text[end : sentence.start]:
            focus = frozenset()
        focus = binder.bind(sentence, focus)
        end = sentence.end
    return binder.binding(must_say)


class _Binder:
    def __init__(self, text: str, grounds: Grounds) -> None:
        self._text = text
        self._grounds = grounds
        self._bound: list[BoundSpan] = []
        self._refused: list[RefusedSpan] = []
        self._unread: list[str] = []
        self._facts: dict[str, Fact] = {}

    def binding(self, must_say: Iterable[Fact]) -> Binding:
        cited = {fact for span in self._bound for fact in span.facts}
        return Binding(
            bound=tuple(self._bound),
            refused=tuple(sorted(self._refused, key=lambda span: span.start)),
            unsaid=tuple(fact.id for fact in must_say if fact.id not in cited),
            unread=tuple(dict.fromkeys(self._unread)),
            facts=self._facts,
        )

    def bind(self, sentence: ReadSentence, focus: frozenset[str]) -> frozenset[str]:
        """Bind a sentence; return what the next one is about unless it says so."""
        impossible = {mark: why for mark in sentence.marks if (why := _impossible(mark))}
        impossible |= dict.fromkeys(_misnamed(sentence.marks), "it is called otherwise")
        if impossible:
            self._refused += [self._span(mark, why) for mark, why in impossible.items()]
        elif any(mark.claims for mark in sentence.marks):
            self._take(sentence, find(sentence.marks, focus, self._grounds))
        return things(sentence.names) or focus

    def _take(self, sentence: ReadSentence, found: Found) -> None:
        if not found.alignments:
            self._refuse(sentence, found.against)
            return
        words = frozenset().union(*(each.ground.cues for each in found.alignments))
        self._unread += [
            self._text[mark.start : mark.end]
            for mark in sentence.marks
            if mark.kind is ClaimKind.WORD and mark.meaning not in words and not _common(mark)
        ]
        self._bound += [
            self._status_span(mark, each)
            for mark in sentence.marks
            for each in found.alignments
            if not mark.claims and mark.meaning in each.ground.statuses
        ]
        for alignment in found.alignments:
            self._facts |= {fact.id: fact for fact in alignment.ground.facts}
            self._bound += [self._bound_span(pair, alignment) for pair in alignment.pairs]

    def _bound_span(self, pair: tuple[Mark, int], alignment: Alignment) -> BoundSpan:
        mark, place = pair
        fact = alignment.ground.marks[place].fact
        ids = (fact.id,) if fact else tuple(each.id for each in alignment.ground.facts)
        text = self._text[mark.start : mark.end]
        return BoundSpan(start=mark.start, end=mark.end, text=text, kind=mark.kind, facts=ids)

    def _status_span(self, mark: Mark, alignment: Alignment) -> BoundSpan:
        """Return a plain word that is a status here, such as “build”."""
        fact = alignment.ground.statuses[mark.meaning]
        text = self._text[mark.start : mark.end]
        return BoundSpan(
            start=mark.start, end=mark.end, text=text, kind=ClaimKind.STATUS, facts=(fact.id,)
        )

    def _refuse(self, sentence: ReadSentence, against: Alignment | None) -> None:
        if against is None or not against.unmatched:
            claims = [mark for mark in sentence.marks if mark.claims]
            odd = [mark for mark in claims if mark.kind is not ClaimKind.NAME] or claims
            self._refused += [self._span(mark, "no fact says so") for mark in odd]
            return
        self._facts |= {fact.id: fact for fact in against.ground.facts}
        for mark in against.unmatched:
            why = "the facts say otherwise" if answers(mark, against) else "no fact says so"
            self._refused.append(self._span(mark, why, against.ground))

    def _span(self, mark: Mark, why: str, ground: Ground | None = None) -> RefusedSpan:
        return RefusedSpan(
            start=mark.start,
            end=mark.end,
            text=self._text[mark.start : mark.end],
            kind=ClaimKind.NEGATION if mark.kind is ClaimKind.WORD else mark.kind,
            why=why,
            instead=ground.text if ground else None,
            facts=tuple(fact.id for fact in ground.facts) if ground else (),
        )


def _impossible(mark: Mark) -> str | None:
    """Return why no fact could ever stand behind a stretch."""
    if mark.kind is ClaimKind.UNSEEN:
        return "it is not what it looks like"
    if mark.kind is ClaimKind.NAME and mark.meaning == UNKNOWN:
        return "there is nothing of that name"
    if mark.kind is ClaimKind.DATE and mark.days is None:
        return "there is no such day"
    return None


def _misnamed(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Give a name in brackets that is not another name of what stands before it."""
    for name, again in pairwise(marks):
        if name.kind is again.kind is ClaimKind.NAME and again.before == "(":
            tables = {each.partition(":")[0] for each in name.names | again.names}
            if len(tables) == 1 and not name.names & again.names:
                yield again


def _common(mark: Mark) -> bool:
    return mark.meaning in COMMON_STEMS
