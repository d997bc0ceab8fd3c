"""Where a memory is kept: a folder, and the server of its vectors where there is one."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import MemoryFault


@dataclass(frozen=True, slots=True)
class MemoryPlace:
    """`folder` is this machine's; `url` is a Chroma server's; `store` keeps memories apart."""

    folder: Path
    url: str | None = None
    store: str = ""

    @property
    def catalog(self) -> Path:
        """The file of passages and words."""
        return self.folder / "passages.db"

    @property
    def vectors(self) -> Path:
        """The folder of Chroma, where no server keeps the vectors."""
        return self.folder / "vectors"

    @property
    def prefix(self) -> str:
        """What the names of this memory's collections begin with."""
        return "pmo-" + hashlib.sha256(self.store.encode()).hexdigest()[:12]

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from rebuilding meanwhile; a process that dies lets go.

        Raises MemoryFault where another one is at it, or the folder cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = sqlite3.connect(self.folder / "lock.db", timeout=0, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise MemoryFault(
                f"The memory cannot be written in {self.folder}.",
                remedy="Name a folder that can be, with PMO_MEMORY_FOLDER.",
            ) from error
        with closing(lock):
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.Error as error:
                raise MemoryFault(
                    "The memory is being rebuilt by somebody else.",
                    remedy="Wait until that is done; searching goes on meanwhile.",
                ) from error
            yield
