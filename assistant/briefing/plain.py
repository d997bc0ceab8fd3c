"""A brief as plain text: what every answer can be copied as."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.briefing.brief import Brief, Table


def to_plain(brief: Brief) -> str:
    """Return the brief as plain text, one point a line, for any terminal or message."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield brief.title.text
    yield brief.dateline.text
    if brief.lead:
        yield ""
        yield " ".join(said.text for said in brief.lead)
    for section in brief.sections:
        yield ""
        yield section.heading
        yield from (f"- {point.text}" for point in section.points)
    for table in brief.tables:
        yield ""
        yield table.heading
        yield from _rows(table)
    if brief.closing:
        yield ""
        yield from (said.text for said in brief.closing)


def _rows(table: Table) -> Iterator[str]:
    """Yield a table's lines, each column as wide as its widest cell."""
    rows = [[cell.text for cell in row] for row in (table.headers, *table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
