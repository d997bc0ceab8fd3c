"""A model's draft: text with `{f12}` slots becomes text with citations, or is refused.

The words between slots may claim only what the facts cited in the same sentence let one say: the
sentence is written out and held against the sentences that are true of those facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pydantic import Field

from assistant.briefing import wording
from assistant.briefing.claims.binding import Binding, RefusedSpan, bind
from assistant.briefing.claims.claim import VALUES
from assistant.briefing.claims.grounds import Grounds
from assistant.briefing.claims.reading import ReadSentence, read_text
from assistant.briefing.harmless import harmless
from assistant.values import Fact, Value

_SLOT = re.compile(r"\{([A-Za-z][A-Za-z0-9_]{0,40})\}")


class Cited(Value):
    """A sentence a reader meets, and the facts it rests on."""

    text: str
    facts: tuple[str, ...] = Field(description="ids of facts")


class Rendered(Value):
    """A draft as a reader meets it."""

    sentences: tuple[Cited, ...]
    facts: dict[str, Fact] = Field(description="every fact that is cited, by id")

    @property
    def text(self) -> str:
        """The words alone."""
        return " ".join(sentence.text for sentence in self.sentences)


class DraftRefusal(Value):
    """Why a draft is refused: for one repair by whoever wrote it."""

    unknown: tuple[str, ...] = Field(default=(), description="slots that hold no fact")
    refused: tuple[RefusedSpan, ...] = ()
    unsaid: tuple[str, ...] = Field(default=(), description="ids of facts that must be said")

    def __str__(self) -> str:
        """Return every reason on a line of its own."""
        lines = [f"{{{alias}}} is none of the facts" for alias in self.unknown]
        lines += [f"“{span.text}” is {span.kind}: {span.why}" for span in self.refused]
        return "\n".join([*lines, *(f"not said: {fact}" for fact in self.unsaid)])


def check_draft_text(
    text: str,
    facts: Mapping[str, Fact],
    *,
    today: date,
    grounds: Grounds | None = None,
    must_say: Iterable[Fact] = (),
) -> Rendered | DraftRefusal:
    """Return a draft written out with its citations, or everything that nothing stands behind.

    `facts` are the facts the writer was given, by alias; `grounds` true sentences beside them.
    """
    unknown = tuple(dict.fromkeys(a for a in _SLOT.findall(text) if a not in facts))
    if unknown:
        return DraftRefusal(unknown=unknown)
    written, places = _written(text, facts, today)
    ground = grounds or Grounds((), facts.values(), today=today)
    sentences = read_text(written, ground.names, today)
    refused = list(_loose(sentences, places, written))
    binding = bind(written, ground)
    refused += [span for span in binding.refused if not _is_slot(span, places, sentences)]
    cited = _cited(sentences, written, places, binding)
    held = {fact for each in cited for fact in each.facts}
    unsaid = tuple(fact.id for fact in must_say if fact.id not in held)
    if refused or unsaid:
        spans = {(span.start, span.end): span for span in refused}
        return DraftRefusal(refused=tuple(spans[at] for at in sorted(spans)), unsaid=unsaid)
    known = {fact.id: fact for fact in facts.values()} | binding.facts
    return Rendered(sentences=cited, facts={each: known[each] for each in sorted(held)})


Place = tuple[int, int, Fact]


def _written(text: str, facts: Mapping[str, Fact], today: date) -> tuple[str, Sequence[Place]]:
    """Write facts into their slots; the words between are made harmless, line by line."""
    written, places, end = "", [], 0
    for slot in _SLOT.finditer(text):
        written += _inert(text[end : slot.start()])
        shown = wording.words(facts[slot[1]], today=today)
        places.append((len(written), len(written) + len(shown), facts[slot[1]]))
        written += shown
        end = slot.end()
    return written + _inert(text[end:]), places


def _inert(text: str) -> str:
    """Return words of a writer without anything that acts, their line breaks and gaps kept."""
    lines = [
        f"{line[: len(line) - len(line.lstrip())]}{harmless(line, length=10_000, words=2_000)}"
        f"{line[len(line.rstrip()) :]}"
        if line.strip()
        else line
        for line in text.split("\n")
    ]
    return "\n".join(lines)


def _loose(
    sentences: Sequence[ReadSentence], places: Sequence[Place], written: str
) -> Iterable[RefusedSpan]:
    """Give the figures and dates that stand outside slots: they are never taken on trust."""
    for sentence in sentences:
        for mark in sentence.marks:
            if mark.kind in VALUES and not _covers(places, mark.start, mark.end):
                yield RefusedSpan(
                    start=mark.start,
                    end=mark.end,
                    text=written[mark.start : mark.end],
                    kind=mark.kind,
                    why="it stands outside a slot",
                )


def _covers(places: Sequence[Place], start: int, end: int) -> bool:
    return any(left < end and start < right for left, right, _ in places)


def _is_slot(
    span: RefusedSpan, places: Sequence[Place], sentences: Sequence[ReadSentence]
) -> bool:
    """Say whether a refused stretch is a slot's own words in a sentence that claims nothing else.

    “{f1}: {f2}” lists facts of one thing; what lies between the slots says nothing.
    """
    sentence = next(each for each in sentences if each.start <= span.start < each.end)
    listed = all(
        _covers(places, mark.start, mark.end) and not mark.denied for mark in sentence.marks
    )
    about = {fact.subject for start, _, fact in places if sentence.start <= start < sentence.end}
    return listed and len(about) == 1


def _cited(
    sentences: Sequence[ReadSentence],
    written: str,
    places: Sequence[Place],
    binding: Binding,
) -> tuple[Cited, ...]:
    cited = []
    for sentence in sentences:
        start, end = sentence.start, sentence.end
        held = [fact.id for left, right, fact in places if left < end and start < right]
        held += [
            each for span in binding.bound if start <= span.start < end for each in span.facts
        ]
        cited.append(Cited(text=written[start:end], facts=tuple(dict.fromkeys(held))))
    return tuple(cited)
