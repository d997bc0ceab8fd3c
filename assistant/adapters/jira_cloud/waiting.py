"""How long to wait before the same question is asked again."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import Random

from assistant.ports.clock import Clock

_FIRST = 1.0
_LONGEST = 30.0
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Waits that double, half of each drawn by chance (Brooker 2015); at least what Jira asks for.

    Moments that Jira names are held against its own clock (the Date of its answer), so that a
    clock here that goes wrong neither shortens nor stretches a wait.
    """

    clock: Clock
    chance: Random
    sleep: Callable[[float], None] = time.sleep
    watch: Callable[[], float] = time.monotonic

    def seconds_before(self, attempt: int, headers: Mapping[str, str]) -> float:
        """Return the wait before an attempt; the second is number 1."""
        half = min(_LONGEST, _FIRST * 2.0 ** (attempt - 1)) / 2
        asked = self._asked(headers)
        return (half if asked is None else asked) + self.chance.random() * half

    def _asked(self, headers: Mapping[str, str]) -> float | None:
        given = headers.get("retry-after", "").strip()
        if _SECONDS.fullmatch(given):
            return float(given)
        moment = _http_date(given) or _iso(headers.get("x-ratelimit-reset", ""))
        if moment is None:
            return None
        now = moment_of(headers) or self.clock.now()
        return max(0.0, (moment - now).total_seconds())


def moment_of(headers: Mapping[str, str]) -> datetime | None:
    """Return when an answer was given, by the clock of who gave it."""
    return _http_date(headers.get("date", ""))


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
