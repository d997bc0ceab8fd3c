"""One order of what several ways of looking found.

Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): each way adds 1 / (60 + rank). That
needs no common scale, so likeness of words, likeness of meaning and newness can be put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_STEADY = 60

Ranked = tuple[float, Sequence[int]]
"""How much a way counts, and what it found, the best first."""


def fused(ways: Iterable[Ranked]) -> list[int]:
    """Return everything that was found, the best first; what is level goes by its number."""
    scores: dict[int, float] = {}
    for weight, numbers in ways:
        for rank, number in enumerate(numbers, start=1):
            scores[number] = scores.get(number, 0.0) + weight / (_STEADY + rank)
    return sorted(scores, key=lambda number: (-scores[number], number))
