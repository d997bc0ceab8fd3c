"""Foreign text in an envelope: it cannot end it, and nothing in it can be mistaken for ours.

Whatever a person or a tracker wrote is put between tags with its markup escaped and without
invisible characters. What stands in an envelope is data; the prompts say so, and nothing relies on
the model believing it.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable, Mapping

from pydantic import Field

from assistant.values import Value

_LONGEST = 4_000
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "{": "&#123;", "}": "&#125;"}
_ESCAPES = str.maketrans(_ESCAPED)


class Foreign(Value):
    """One text that somebody else wrote, with what our code knows of it."""

    id: str
    text: str
    about: Mapping[str, str] = Field(default_factory=dict)


class Enveloped(Value):
    """Foreign texts, escaped: the one form in which they enter a prompt."""

    sealed: str


def envelope(tag: str, texts: Iterable[Foreign], *, longest: int = _LONGEST) -> Enveloped:
    """Return texts between tags; each is cut after so many characters, which is said there."""
    rows = "\n".join(_row(each, longest) for each in texts)
    return Enveloped(sealed=f"<{tag}>\n{rows}\n</{tag}>" if rows else f"<{tag}></{tag}>")


def unsealed(text: str) -> str:
    """Return a quote from an envelope as it was written."""
    return html.unescape(text)


def _row(foreign: Foreign, longest: int) -> str:
    about = {"id": foreign.id, **foreign.about}
    text = visible(foreign.text).strip()
    if len(text) > longest:
        text, about = text[:longest], {**about, "cut": "yes"}
    attributes = "".join(
        f' {name}="{" ".join(visible(each).split()).translate(_ESCAPES)}"'
        for name, each in about.items()
    )
    return f"<text{attributes}>{text.translate(_ESCAPES)}</text>"


def visible(text: str) -> str:
    """Return what of a text can be seen, with its lines; tags of other planes become nothing."""
    return "".join(
        char if char == "\n" else " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or not unicodedata.category(char).startswith("C")
    )
