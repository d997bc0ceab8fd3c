"""How long to wait before another attempt."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from random import Random

from assistant.ports.clock import Clock

_FIRST = 0.5
_LONGEST = 8.0
_MILLISECONDS = 1_000
_FIGURES = re.compile(r"\s*([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Patience:
    """Waits that double, spread by chance so that many callers do not come back together.

    “Equal jitter”: half of the wait is certain, half is drawn (Brooker 2015, Exponential Backoff
    and Jitter). What the server asks for is the least.
    """

    clock: Clock
    chance: Random
    sleep: Callable[[float], None] = time.sleep

    def seconds_before(self, attempt: int, asked: float | None) -> float:
        """Return the wait before an attempt; the second is number 1."""
        half = min(_LONGEST, _FIRST * 2.0 ** (attempt - 1)) / 2
        return (half if asked is None else asked) + self.chance.random() * half

    def asked_for(self, headers: Mapping[str, str]) -> float | None:
        """Return the seconds a server asks to wait; None where it does not say so readably."""
        if exact := _FIGURES.fullmatch(headers.get("retry-after-ms", "")):
            return float(exact[1]) / _MILLISECONDS
        given = headers.get("retry-after", "")
        if figures := _FIGURES.fullmatch(given):
            return float(figures[1])
        return self._till(given)

    def _till(self, moment: str) -> float | None:
        """Return the seconds till an HTTP date."""
        try:
            then = parsedate_to_datetime(moment)
        except ValueError:
            return None
        then = then if then.tzinfo else then.replace(tzinfo=UTC)
        wait = then - self.clock.now()
        return max(0.0, wait.total_seconds())
