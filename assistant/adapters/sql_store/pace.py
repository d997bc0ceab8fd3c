"""How many rows one write transaction takes, so that nobody waits long for it."""

from __future__ import annotations

TARGET = 0.03
"""Seconds that one write transaction of an import should hold the store; never 0.1."""

_FIRST_ROWS = 512
_FIRST_BYTES = 512 * 1024


class Pace:
    """Learns from each write how many rows of the same kind the next one may take."""

    def __init__(self, bytes_per_row: float) -> None:
        self.rows = max(1, min(_FIRST_ROWS, int(_FIRST_BYTES / max(bytes_per_row, 1))))

    def learn(self, seconds: float) -> None:
        """Take more after a fast write, but at most twice as much; less after a slow one."""
        factor = min(2.0, TARGET / max(seconds, 1e-6))
        self.rows = max(1, int(self.rows * factor))
