"""One connection to the store, through ADBC: typed frames in, typed frames out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import polars as pl
from adbc_driver_manager import dbapi

from assistant.adapters.sql_store.table import Table

Bound = Sequence[str | int]
"""Values for the placeholders $1, $2 … of a statement."""


class Session:
    """Runs statements on one open cursor; not to be shared between threads.

    `untyped` says that the driver finds the types of a result's columns by looking at the first
    rows. A row of typed values is then put in front, so that a column is never mistaken for a
    number because its first cells are empty.
    """

    def __init__(self, cursor: dbapi.Cursor, *, untyped: bool) -> None:
        self._cursor = cursor
        self._untyped = untyped

    def read(
        self, table: Table, where: str = "", bound: Bound = (), *, only: Sequence[str] = ()
    ) -> pl.DataFrame:
        """Return the rows of a table, called `v` in the condition, with all or some columns."""
        names = list(only) or list(table.columns)
        select = ", ".join(f'v."{name}"' for name in names)
        query = f'SELECT {select} FROM "{table.name}" AS v {where}'  # noqa: S608 - our own names
        if self._untyped:
            typed = ", ".join(f'{_sample(table.columns[name])} AS "{name}"' for name in names)
            query = f"SELECT {typed} UNION ALL {query}"
        self._execute(query, bound)
        frame = pl.DataFrame(self._cursor.fetch_arrow())
        rows = frame.slice(1) if self._untyped else frame
        return rows.with_columns(
            _cast(name, given, table.columns[name])
            for name, given in rows.schema.items()
            if given != table.columns[name]
        )

    def append(self, table: Table, rows: pl.DataFrame) -> None:
        """Write rows to the end of a table."""
        self._cursor.adbc_ingest(table.name, rows, mode="append")

    def add(self, table: Table, **cells: Any) -> None:
        """Write one row to the end of a table."""
        schema = {name: table.columns[name] for name in cells}
        self.append(table, pl.DataFrame([cells], schema=schema))

    def run(self, statement: str, bound: Bound = ()) -> None:
        """Run a statement to its end; what it returns is not wanted."""
        self._execute(statement, bound)
        pl.DataFrame(self._cursor.fetch_arrow())

    @contextmanager
    def transaction(self, *begin: str) -> Iterator[None]:
        """Commit what the block writes, or leave nothing of it."""
        try:
            for statement in begin:
                self.run(statement)
            yield
            self.run("COMMIT")
        except BaseException:  # Ctrl-C too must leave nothing of the block in the store
            with suppress(dbapi.Error):  # the engine may have rolled back already
                self.run("ROLLBACK")
            raise

    def _execute(self, statement: str, bound: Bound) -> None:
        parameters = pl.DataFrame({str(n): [value] for n, value in enumerate(bound)})
        self._cursor.execute(statement, parameters if bound else None)


def _sample(dtype: pl.DataType) -> str:
    return "0" if dtype.is_integer() or dtype == pl.Boolean else "''"


def _cast(name: str, given: pl.DataType, wanted: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if given == pl.String and wanted == pl.Date:
        return column.str.to_date("%Y-%m-%d")
    if given == pl.String and wanted.is_temporal():
        return column.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", time_unit="us", time_zone="UTC")
    return column.cast(wanted)
