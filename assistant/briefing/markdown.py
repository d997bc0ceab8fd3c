"""A brief as Markdown. Nothing that came from a tracker can be taken for markup in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.briefing.brief import Brief

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&$])")
_LIST_START = re.compile(r"^(\d{1,9})(?=[.)](\s|$))|^(?=[-+=])")


def to_markdown(brief: Brief) -> str:
    """Return the brief as CommonMark, one point a list item."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {_escaped(brief.title.text)}"
    yield ""
    yield _escaped(brief.dateline.text)
    if brief.lead:
        yield ""
        yield " ".join(_escaped(said.text) for said in brief.lead)
    for section in brief.sections:
        yield ""
        yield f"## {_escaped(section.heading)}"
        yield ""
        yield from (f"- {_escaped(point.text)}" for point in section.points)
    if brief.closing:
        yield ""
        yield " ".join(_escaped(said.text) for said in brief.closing)


def _escaped(text: str) -> str:
    """Return text that reads as itself: no emphasis, link, code, heading, table or list."""
    return _LIST_START.sub(r"\1\\", _MARKUP.sub(r"\\\1", text))
