"""Makes text that somebody else wrote harmless wherever it is read.

Names, titles and quotes come from trackers and spreadsheets: they may carry markup, links,
mentions, formulas or invisible characters. What acts somewhere is replaced by a character that
looks alike and acts nowhere, so that a person still recognises the words. The exact text stays in
the fact's value. Escaping for one target (Markdown, HTML) is added by its renderer.
"""

from __future__ import annotations

import re
import unicodedata

NAME_LENGTH = 80
QUOTE_LENGTH = 240
MOST_WORDS = 10
"""A name of many one-letter words must not fill an executive brief."""

NAMELESS = "(no name)"

_LOOK_ALIKES = str.maketrans({"<": "‹", ">": "›", "@": "＠", "{": "(", "}": ")", "`": "ʼ"})
_LINKS = re.compile(r"://|\bwww\.", re.IGNORECASE)
_FORMULA_STARTS = ("=", "+", "-", "＝", "＋", "－", "＠")
_STACKED_MARKS = re.compile(r"([\u0300-\u036f\u0483-\u0489\u20d0-\u20f0]{2})[\u0300-\u20f0]*")


def harmless(text: str, *, length: int = NAME_LENGTH, words: int = MOST_WORDS) -> str:
    """Return the text on one line, without anything that acts, at most so long."""
    visible = "".join(map(_visible, unicodedata.normalize("NFC", text)))
    visible = _STACKED_MARKS.sub(r"\1", visible)
    inert = _LINKS.sub(_defanged, visible).translate(_LOOK_ALIKES)
    shortened = _shortened(inert.split(), length, words)
    if shortened.startswith(_FORMULA_STARTS):
        shortened = "'" + shortened
    return shortened or NAMELESS


def _visible(char: str) -> str:
    """Keep what can be seen; a control, bidi or unassigned character becomes nothing."""
    if char.isspace():
        return " "
    return "" if unicodedata.category(char).startswith("C") else char


def _defanged(link: re.Match[str]) -> str:
    return "[:]//" if link[0] == "://" else link[0].replace(".", "[.]")


def _shortened(pieces: list[str], length: int, words: int) -> str:
    text = " ".join(pieces[:words])
    if len(pieces) <= words and len(text) <= length:
        return text
    return text[: length - 1].rstrip() + "…"
