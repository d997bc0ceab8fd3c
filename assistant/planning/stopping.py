"""A safety stop for long computations: planning reads no clock, so one is handed in."""

from __future__ import annotations

import math
from collections.abc import Callable


class Stop:
    """Ends a computation so many seconds after the stop was made, with the best found so far.

    How far a computation has come by then depends on the machine; what ends before it does not.
    """

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        """Start to count; `clock` gives seconds that only ever rise."""
        self.seconds = seconds
        self.has_ended_something = False
        self._clock = clock
        self._end = clock() + seconds

    def is_over(self) -> bool:
        """Say whether to end now: asked only where something is left to do, so it is kept."""
        if not self.has_ended_something:
            self.has_ended_something = self._clock() >= self._end
        return self.has_ended_something


NEVER = Stop(math.inf, lambda: 0.0)
"""For those who wait as long as it takes."""
