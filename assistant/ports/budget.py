"""What one question may take: so many tokens, so many seconds, over all its calls."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

from assistant.errors import BudgetSpent

Seconds = Callable[[], float]
"""A watch: seconds since some moment, never going back."""


class Budget:
    """Tokens and seconds of one question; shared by calls that run side by side."""

    def __init__(self, *, tokens: int, seconds: float, watch: Seconds = time.monotonic) -> None:
        if tokens < 0 or seconds < 0:
            msg = f"a budget of {tokens} tokens and {seconds} seconds"
            raise ValueError(msg)
        self.tokens = tokens
        self.seconds = seconds
        self._watch = watch
        self._began = watch()
        self._spent = 0
        self._lock = Lock()

    @property
    def tokens_spent(self) -> int:
        """Tokens of all calls so far."""
        return self._spent

    @property
    def tokens_left(self) -> int:
        """Tokens that are left, never below zero."""
        return max(0, self.tokens - self._spent)

    @property
    def seconds_spent(self) -> float:
        """Seconds since the question was put."""
        return self._watch() - self._began

    @property
    def seconds_left(self) -> float:
        """Seconds that are left, never below zero."""
        return max(0.0, self.seconds - self.seconds_spent)

    def spend(self, tokens: int) -> None:
        """Take tokens out; a call that took more than was left leaves nothing."""
        with self._lock:
            self._spent += tokens

    def allow(self, tokens: int) -> int:
        """Return how many tokens an answer may have after a prompt of so many; BudgetSpent if none."""
        left = self.tokens_left - tokens
        if self.seconds_left <= 0:
            raise BudgetSpent("The time for this question is used up.", what="seconds")
        if left <= 0:
            raise BudgetSpent("The tokens for this question are used up.", what="tokens")
        return left
