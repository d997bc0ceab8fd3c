"""Words that nobody can guess, from the operating system's randomness."""

from __future__ import annotations

import secrets

_BYTES = 10


class RandomTokens:
    """Makes words of twenty hexadecimal digits."""

    def token(self) -> str:
        """Return a new word of lower-case letters and digits that nobody can guess."""
        return secrets.token_hex(_BYTES)
