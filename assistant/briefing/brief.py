"""A brief: a grounded document. Every figure, date, name and status in it is bound to a fact.

It is made by the grounding check alone (`grounding.check`). It holds nothing of the time it was
written at: the same inputs give the same brief, with the same id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property

from pydantic import Field

from assistant.values import Fact, Value

ID_LENGTH = 16


class Audience(StrEnum):
    """Who a brief is for; it decides how much is said."""

    EXEC = "exec"
    PROGRAM = "program"
    TEAM = "team"


class DocumentKind(StrEnum):
    """What a document is."""

    BRIEF = "brief"
    ERRATUM = "erratum"
    NEXT_UP = "what to build next"
    RISKS = "risks"
    REPLY = "reply"


class SectionKind(StrEnum):
    """What a section is about. A brief's sections stand in this order."""

    DECISIONS = "decisions"
    FOLLOW_THROUGH = "follow-through"
    CHANGES = "changes"
    HEALTH = "health"
    RISKS = "risks"
    HOT_SPOTS = "hot spots"
    MILESTONES = "milestones"
    CAVEATS = "caveats"
    FINE = "fine"
    KEEP_GOING = "keep going"
    START_NEXT = "start next"
    NOT_NOW = "not now"
    CONSIDER_STOPPING = "consider stopping"
    OPEN_QUESTIONS = "open questions"
    METHOD = "method"
    HIGH_RISKS = "high risks"
    MEDIUM_RISKS = "medium risks"
    LOW_RISKS = "low risks"
    ANSWER = "answer"


class Letterhead(Value):
    """What a document says of itself."""

    kind: DocumentKind = DocumentKind.BRIEF
    audience: Audience
    as_of: date
    since: date | None = Field(default=None, description="the day it compares with")
    revision: str = Field(description="the snapshot it was written from")
    policy_hash: str


class Span(Value):
    """A stretch of a sentence: the words of one fact, or words between facts."""

    text: str
    fact: str | None = Field(default=None, description="id of the fact the words render")


class Sentence(Value):
    """A sentence, or a few, as a person reads it, with the facts under its words."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts it rests on, in reading order, each once."""
        return tuple(dict.fromkeys(span.fact for span in self.spans if span.fact))


class Point(Value):
    """One thing a section says; the first sentence carries it, the others say more."""

    keys: tuple[str, ...] = Field(description="the findings it says; none is said twice")
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The sentences in a row."""
        return " ".join(sentence.text for sentence in self.sentences)


class Section(Value):
    """Points under a heading."""

    kind: SectionKind
    heading: str
    points: tuple[Point, ...]


class LeftOut(Value):
    """What a section had to say beyond what fits: all counted, the weightiest listed."""

    kind: SectionKind
    heading: str
    count: int
    points: tuple[Point, ...]


class Table(Value):
    """Rows under headers; every figure of a cell is bound to its fact."""

    heading: str
    headers: tuple[Sentence, ...]
    rows: tuple[tuple[Sentence, ...], ...]


class RagMark(Value):
    """A project in the health strip."""

    project: Fact
    rag: Fact
    reported: Fact | None = None


class RagCount(Value):
    """How many projects have a colour."""

    rag: Fact
    count: Fact


class DateMark(Value):
    """A milestone on the timeline: where it is expected, and where it was promised."""

    project: Fact
    milestone: Fact
    expected: Fact
    promised: Fact | None = None


class Band(Value):
    """A stretch of days on the timeline, such as a change freeze."""

    name: Fact
    start: Fact
    end: Fact


class Charts(Value):
    """What a brief draws where it can be drawn; everything in them is a fact too."""

    counts: tuple[RagCount, ...] = ()
    health: tuple[RagMark, ...] = ()
    milestones: tuple[DateMark, ...] = ()
    bands: tuple[Band, ...] = ()

    def facts(self) -> Iterator[Fact]:
        """Give every fact that is drawn."""
        for drawn in (*self.counts, *self.health, *self.milestones, *self.bands):
            for _, held in drawn:
                if isinstance(held, Fact):
                    yield held


class Brief(Letterhead):
    """A grounded document: title, lead, sections, and the fact behind every claim."""

    organisation: str
    title: Sentence
    dateline: Sentence
    lead: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...] = ()
    closing: tuple[Sentence, ...] = ()
    charts: Charts = Charts()
    left_out: tuple[LeftOut, ...] = ()
    facts: Mapping[str, Fact]

    @cached_property
    def id(self) -> str:
        """The hash of everything it says and rests on."""
        content = self.model_dump_json()
        return "b" + hashlib.sha256(content.encode()).hexdigest()[:ID_LENGTH]

    @property
    def words(self) -> int:
        """How many words a reader meets, headings included."""
        return sum(len(text.split()) for text in self.texts())

    def texts(self) -> Iterator[str]:
        """Give every line a reader meets, in order; tables are looked at, not read."""
        yield self.title.text
        yield self.dateline.text
        yield from (said.text for said in self.lead)
        for section in self.sections:
            yield section.heading
            yield from (point.text for point in section.points)
        yield from (said.text for said in self.closing)
