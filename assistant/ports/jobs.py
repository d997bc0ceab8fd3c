"""Work that outlives its process: started once by name, gone on with after a crash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

Job = Callable[[str], bool]
"""Takes a subject one step further, which may be repeated after a crash; says whether there is
another step to take now. Where there is none, the subject rests: it is done, or must wait."""


class Jobs(Protocol):
    """The work of one worker."""

    def take_up(self) -> None:
        """Go on with what workers left that are gone; StoreFault where this one lost its place."""
        ...

    def start(self, kind: str, subject: str, name: str) -> bool:
        """Do the job of a kind for a subject until it rests; nothing where that is going on.

        False where there is too much going on to begin it now.
        """
        ...

    def settle(self) -> None:
        """Wait until every job rests."""
        ...

    def pause(self, seconds: float) -> None:
        """Wait for a while."""
        ...


class Workshop(Protocol):
    """Where jobs are kept, and how many may work there."""

    def opened(self, kinds: Mapping[str, Job]) -> AbstractContextManager[Jobs]:
        """Take up what an earlier worker left, and new work; StoreBusy where another one works."""
        ...
