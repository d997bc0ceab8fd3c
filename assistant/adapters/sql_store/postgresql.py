"""The store on a PostgreSQL server."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from adbc_driver_manager import AdbcConnection, dbapi

from assistant.adapters.sql_store.database import Database
from assistant.adapters.sql_store.session import Session
from assistant.adapters.sql_store.table import TEXT, Table
from assistant.errors import StoreNotReady

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SCHEMA = Table("pg_tables", {"schemaname": TEXT, "tablename": TEXT}, key=("tablename",))

_WRITER = 7_061_720_001
_IMPORTER = 7_061_720_002
"""Keys of the server's advisory locks; any two numbers that nobody else uses in this database."""


def _perform(call: str) -> str:
    """Return a statement that calls a function, whose error comes at once and with its code."""
    return f"DO $$ BEGIN PERFORM {call}; END $$"


class PostgresqlDatabase(Database):
    """A store in a database of a server; the optional drivers are imported when it is opened."""

    _begin_reading = ("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",)
    _begin_writing = ("BEGIN", _perform(f"pg_advisory_xact_lock({_WRITER})"))

    def __init__(self, url: str, patience: float) -> None:
        parts = urlsplit(url)
        name = parts.path.lstrip("/")
        super().__init__(f"{name} on {parts.hostname or 'this machine'}", patience)
        self._url = url
        self._driver = _driver("adbc_driver_postgresql")

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """Open a transaction as the only writer."""
        from sqlalchemy import NullPool, create_engine

        _driver("psycopg")
        url = self._url.replace("postgresql:", "postgresql+psycopg:", 1)
        with create_engine(url, poolclass=NullPool).begin() as connection:
            connection.exec_driver_sql(_perform(f"pg_advisory_xact_lock({_WRITER})"))
            yield connection

    def tables(self, session: Session) -> frozenset[str]:
        """Return the names of all tables there are."""
        found = session.read(_SCHEMA, "WHERE v.schemaname = current_schema()")
        return frozenset(found["tablename"])

    @contextmanager
    def importing(self) -> Iterator[Session]:
        """Open a session as the only importer: by a lock that the server frees with the session."""
        with self.session() as session:
            session.run(_perform(f"pg_advisory_lock({_IMPORTER})"))
            yield session

    def tidy(self, session: Session) -> None:
        """Nothing: the server tidies up by itself."""

    @cached_property
    def _catalog(self) -> Any:
        """What the driver knows of the server; it takes longer to learn than to connect."""
        return self._driver.connect(self._url)

    @contextmanager
    def _connected(self) -> Iterator[Session]:
        connected = AdbcConnection(self._catalog)
        shared: Any = _StaysOpen(self._catalog)
        with (
            closing(dbapi.Connection(shared, connected, autocommit=True)) as connection,
            closing(connection.cursor()) as cursor,
        ):
            session = Session(cursor, untyped=False)
            session.run(f"SET lock_timeout = {int(self.patience * 1000)}")
            yield session


class _StaysOpen:
    """Keeps a connection that is closed from closing the driver's catalog, which others use."""

    def __init__(self, catalog: Any) -> None:
        self._catalog = catalog

    def close(self) -> None:
        """Leave the catalog open."""


def _driver(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise StoreNotReady(
            "A PostgreSQL store needs its drivers, and they are not installed.",
            remedy="Install pmo-assistant[postgresql].",
        ) from error
