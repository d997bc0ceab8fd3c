"""What came of a question, whoever answered it: the offline planner, a script, or a model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.briefing.brief import Brief, Sentence
from assistant.graph.answer import Wording
from assistant.values import Fact
from evals.questions.case import Expected


@dataclass(frozen=True, slots=True)
class Called:
    """A tool that was called, and with what."""

    tool: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader got, what was called for it, and the documents it consists of."""

    outcome: Expected
    text: str
    why: str | None = None
    calls: tuple[Called, ...] = ()
    briefs: tuple[Brief, ...] = ()
    fault: str | None = None
    wording: Wording = Wording.RULES
    tokens: int = 0

    @property
    def words(self) -> int:
        """How many words the reply has before a table; a document asked for has its own limit."""
        return (
            sum(len(text.split()) for text in said_before_tables(self.briefs[0]))
            if self.briefs
            else 0
        )

    def facts(self) -> Iterator[Fact]:
        """Give every fact it rests on."""
        for brief in self.briefs:
            yield from brief.facts.values()

    def sentences(self) -> Iterator[Sentence]:
        """Give every sentence and cell a reader meets."""
        for brief in self.briefs:
            yield from sentences_of(brief)


def sentences_of(brief: Brief) -> Iterator[Sentence]:
    """Give every sentence of a document, cells of tables too."""
    yield from (brief.title, brief.dateline, *brief.lead)
    for section in brief.sections:
        for point in section.points:
            yield from point.sentences
    yield from brief.closing
    for table in brief.tables:
        yield from table.headers
        for row in table.rows:
            yield from row


def said_before_tables(brief: Brief) -> Iterator[str]:
    """Give what counts as words before a table: lead, sections with headings, closing."""
    yield from (said.text for said in (*brief.lead, *brief.closing))
    for section in brief.sections:
        yield section.heading
        yield from (point.text for point in section.points)


def text_of(briefs: tuple[Brief, ...]) -> str:
    """Return every line a reader meets, cells of tables too."""
    lines: list[str] = []
    for brief in briefs:
        lines += list(brief.texts())
        for table in brief.tables:
            lines += [
                " | ".join(cell.text for cell in row) for row in (table.headers, *table.rows)
            ]
    return "\n".join(lines)
