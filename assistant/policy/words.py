"""The nearest right word for a wrong one, so that every refusal says what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, right: Iterable[str]) -> str:
    """Return a sentence that names the nearest right word, or all of them."""
    known = sorted(right)
    close = get_close_matches(word.lower(), known, n=1)
    if close:
        return f"Did you mean “{close[0]}”?"
    return f"Use one of: {', '.join(known)}." if known else "There is nothing to choose from."
