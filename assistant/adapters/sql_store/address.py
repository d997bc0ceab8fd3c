"""From a store's URL to its database."""

from __future__ import annotations

from pathlib import Path

from assistant.adapters.sql_store.database import Database
from assistant.errors import BadSetting

_EXAMPLES = "Write sqlite:///pmo.db, sqlite:////folder/pmo.db or postgresql://user@host/name."


def database_at(url: str, patience: float) -> Database:
    """Return the database that a URL names; BadSetting where it names none."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in ("sqlite", "postgresql"):
        raise BadSetting(
            "this is no URL of a store.", name="PMO_STORE_URL or --store", remedy=_EXAMPLES
        )
    if scheme == "postgresql":
        from assistant.adapters.sql_store.postgresql import PostgresqlDatabase

        return PostgresqlDatabase(url, patience)
    return _sqlite(rest, patience)


def _sqlite(rest: str, patience: float) -> Database:
    from assistant.adapters.sql_store.sqlite import SqliteDatabase

    path = rest.removeprefix("/")
    if rest == path or not path or path == ":memory:":
        raise BadSetting(
            "a store is kept in a file, and this URL names none.",
            name="PMO_STORE_URL or --store",
            remedy=_EXAMPLES,
        )
    return SqliteDatabase(Path(path), patience)
