"""Words that nobody can guess, as a parameter."""

from __future__ import annotations

from typing import Protocol


class Tokens(Protocol):
    """Makes pseudonyms and one-time codes."""

    def token(self) -> str:
        """Return a new word of lower-case letters and digits that nobody can guess."""
        ...
