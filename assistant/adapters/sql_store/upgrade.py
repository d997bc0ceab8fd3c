"""Bring a store to the schema this program speaks; a look is enough when it is there already."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from assistant.adapters.sql_store.database import Database
from assistant.adapters.sql_store.faults import fault
from assistant.adapters.sql_store.table import TEXT, Table
from assistant.errors import StoreNotReady

HEAD = "0010"
"""The newest migration, told without importing Alembic; a test compares the two."""

SCHEMA_VERSION = Table("pmo_schema", {"version_num": TEXT}, key=("version_num",))
"""The table Alembic keeps the version in."""

_MIGRATIONS = str(Path(__file__).parent / "migrations")
_one_at_a_time = Lock()


def bring_up_to_date(database: Database) -> None:
    """Create the store's tables, or migrate them, where needed.

    Raises StoreNotReady for a newer store, or a database that holds something else.
    """
    with _one_at_a_time:
        version = _version(database)
        if version != HEAD:
            _migrate(database)


def _version(database: Database) -> str | None:
    """Return the store's schema version, None for an empty database."""
    with database.reading() as session:
        tables = database.tables(session)
        if SCHEMA_VERSION.name in tables:
            return str(session.read(SCHEMA_VERSION)["version_num"].item())
    if tables:
        raise StoreNotReady(
            f"The database {database.label} belongs to something else.",
            remedy="Name another file or an empty database for the store.",
        )
    return None


def _migrate(database: Database) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError
    from sqlalchemy.exc import SQLAlchemyError

    config = Config()
    config.set_main_option("script_location", _MIGRATIONS.replace("%", "%%"))
    try:
        with database.migrating() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise StoreNotReady(
            f"The store {database.label} was written by a newer version of this program.",
            remedy="Upgrade the program; the store was not touched.",
        ) from error
    except SQLAlchemyError as error:
        raise fault(database.label, error) from error
