"""Texts with headers in braces: “{Period}/{File}”. A brace of a header's own is written twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SLOT = re.compile(r"\{((?:[^{}]|\{\{|\}\})+)\}")


def slot(header: str) -> str:
    """Return the place in a text where a header's cell goes."""
    doubled = header.replace("{", "{{").replace("}", "}}")
    return f"{{{doubled}}}"


def slots(text: str) -> tuple[str, ...]:
    """Return the headers that a text names, in order."""
    return tuple(piece for piece, is_header in pieces(text) if is_header)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, and whether each is a header."""
    for place, part in enumerate(_SLOT.split(text)):
        if place % 2:
            yield part.replace("{{", "{").replace("}}", "}"), True
        elif part:
            yield part, False
