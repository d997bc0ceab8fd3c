"""The tables inside Markdown documents: rows of cells under headers, below a section's heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.adapters.tabular.markdown_file import plain_text

SECTION = "section"
"""The column that holds the heading a row stands below."""

_HEADING = re.compile(r"^#{2,6} +(.+?)[ #]*$")
_LINE = re.compile(r"^\s*\|(.*)\|\s*$")
_RULE = re.compile(r"^[\s|:-]*-[\s|:-]*$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(slots=True)
class MarkdownTable:
    """One table: its headers, and its rows by line (1-based), as texts by header."""

    headers: tuple[str, ...]
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)


def markdown_tables(text: str) -> Iterator[MarkdownTable]:
    """Yield the tables below the first section heading; what stands above are facts, not rows."""
    lines = text.splitlines()
    section, fenced, table = "", False, None
    for number, line in enumerate(lines, start=1):
        fenced ^= bool(_FENCE.match(line))
        heading, row = _HEADING.match(line), _LINE.match(line)
        if fenced or row is None:
            if table is not None:
                yield table
            table = None
            section = plain_text(heading.group(1)) if heading and not fenced else section
        elif table is None:
            ruled = number < len(lines) and _RULE.match(lines[number])
            table = MarkdownTable(_cells(row.group(1))) if section and ruled else None
        elif not _RULE.match(line):
            cells = dict(zip(table.headers, _cells(row.group(1)), strict=False))
            filled = {header: cell for header, cell in cells.items() if header and cell}
            table.rows.append((number, {SECTION: section, **filled}))
    if table is not None:
        yield table


def _cells(line: str) -> tuple[str, ...]:
    return tuple(plain_text(cell.replace("\\|", "|").strip()) for cell in _BAR.split(line))
