"""What was said before: passages of updates, decisions, lessons, risks and documents, found again.

A passage is text that somebody else wrote. It is data only: it is quoted with where it stands, and
nothing in it is ever followed. Each lies on a shelf, named by what has to be visible for it to be
visible; a search opens only the shelves its asker may see, before it looks for anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol

from pydantic import Field

from assistant.ports.progress import Progress
from assistant.values import Source, Value


class MemoryKind(StrEnum):
    """What a passage was taken from."""

    UPDATE = "update"
    DECISION = "decision"
    LESSON = "lesson"
    RISK = "risk"
    DOCUMENT = "document"


class Passage(Value):
    """Some text that was written on a day, and where it stands."""

    key: str = Field(description="unique, such as status_updates:ATLAS/2026-11-16#text")
    subject: str = Field(description="the row or file it is of, such as decisions:D-4")
    field: str = Field(description="the field of the row it is of, and its part where it is long")
    kind: MemoryKind
    about: str = Field(description="what it is about and who wrote it, as people call them")
    text: str = Field(description="untrusted")
    day: date | None = None
    author: str | None = None
    shelf: tuple[str, ...] = Field(
        default=(), description="what has to be visible, such as projects:ATLAS; sorted"
    )
    is_confidential: bool = Field(default=False, description="some may not see its shelf")
    source: Source


class Wanted(Value):
    """What is looked for, and among what."""

    text: str
    hidden: frozenset[str] = Field(description="what the asker may not see, as in shelves")
    within: frozenset[str] | None = Field(default=None, description="only shelves that name these")
    kinds: tuple[MemoryKind, ...] = ()
    since: date | None = None
    until: date | None = None
    most: int = Field(default=10, ge=1)


class Recall(Value):
    """What was found, the closest first."""

    found: tuple[Passage, ...]
    by_meaning: bool = Field(description="False where only words could be compared")
    revision: str = Field(description="the portfolio it was last rebuilt from")


class Rebuilt(Value):
    """What a rebuild did."""

    passages: int
    added: int = Field(description="passages that were new or had changed")
    removed: int = Field(description="passages that are gone, or were said otherwise")
    embedding: str = Field(description="how likeness is measured")


class Memory(Protocol):
    """Where passages are kept so that they are found again. It can be rebuilt at any time."""

    def rebuild(self, passages: Sequence[Passage], revision: str, progress: Progress) -> Rebuilt:
        """Remember exactly these passages. Until it is done, what was remembered stays in use.

        Raises MemoryFault where it cannot be written or somebody else is rebuilding it.
        """
        ...

    def search(self, wanted: Wanted) -> Recall:
        """Return passages that are like what is wanted. Raises MemoryFault where it is not ready."""
        ...


class Document(Value):
    """A text file of a folder."""

    path: str = Field(description="within the folder, with slashes")
    text: str


class DocumentFolder(Value):
    """What could be read of a folder, and in a sentence each what could not."""

    folder: str = Field(description="its whole path, whatever it was called by")
    documents: tuple[Document, ...]
    refused: tuple[str, ...] = ()


class Documents(Protocol):
    """Folders of documents that people keep."""

    def read(self, folder: str) -> DocumentFolder:
        """Return the documents of a folder, by path. Raises BadInput where there is none."""
        ...
