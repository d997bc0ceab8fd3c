"""Who works: a worker takes a seat, whose name its jobs carry, and keeps it as long as it lives.

A seat is held by a lock that goes with its process. So a name whose lock is free belongs to a
worker that is gone, and what it left can be gone on with.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.errors import StoreBusy, StoreNotReady

if TYPE_CHECKING:
    from psycopg import Connection

_NAME = "pmo-worker"
_MOST = 64
_LOCKS = 706_172
"""The first half of the key of a seat's advisory lock; the second is the seat's number."""


class Seat(Protocol):
    """A worker's place, while it is held."""

    @property
    def name(self) -> str:
        """What jobs that are done here carry."""
        ...

    def check(self) -> None:
        """Raise StoreNotReady where the seat was lost, and others may go on with its work."""
        ...

    def free(self, name: str) -> AbstractContextManager[bool]:
        """Hold another seat inside the block; False where somebody sits there."""
        ...


class Seats(Protocol):
    """The places for workers on one store."""

    @property
    def url(self) -> str:
        """The database that their jobs are kept in."""
        ...

    def taken(self) -> AbstractContextManager[Seat]:
        """Take a seat; StoreBusy where none is free."""
        ...


class OneSeat:
    """The only seat on an SQLite file: DBOS takes a job of a second process for a dead one's."""

    name = _NAME

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()

    @property
    def url(self) -> str:
        """The jobs' own SQLite file."""
        return f"sqlite:///{self._path}"

    @contextmanager
    def taken(self) -> Iterator[OneSeat]:
        """Hold the lock beside the file."""
        beside = self._path.with_name(f"{self._path.name}-lock")
        try:
            with beside.open("w") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                yield self
        except BlockingIOError as error:
            raise StoreBusy(
                "Another worker is at work on this store.",
                remedy="One is enough: let it do its work. Several take a store on PostgreSQL.",
            ) from error

    def check(self) -> None:
        """A lock of this machine is not lost."""

    @contextmanager
    def free(self, name: str) -> Iterator[bool]:  # noqa: ARG002 - there is no other seat
        """Say that there is no other."""
        yield False


class ServerSeats:
    """Seats on a PostgreSQL server, each with an advisory lock of a session."""

    def __init__(self, url: str) -> None:
        self.url = url

    @contextmanager
    def taken(self) -> Iterator[ServerSeat]:
        """Take the first free seat."""
        import psycopg

        try:
            session = psycopg.connect(self.url, autocommit=True)
        except psycopg.OperationalError as error:
            raise _lost() from error
        with session:
            for number in range(_MOST):
                if _locked(session, number):
                    yield ServerSeat(session, number)
                    return
            raise StoreBusy(
                "Every seat for a worker is taken.", remedy="Fewer are enough: stop some of them."
            )


class ServerSeat:
    """A seat whose lock the server frees when this session ends, however it ends."""

    def __init__(self, session: Connection, number: int) -> None:
        self._session = session
        self.name = f"{_NAME}-{number}"

    def check(self) -> None:
        """Ask the server for a sign of life; the session it comes from holds the lock."""
        import psycopg

        try:
            self._session.execute("SELECT 1")
        except psycopg.OperationalError as error:
            raise _lost() from error

    @contextmanager
    def free(self, name: str) -> Iterator[bool]:
        """Hold the lock of another seat, if nobody does."""
        number = name.removeprefix(f"{_NAME}-")
        if name == self.name or not number.isdigit() or not _locked(self._session, int(number)):
            yield False
            return
        try:
            yield True
        finally:
            self._session.execute("SELECT pg_advisory_unlock(%s, %s)", (_LOCKS, int(number)))


def _locked(session: Connection, number: int) -> bool:
    found = session.execute("SELECT pg_try_advisory_lock(%s, %s)", (_LOCKS, number)).fetchone()
    return found is not None and bool(found[0])


def _lost() -> StoreNotReady:
    return StoreNotReady(
        "The server that this worker works for cannot be reached.",
        remedy="Start the worker again when it can; others go on with what it left.",
    )
