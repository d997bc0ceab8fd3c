"""One order of what several ways of looking found.

Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): each way adds 1 / (60 + rank). That
needs no common scale, so likeness of words, likeness of meaning and newness can be put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_STEADY = 60

Ranked = tuple[float, Sequence[str]]
"""How much a way counts, and what it found, the best first."""


def fused(ways: Iterable[Ranked]) -> list[str]:
    """Return everything that was found, the best first; what is level goes by its key."""
    scores: dict[str, float] = {}
    for weight, keys in ways:
        for rank, key in enumerate(keys, start=1):
            scores[key] = scores.get(key, 0.0) + weight / (_STEADY + rank)
    return sorted(scores, key=lambda key: (-scores[key], key))
