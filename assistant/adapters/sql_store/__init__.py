"""The store on SQLite or PostgreSQL; see docs/adr/0003-store.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.adapters.sql_store.database import PATIENCE

if TYPE_CHECKING:
    from assistant.adapters.sql_store.store import SqlStore

__all__ = ["open_store"]


def open_store(url: str, *, patience: float = PATIENCE) -> SqlStore:
    """Open the store a URL names, and bring it up to date; an SQLite file is created.

    `sqlite:///pmo.db`, `sqlite:////folder/pmo.db`, `postgresql://user@host/name`. `patience` is
    how many seconds to wait for another process. Raises BadSetting or StoreNotReady.
    """
    from assistant.adapters.sql_store.address import database_at
    from assistant.adapters.sql_store.store import SqlStore
    from assistant.adapters.sql_store.upgrade import bring_up_to_date

    database = database_at(url, patience)
    bring_up_to_date(database)
    return SqlStore(database)
