"""The store's tables as SQLAlchemy describes them: what migrations are compared with."""

from __future__ import annotations

from typing import Any

import polars as pl
import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

from assistant.adapters.sql_store.table import Table
from assistant.adapters.sql_store.tables import RECORDS, versions
from assistant.portfolio.registry import NOUNS

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""How constraints are named, so that a later migration can name what it changes."""


def metadata() -> sa.MetaData:
    """Return all tables of the store."""
    found = sa.MetaData(naming_convention=NAMES)
    for noun in NOUNS:
        _add(found, versions(noun), clustered=True)
    for table in RECORDS:
        _add(found, table)
    return found


def _add(found: sa.MetaData, table: Table, *, clustered: bool = False) -> None:
    """Add a table; a clustered one is kept in the order of its key, which is how it is read."""
    constraints: list[sa.Constraint] = [sa.PrimaryKeyConstraint(*table.key)]
    constraints += [sa.UniqueConstraint(name) for name in table.unique]
    constraints += [sa.ForeignKeyConstraint([own], [to]) for own, to in table.refers.items()]
    sa.Table(
        table.name,
        found,
        *(_column(table, name) for name in table.columns),
        *constraints,
        *(sa.Index(None, *names) for names in table.indexed),
        sqlite_with_rowid=not clustered,
    )


def _column(table: Table, name: str) -> sa.Column[Any]:
    counted = table.numbered and name in table.key
    return sa.Column(
        name,
        sa.Integer() if counted else _type(table.columns[name]),
        nullable=name in table.optional,
        autoincrement=counted,
    )


def _type(dtype: pl.DataType) -> TypeEngine[Any]:
    if isinstance(dtype, pl.Datetime):
        return sa.DateTime(timezone=True)
    kinds: dict[pl.DataType, TypeEngine[Any]] = {
        pl.String(): sa.Text(),
        pl.Int64(): sa.BigInteger(),
        pl.Boolean(): sa.Boolean(),
        pl.Date(): sa.Date(),
    }
    return kinds[dtype]
