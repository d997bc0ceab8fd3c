"""The embedded store: one SQLite file, in WAL mode."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from adbc_driver_sqlite import dbapi

from assistant.adapters.sql_store.database import Database
from assistant.adapters.sql_store.faults import in_words
from assistant.adapters.sql_store.session import Session
from assistant.adapters.sql_store.table import TEXT, Table
from assistant.errors import StoreNotReady

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SCHEMA = Table("sqlite_master", {"type": TEXT, "name": TEXT}, key=("name",))
_BATCH = {"adbc.sqlite.query.batch_rows": "65536"}


class SqliteDatabase(Database):
    """A store in a file of this machine."""

    _begin_reading = ("BEGIN",)
    _begin_writing = ("BEGIN IMMEDIATE",)

    def __init__(self, path: Path, patience: float) -> None:
        super().__init__(str(path), patience)
        self._path = path.absolute()
        if not self._path.parent.is_dir():
            raise StoreNotReady(
                f"The folder {self._path.parent} of the store does not exist.",
                remedy="Create the folder, or name another place for the store.",
            )
        if self._path.is_dir():
            raise StoreNotReady(
                f"The store {path} is a folder.", remedy="Name a file, such as pmo.db, in it."
            )

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """Open a transaction as the only writer, on Python's own SQLite."""
        from sqlalchemy import URL, NullPool, create_engine

        engine = create_engine(
            URL.create("sqlite", database=str(self._path)),
            poolclass=NullPool,
            connect_args={"isolation_level": None, "timeout": self.patience},
        )
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()

    def tables(self, session: Session) -> frozenset[str]:
        """Return the names of all tables there are."""
        return frozenset(session.read(_SCHEMA, "WHERE v.type = 'table'")["name"])

    @contextmanager
    def importing(self) -> Iterator[Session]:
        """Open a session as the only importer: by SQLite's lock on an empty file beside the store.

        Committed rows stay in the log until `tidy` moves them, since a commit would do so while it
        holds the store.
        """
        beside = Path(f"{self._path}-import")
        with (
            in_words(self.label),
            self._opened(beside) as lock,
            lock.transaction("BEGIN EXCLUSIVE"),
            self.session() as session,
        ):
            session.run("PRAGMA wal_autocheckpoint = 0")
            yield session

    def tidy(self, session: Session) -> None:
        """Move committed rows from the log into the file; no writer waits for it."""
        session.run("PRAGMA wal_checkpoint(PASSIVE)")

    @contextmanager
    def _connected(self) -> Iterator[Session]:
        with self._opened(self._path) as session:
            session.run("PRAGMA foreign_keys = ON")
            session.run("PRAGMA synchronous = FULL")
            yield session

    @contextmanager
    def _opened(self, path: Path) -> Iterator[Session]:
        with (
            closing(dbapi.connect(str(path), autocommit=True)) as connection,
            closing(connection.cursor(adbc_stmt_kwargs=_BATCH)) as cursor,
        ):
            session = Session(cursor, untyped=True)
            session.run(f"PRAGMA busy_timeout = {int(self.patience * 1000)}")
            yield session
