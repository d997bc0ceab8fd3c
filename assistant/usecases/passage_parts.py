"""Cuts long text into passages that can be quoted, at paragraphs and sentences where it can."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 700
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def parts_of(text: str) -> Iterator[str]:
    """Give the parts of a text, none longer than a passage may be; nothing for an empty text."""
    held = ""
    for sentence in _pieces(text):
        if held and len(held) + 1 + len(sentence) > LONGEST:
            yield held
            held = ""
        held = f"{held} {sentence}" if held else sentence
    if held:
        yield held


def _pieces(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(" ".join(text.split())):
        for at in range(0, len(sentence), LONGEST):
            yield sentence[at : at + LONGEST]
