"""A document as Slack's blocks: the answer, then sections, tables in rows that line up, limits."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from assistant.briefing.brief import Brief, Sentence, Table
from assistant.briefing.slack_blocks.mrkdwn import (
    Mrkdwn,
    code,
    joined,
    pages,
    strong,
    visible,
    words,
)
from assistant.briefing.slack_blocks.parts import MOST_BLOCKS, Block, context, header, section
from assistant.values import Fact, Unit

ROWS = 15
"""Rows of a table on one page: a screen of a phone."""

_RESERVED = 6
"""Blocks that whoever shows a document may put below it."""

_LONGEST_CELL = 28
_FALLBACK = 300
_SIGNS = {"red": "🔴", "amber": "🟠", "green": "🟢", "grey": "⚪"}
"""A colour is always told by its word; the sign is beside it."""


def to_slack(brief: Brief) -> str:
    """Return what is posted for a document, as JSON: the exact bytes that people approve."""
    content = {"text": fallback(brief), "blocks": document_blocks(brief)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fallback(brief: Brief) -> str:
    """Return the line that notifications show."""
    said = " ".join(sentence.text for sentence in (*brief.lead, brief.title))
    return str(words(said))[:_FALLBACK] or "…"


def document_blocks(brief: Brief, page: int = 0) -> list[Block]:
    """Return the blocks of a document; of its tables one page, counted from nought.

    What would break Slack's limit is left out, and the last line says how many parts that were.
    """
    blocks = list(_blocks(brief, page))
    room = MOST_BLOCKS - _RESERVED
    if len(blocks) <= room:
        return blocks
    left = len(blocks) - room + 1
    return [*blocks[: room - 1], context(words(f"{left} more parts do not fit into one message."))]


def table_pages(brief: Brief) -> int:
    """Return how many pages its longest table has; at least one."""
    longest = max((len(table.rows) for table in brief.tables), default=0)
    return max(1, -(-longest // ROWS))


def _blocks(brief: Brief, page: int) -> Iterator[Block]:
    title = brief.title.text
    yield header(title[:1].upper() + title[1:])
    if brief.lead:
        yield from _texts(said(each, brief) for each in brief.lead)
    for part in brief.sections:
        points = (_point(point.sentences, brief) for point in part.points)
        yield from _texts((strong(part.heading), *points))
    for table in brief.tables:
        yield from _texts((strong(table.heading), _rows(table, page)))
    small = (brief.dateline, *brief.closing)
    for text in pages((said(each, brief) for each in small), longest=2_000):
        yield context(text)


def _texts(parts: Iterable[Mrkdwn]) -> Iterator[Block]:
    return (section(text) for text in pages(parts))


def _point(sentences: Sequence[Sentence], brief: Brief) -> Mrkdwn:
    return Mrkdwn(f"• {joined((said(each, brief) for each in sentences), ' ')}")


def said(sentence: Sentence, brief: Brief) -> Mrkdwn:
    """Return a sentence; a colour in it has its sign."""
    signed = (
        f"{_sign(brief.facts.get(span.fact))}{span.text}" if span.fact else span.text
        for span in sentence.spans
    )
    return words("".join(signed))


def _sign(fact: Fact | None) -> str:
    if fact is None or fact.unit is not Unit.STATUS:
        return ""
    sign = _SIGNS.get(str(fact.value).casefold())
    return f"{sign} " if sign else ""


def _rows(table: Table, page: int) -> Mrkdwn:
    """Return a page of a table in fixed width, with how much of it that is."""
    last = max(0, -(-len(table.rows) // ROWS) - 1)
    start = min(page, last) * ROWS
    shown = table.rows[start : start + ROWS]
    lines = [[_cell(each.text) for each in row] for row in (table.headers, *shown)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    text = "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
    return Mrkdwn(code(text[:2_700]) + _how_many(start, len(shown), len(table.rows)))


def _how_many(start: int, shown: int, total: int) -> str:
    return f"\nRows {start + 1}–{start + shown} of {total}" if shown < total else ""


def _cell(text: str) -> str:
    line = " ".join(visible(text).split())
    return line if len(line) <= _LONGEST_CELL else line[: _LONGEST_CELL - 1] + "…"
