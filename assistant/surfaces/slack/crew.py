"""Does the work behind an acknowledgement: few hands, a short queue, and never silence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Busy(Exception):
    """Too much waits already."""


class Crew:
    """Threads of their own for one kind of work, so that questions never hold up decisions."""

    def __init__(self, name: str, hands: int, waiting: int) -> None:
        self._pool = ThreadPoolExecutor(hands, thread_name_prefix=name)
        self._most = hands + waiting
        self._taken = 0

    async def do(self, work: Callable[[], T]) -> T:
        """Do something in one of the threads; Busy where too much waits. Called from one loop."""
        if self._taken >= self._most:
            raise Busy
        self._taken += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._taken -= 1

    def close(self) -> None:
        """Let what was begun end, and take nothing new."""
        self._pool.shutdown(wait=True, cancel_futures=True)
