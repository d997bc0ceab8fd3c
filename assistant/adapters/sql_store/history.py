"""Row versions: what was in force on a day.

For each source, the state on a day is the fold of its imports, by as-of day and number: a complete
import replaces everything of the source, a partial one adds and replaces by key. A version holds
from its position in that order until the next version of the same row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import polars as pl

from assistant.adapters.sql_store.import_log import ImportLog, LoggedImport
from assistant.adapters.sql_store.session import Session
from assistant.adapters.sql_store.table import Table
from assistant.adapters.sql_store.tables import versions
from assistant.portfolio.noun import Noun

_FEW = 1_000
"""So many rows are rather looked up one by one than found among all."""


def entities(source: str, noun: type[Noun], keys: pl.Series) -> pl.Series:
    """Return the internal ids of a source's rows: 64 bits of BLAKE2b over source, table and key.

    Among a million rows of a noun two ids are equal with a chance of 1 in 37 million.
    """
    prefix = f"{source}\x1f{noun.table}\x1f".encode()
    digest = hashlib.blake2b
    ids = [
        int.from_bytes(digest(prefix + key.encode(), digest_size=8).digest(), "big", signed=True)
        for key in keys
    ]
    return pl.Series("_entity", ids, dtype=pl.Int64)


def in_force(noun: type[Noun], log: ImportLog, until: int) -> str:
    """Return the condition for the version of each row that holds just before a position."""
    table = versions(noun).name
    same = "n._entity = v._entity AND n._position > v._position"
    later = f'SELECT 1 FROM "{table}" AS n WHERE {same} AND {_seen("n", log, until)}'  # noqa: S608 - our own names and numbers
    return f"WHERE {_seen('v', log, until)} AND NOT EXISTS ({later})"


def _seen(alias: str, log: ImportLog, until: int) -> str:
    seen = f"{alias}._position < {until} AND {alias}._recorded <= {log.last}"
    if log.hidden:
        seen += f" AND {alias}._recorded NOT IN ({', '.join(map(str, log.hidden))})"
    return seen


class SourceHistory:
    """The history of one source, as one session sees it."""

    def __init__(self, session: Session, log: ImportLog, number: int) -> None:
        self._session = session
        self._log = log
        self._own = f" AND v._source = {number}"

    def state(
        self,
        noun: type[Noun],
        until: int,
        among: pl.Series | None = None,
        *,
        only: Sequence[str] = (),
    ) -> pl.DataFrame:
        """Return the versions in force just before a position, closed rows included.

        Only rows `among` these internal ids are wanted; where they are many, others come too.
        """
        where = in_force(noun, self._log, until) + self._own
        if among is not None and among.len() <= _FEW:
            where += f" AND v._entity IN ({', '.join(map(str, among)) or 'NULL'})"
        return self._session.read(versions(noun), where, only=only)

    def later_versions(self, noun: type[Noun], after: int) -> pl.DataFrame:
        """Return `_entity` and `_position` of the versions from a position on."""
        where = f"WHERE v._position > {after}" + self._own
        return self._session.read(versions(noun), where, only=("_entity", "_position"))

    def noted(
        self, table: Table, noun: type[Noun], imports: Sequence[LoggedImport]
    ) -> pl.DataFrame:
        """Return `_entity` and `_position` of what some imports noted: COVERED or PASSED_OVER."""
        positions = pl.DataFrame(
            [(known.state.number, known.position) for known in imports],
            schema={"_recorded": pl.Int64, "_position": pl.Int64},
            orient="row",
        )
        listed = ", ".join(map(str, positions["_recorded"])) or "NULL"
        where = f"WHERE v._recorded IN ({listed}) AND v.table_name = $1"
        rows = self._session.read(table, where, [noun.table], only=("_recorded", "_entity"))
        return rows.join(positions, on="_recorded").select("_entity", "_position")
