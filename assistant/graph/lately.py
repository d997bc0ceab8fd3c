"""What was found and answered for one person on one revision of the portfolio, kept for a while.

Tools only compute from what their assessment holds, so the same call finds the same until the
assessment is given up. What looks at the moment, or elsewhere, is always asked anew.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock
from typing import Generic, TypeVar

_MOST = 256
_OF_THE_MOMENT = frozenset({"forecast_record", "search_memory", "trust", "waiting_for"})
"""The memory is written beside the store, what waits lapses at an hour, and each forecast that is
given joins the record."""

T = TypeVar("T")


class Lately(Generic[T]):
    """Keeps the newest of something by a key; safe to share between threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> T | None:
        """Return what is kept under a key; None where nothing is."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: str, value: T) -> None:
        """Keep something; what was not asked for longest goes."""
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)


def lasts(tools: Iterable[str]) -> bool:
    """Say whether what some tools find stays so while the store does."""
    return _OF_THE_MOMENT.isdisjoint(tools)
