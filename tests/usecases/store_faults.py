"""What a disk, another process and a network do to a store: faults of the engine itself."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from assistant.adapters.sql_store.session import Session
from assistant.adapters.sql_store.sqlite import SqliteDatabase
from assistant.adapters.sql_store.store import SqlStore
from assistant.adapters.sql_store.table import NUMBER, TEXT, Table
from assistant.errors import StoreNotReady
from tests.fakes.fused_store import Fuse, FusedStore

Fault = Callable[[Path], AbstractContextManager[Any]]
"""Puts a store's file into trouble while the block runs; gives the store to use meanwhile."""

_TABLES = Table("sqlite_master", {"name": TEXT, "rootpage": NUMBER}, key=("name",))
_FRAME = 4096 + 24
"""Bytes that a page takes in SQLite's log."""


def sound_store(file: Path, patience: float = 5.0) -> SqlStore:
    return SqlStore(SqliteDatabase(file, patience))


class _ReadOnly(SqliteDatabase):
    """A database whose connections may not write, as of a file without the right to."""

    @contextmanager
    def _connected(self) -> Iterator[Session]:
        with super()._connected() as session:
            session.run("PRAGMA query_only = ON")
            yield session


@contextmanager
def read_only(file: Path) -> Iterator[Any]:
    yield SqlStore(_ReadOnly(file, 5.0))


@contextmanager
def locked(file: Path) -> Iterator[Any]:
    with _other(file) as other:
        other.run("BEGIN IMMEDIATE")
        yield sound_store(file, patience=0.02)
        other.run("ROLLBACK")


def full_after(pages: int) -> Fault:
    """A disk with room for so many more pages of the log."""

    @contextmanager
    def full(file: Path) -> Iterator[Any]:
        with _other(file) as other:
            other.run("CREATE TABLE filler (cell)")
            other.run("BEGIN")
            other.run("SELECT count(*) FROM filler")  # an open read: the log cannot begin anew
            _fill(file)
            soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            room = Path(f"{file}-wal").stat().st_size + pages * _FRAME
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
            try:
                yield sound_store(file)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            other.run("ROLLBACK")
            other.run("DROP TABLE filler")

    return full


def _other(file: Path) -> AbstractContextManager[Session]:
    """Open another connection to the same file."""
    return SqliteDatabase(file, 5.0).session()


def _fill(file: Path) -> None:
    """Let the log grow over the size of the engine's other file."""
    with _other(file) as other:
        other.run("INSERT INTO filler VALUES (zeroblob(60000))")


def lost_after(calls: int) -> Fault:
    """A connection that is lost at some statement or commit."""

    @contextmanager
    def lost(file: Path) -> Iterator[Any]:
        fuse = Fuse(calls, error=StoreNotReady("The store cannot be reached."))
        yield FusedStore(sound_store(file), fuse)

    return lost


def damaged(table: str) -> Fault:
    """A file in which the first page of a table is nothing but zeros."""

    @contextmanager
    def zeros(file: Path) -> Iterator[Any]:
        with _other(file) as other:
            other.run("PRAGMA wal_checkpoint(TRUNCATE)")
            page = other.read(_TABLES, "WHERE v.name = $1", [table])["rootpage"][0]
        was = _swap(file, page, bytes(4096))
        yield sound_store(file)
        _swap(file, page, was)

    return zeros


def _swap(file: Path, page: int, content: bytes) -> bytes:
    """Write a page of a file, and return what stood there."""
    with file.open("r+b") as opened:
        opened.seek((page - 1) * 4096)
        was = opened.read(4096)
        opened.seek((page - 1) * 4096)
        opened.write(content)
    return was


FAULTS: dict[str, Fault] = {
    "read-only": read_only,
    "locked": locked,
    **{f"full after {pages} pages": full_after(pages) for pages in range(7)},
    **{f"lost at call {calls}": lost_after(calls) for calls in range(1, 11)},
    **{
        f"damaged {table}": damaged(table)
        for table in ("proposals", "audit_events", "role_grants", "imports", "outbox")
    },
}
