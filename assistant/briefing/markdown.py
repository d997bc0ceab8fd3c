"""A brief as Markdown. Nothing that came from a tracker can be taken for markup in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.briefing.brief import Brief
from assistant.briefing.json import Data, as_data

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&$])")
_LIST_START = re.compile(r"^(\d{1,9})(?=[.)](\s|$))|^(?=[-+=])")


def to_markdown(brief: Brief) -> str:
    """Return the brief as CommonMark, one point a list item."""
    return stored_markdown(as_data(brief))


def stored_markdown(data: Data) -> str:
    """Return a brief as CommonMark from the plain data that it is kept as."""
    return "\n".join(_lines(data)) + "\n"


def _lines(data: Data) -> Iterator[str]:
    yield f"# {_escaped(data['title'])}"
    yield ""
    yield _escaped(data["dateline"])
    if data["lead"]:
        yield ""
        yield _sentences(data["lead"])
    for section in data["sections"]:
        yield ""
        yield f"## {_escaped(section['heading'])}"
        yield ""
        for point in section["points"]:
            yield f"- {_escaped(' '.join(said['text'] for said in point['sentences']))}"
    for table in data.get("tables", ()):  # a brief that was kept before there were tables has none
        yield from ("", f"## {_escaped(table['heading'])}", "")
        yield from _table(table)
    if data["closing"]:
        yield ""
        yield _sentences(data["closing"])


def _table(table: Data) -> Iterator[str]:
    """Yield a table as GitHub writes them."""
    yield _row(table["headers"])
    yield "|" + " --- |" * len(table["headers"])
    yield from map(_row, table["rows"])


def _row(cells: list[Data]) -> str:
    return "| " + " | ".join(_escaped(cell["text"]) for cell in cells) + " |"


def _sentences(sentences: list[Data]) -> str:
    return " ".join(_escaped(said["text"]) for said in sentences)


def _escaped(text: str) -> str:
    """Return text that reads as itself: no emphasis, link, code, heading, table or list."""
    return _LIST_START.sub(r"\1\\", _MARKUP.sub(r"\\\1", text))
