"""Work that outlives its process: started once by name, gone on with after a crash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

Job = Callable[[str], float | None]
"""Takes a subject one step further, which may be repeated after a crash; returns how many seconds
to wait before the next step, or None when it is done."""


class Jobs(Protocol):
    """The work of one worker."""

    def start(self, kind: str, subject: str, name: str) -> None:
        """Do the job of a kind for a subject to its end; one name is worked on once at a time."""
        ...

    def settle(self) -> None:
        """Wait until every job has ended or waits for a moment that lies ahead."""
        ...

    def pause(self, seconds: float) -> None:
        """Wait for a while."""
        ...


class Workshop(Protocol):
    """Where jobs are kept; one worker at a time."""

    def opened(self, kinds: Mapping[str, Job]) -> AbstractContextManager[Jobs]:
        """Take up what an earlier worker left, and new work; StoreBusy where another one works."""
        ...
