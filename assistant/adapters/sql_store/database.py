"""A database that holds a store: how sessions on it are opened, and who may write when.

Two engines, one way of using them. Only ADBC opens the database at run time: its SQLite is
another library than Python's own, and two SQLite libraries in one process drop each other's file
locks, which loses committed rows. SQLAlchemy, on Python's driver, migrates before ADBC opens
anything (`upgrade`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from assistant.adapters.sql_store.faults import in_words
from assistant.adapters.sql_store.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

PATIENCE = 5.0
"""Seconds to wait for another process to finish a write, or an import."""


class Database(ABC):
    """One store's database; safe to share between threads, since every use opens a session.

    `label` names it for people, without a password; `patience` is in seconds.
    """

    def __init__(self, label: str, patience: float) -> None:
        self.label = label
        self.patience = patience

    @abstractmethod
    def migrating(self) -> AbstractContextManager[Connection]:
        """Open a transaction in which nobody else migrates; no session may be open meanwhile."""

    @abstractmethod
    def tables(self, session: Session) -> frozenset[str]:
        """Return the names of all tables there are."""

    @abstractmethod
    def importing(self) -> AbstractContextManager[Session]:
        """Open a session as the only importer, or raise StoreBusy; a crash lets go."""

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session without a transaction."""
        with in_words(self.label), self._connected() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session in which every read sees the same moment."""
        with self.session() as session, session.transaction(*self._begin_reading):
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a session as the only writer; all of the block is committed, or nothing."""
        with self.session() as session, self.write(session):
            yield session

    def write(self, session: Session) -> AbstractContextManager[None]:
        """Be the only writer while the block runs; all of it is committed, or nothing."""
        return session.transaction(*self._begin_writing)

    @abstractmethod
    def tidy(self, session: Session) -> None:
        """Do between two writes what the engine would else do within one."""

    @property
    @abstractmethod
    def _begin_reading(self) -> tuple[str, ...]: ...

    @property
    @abstractmethod
    def _begin_writing(self) -> tuple[str, ...]: ...

    @abstractmethod
    def _connected(self) -> AbstractContextManager[Session]: ...
