"""The part of the store that remembers conversations: what was asked, and what code made of it.

A thread belongs to one person; two people may call theirs alike. What was answered is not kept,
only the answer's id: the text of a reply, and of trackers in it, never comes back as memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from pydantic import Field, JsonValue

from assistant.values import Value


class TurnCall(Value):
    """A tool that was called, and with which arguments."""

    tool: str
    arguments: Mapping[str, JsonValue] = Field(default_factory=dict)


class TurnSubject(Value):
    """What a turn was about: a kind of name and a key; what it is called is looked up anew."""

    kind: str
    key: str


class Turn(Value):
    """One question with what was looked up for it."""

    person: str = Field(description="whose thread it is; empty where nobody said who they are")
    thread: str
    at: datetime
    question: str
    kind: str = Field(description="what the answer was, such as answered or declined")
    calls: tuple[TurnCall, ...] = Field(default=(), description="calls planned by rules")
    subjects: tuple[TurnSubject, ...] = ()
    reply: str = Field(description="the answer's id")


class ThreadWriter(Protocol):
    """What a unit of work can do with conversations."""

    def keep_turn(self, turn: Turn) -> None:
        """Add a turn to the end of its thread."""
        ...

    def forget_threads(self, person: str, thread: str | None = None) -> None:
        """Forget one thread of a person, or all of theirs."""
        ...


class ThreadReader(Protocol):
    """What a store tells of conversations."""

    def turns(self, person: str, thread: str) -> tuple[Turn, ...]:
        """Return the turns of one person's thread, oldest first."""
        ...

    def last_turn(self, person: str, thread: str) -> Turn | None:
        """Return the newest turn of one person's thread; None where there is none."""
        ...

    def threads(self, person: str) -> tuple[str, ...]:
        """Return the names of one person's threads, sorted."""
        ...
