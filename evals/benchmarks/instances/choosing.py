"""Which instances of a folder a benchmark takes where it is not to take all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def spread(files: Sequence[T], limit: int | None) -> list[T]:
    """Return so many, spread evenly over the list; all of them without a limit."""
    if limit is None or limit >= len(files):
        return list(files)
    return [files[number * len(files) // limit] for number in range(max(limit, 0))]
