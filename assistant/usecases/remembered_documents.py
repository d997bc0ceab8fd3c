"""Markdown documents as passages: one or a few a section, each with its headings, line and day."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date

from assistant.ports.memory import Document, MemoryKind, Passage
from assistant.usecases.passage_parts import parts_of
from assistant.values import Source, Value

TABLE = "documents"
"""What the subjects of passages of documents begin with."""

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_FENCE = re.compile(r"\s*(```|~~~)")
_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_FRONT = "---"


class Paragraph(Value):
    """Lines without a gap, below their headings; `line` is where they begin."""

    headings: tuple[str, ...]
    line: int
    text: str


class Shelved(Value):
    """Where the documents of a folder are shelved."""

    folder: str
    shelf: tuple[str, ...]
    is_confidential: bool
    names: tuple[str, ...]
    added_on: date


def remembered_document(document: Document, where: Shelved) -> Iterator[Passage]:
    """Give the passages of a document."""
    day = day_of(document)
    folder = hashlib.sha256(where.folder.encode()).hexdigest()[:8]
    subject = f"{TABLE}:{folder}/{document.path}"
    path = f"{where.folder.rstrip('/').rpartition('/')[2]}/{document.path}"
    for paragraph in paragraphs(document.text):
        about = " · ".join((*where.names, document.path, *paragraph.headings))
        for part, piece in enumerate(parts_of(paragraph.text), start=1):
            name = f"line {paragraph.line}" + (f", part {part}" if part > 1 else "")
            yield Passage(
                key=f"{subject}#{name}",
                subject=subject,
                field=name,
                kind=MemoryKind.DOCUMENT,
                about=about,
                text=piece,
                day=day,
                shelf=where.shelf,
                is_confidential=where.is_confidential,
                source=Source(
                    source=TABLE,
                    file=path,
                    row=paragraph.line,
                    column=paragraph.headings[-1] if paragraph.headings else None,
                    as_of=day or where.added_on,
                ),
            )


def day_of(document: Document) -> date | None:
    """Return the day a document says it is of: in its front matter, its name, or not at all."""
    front = _front_matter(document.text.splitlines())
    said = [line for line in front if line.casefold().startswith("date:")]
    for text in (*said, document.path):
        found = _DAY.search(text)
        if found:
            try:
                return date(*map(int, found.groups()))
            except ValueError:
                continue
    return None


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Give a document's paragraphs; what stands in a code fence is text, and no heading."""
    lines = text.splitlines()
    front = _front_matter(lines)
    headings: list[tuple[int, str]] = []
    held: list[str] = []
    begin, fenced = 0, False
    for number, line in enumerate([*lines, ""], start=1):
        if number <= len(front):
            continue
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.match(line)
        if heading or (not line.strip() and not fenced) or number > len(lines):
            if held:
                yield _paragraph(headings, begin, held)
            held = []
        if heading:
            depth = len(heading[1])
            headings = [*(each for each in headings if each[0] < depth), (depth, heading[2])]
        elif line.strip():
            begin = begin if held else number
            held.append(line)


def _paragraph(headings: list[tuple[int, str]], begin: int, held: list[str]) -> Paragraph:
    names = tuple(name for _, name in headings if name)
    return Paragraph(headings=names, line=begin, text="\n".join(held))


def _front_matter(lines: list[str]) -> list[str]:
    """Return the lines of the front matter, with its fences; none where it does not end."""
    if not lines or lines[0].strip() != _FRONT:
        return []
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() == _FRONT:
            return lines[:number]
    return []
