"""A word for everything that answers rest on: it is another one as soon as any of it changes.

What people decide, give, send and dispute is chained in the audit, so its head stands for all of
that; beside it stand the imports, links between sources, policies, events and briefs. Forecasts that
were given do not count: giving one is part of an answer.
"""

from __future__ import annotations

import hashlib

from assistant.adapters.sql_store.session import Session
from assistant.adapters.sql_store.table import Table
from assistant.adapters.sql_store.tables import (
    AUDIT,
    BRIEFS,
    EVENTS,
    IMPORTS,
    POLICIES,
    SAME_AS,
)

_NEWEST = (AUDIT, POLICIES, EVENTS, BRIEFS)
_LENGTH = 32


def stamp(session: Session) -> str:
    """Return that word, in a few short reads."""
    said = [str(_newest(session, table)) for table in _NEWEST]
    said.append(str(session.read(IMPORTS, only=("number", "visible")).sort("number").rows()))
    said.append(str(session.read(SAME_AS).sort("table_name", "source", "key").rows()))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:_LENGTH]


def _newest(session: Session, table: Table) -> list[int]:
    where = f'WHERE v.number = (SELECT max(number) FROM "{table.name}")'  # noqa: S608 - our own names
    return session.read(table, where, only=("number",))["number"].to_list()
