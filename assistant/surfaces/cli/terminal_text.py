"""Text that somebody else wrote, as a terminal may show it: nothing in it acts.

An escape sequence in a title could clear the screen, rename the window or hide a line; a control
that turns the direction of writing could make a row say something else.
"""

from __future__ import annotations

import unicodedata

_SEEN_FOR_IT = "\N{REPLACEMENT CHARACTER}"
_JOINERS = frozenset("\u200c\u200d")
"""Invisible, harmless, and part of how scripts and emoji are written."""

_ACTING = frozenset({"Cc", "Cf", "Cs"})


def one_line(text: str, longest: int | None = None) -> str:
    """Return a text on one line, shortened to so many characters, with nothing that acts."""
    line = harmless_lines(" ".join(text.split()))
    if longest is None or len(line) <= longest:
        return line
    return line[: longest - 1].rstrip() + "…"


def harmless_lines(text: str) -> str:
    """Return a text with its line breaks, and a mark for each character that acts."""
    return "".join(map(_shown, text.expandtabs()))


def _shown(char: str) -> str:
    if char == "\n" or char in _JOINERS or unicodedata.category(char) not in _ACTING:
        return char
    return _SEEN_FOR_IT
