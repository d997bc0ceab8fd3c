"""Places outside that a text can be brought to, and what each of them can tell of it later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from assistant.governance.delivery import Answer, Habits, LookUp, Message
from assistant.values import Value


class Trial(Value):
    """What was found when a place was tried; `fix` is None where it works."""

    what: str
    found: str
    fix: str | None = None


class Publisher(Protocol):
    """One kind of place. It raises nothing: what goes wrong is an answer."""

    @property
    def habits(self) -> Habits:
        """Whether it can be asked by key, and how late an attempt can still arrive."""
        ...

    def publish(self, message: Message) -> Answer:
        """Bring a message there, with its key; NoAnswer wherever it may have arrived or not."""
        ...

    def look_up(self, message: Message) -> LookUp:
        """Say whether a message is there, by its key."""
        ...


class Publishers(Protocol):
    """All the places there are."""

    def place(self, named: str, title: str) -> str:
        """Return the exact address of a place that a person named, for a text of that title.

        BadInput where there is no such place.
        """
        ...

    def beside(self, place: str, title: str) -> str:
        """Return where whoever has something at a place finds what belongs to it, of that title.

        BadInput where that cannot be.
        """
        ...

    def at(self, place: str) -> Publisher:
        """Return who brings texts to an exact address; BadInput where nobody does."""
        ...

    def tried(self) -> Iterator[Trial]:
        """Try every place that is set up and can be tried without sending anything."""
        ...
