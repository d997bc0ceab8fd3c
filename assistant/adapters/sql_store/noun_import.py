"""One import's rows of one noun, fitted into the history of their source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from assistant.adapters.sql_store.difference import (
    Difference,
    closing,
    difference,
    next_covering,
    restored,
)
from assistant.adapters.sql_store.history import SourceHistory, entities
from assistant.adapters.sql_store.import_log import LoggedImport, end_of, position
from assistant.adapters.sql_store.staging import Staging
from assistant.adapters.sql_store.table import Table
from assistant.adapters.sql_store.tables import COVERED, PASSED_OVER, versions
from assistant.portfolio.batch import Batch
from assistant.portfolio.frames import empty_frame
from assistant.portfolio.noun import Noun

Frames = Mapping[type[Noun], pl.DataFrame]

_COMPARED = ("_entity", "key", "_hash", "_closed")


@dataclass(frozen=True, slots=True)
class Fit:
    """Where an import stands among those of its source: `later` follow it in the fold."""

    number: int
    source: int
    batch: Batch
    frames: Frames
    later: tuple[LoggedImport, ...]

    @property
    def position(self) -> int:
        """Its place in the fold."""
        return position(self.batch.as_of, self.number)


class NounImport:
    """Writes what an import changes, noun by noun."""

    def __init__(self, fit: Fit, history: SourceHistory, staging: Staging) -> None:
        self._fit = fit
        self._history = history
        self._staging = staging

    def store(self, noun: type[Noun]) -> Difference | None:
        """Write the versions that a noun's rows need, and say what differs.

        None where the source says nothing of the noun, neither now nor before.
        """
        batch = self._fit.batch
        read = self._read(noun)
        among = None if batch.complete else read["_entity"]
        state = self._history.state(noun, end_of(batch.as_of), among, only=_COMPARED)
        if read.is_empty() and state.is_empty() and not batch.refused_keys.get(noun):
            return None
        passed_over = self._passed_over(noun, read)
        found = difference(read, state, passed_over, complete=batch.complete)
        self._write(noun, found)
        if self._fit.later:
            self._append(noun, self._kept_true(noun, found.touched))
        said = (PASSED_OVER, passed_over) if batch.complete else (COVERED, read["_entity"])
        self._note(noun, *said)
        return found

    def _read(self, noun: type[Noun]) -> pl.DataFrame:
        frame = self._fit.frames.get(noun, empty_frame(noun))
        return frame.with_columns(entities(self._fit.batch.source, noun, frame["key"]))

    def _passed_over(self, noun: type[Noun], read: pl.DataFrame) -> pl.Series:
        """Return the ids of refused rows; of a key that was refused once, a good row still counts."""
        unusable = sorted(self._fit.batch.refused_keys.get(noun, ()))
        refused = pl.DataFrame({"key": unusable}, schema={"key": pl.String})
        keys = refused.join(read, on="key", how="anti")["key"]
        return entities(self._fit.batch.source, noun, keys)

    def _write(self, noun: type[Noun], found: Difference) -> None:
        position = pl.lit(self._fit.position).alias("_position")
        number = pl.lit(self._fit.number).alias("_import")
        is_open = pl.lit(value=False).alias("_closed")
        self._append(noun, found.rows.with_columns(position, number, is_open))
        self._append(noun, closing(noun, found.gone).with_columns(position))

    def _append(self, noun: type[Noun], rows: pl.DataFrame) -> None:
        """Stamp versions with who wrote them, and write them in the order of the table."""
        if rows.is_empty():
            return
        table = versions(noun)
        stamped = rows.with_columns(
            pl.col("_import").fill_null(self._fit.number),
            pl.lit(self._fit.number).alias("_recorded"),
            pl.lit(self._fit.source).alias("_source"),
        )
        typed = stamped.select(list(table.columns)).cast(pl.Schema(table.columns))
        self._staging.write(table, typed.sort("_entity"))

    def _kept_true(self, noun: type[Noun], touched: pl.DataFrame) -> pl.DataFrame:
        """Return the versions that keep later imports as they are, whatever comes before them.

        A later import that said of a row what held already wrote no version of it. Now that
        something else holds before it, it needs one.
        """
        whole = [known for known in self._fit.later if known.whole]
        partial = [known for known in self._fit.later if not known.whole]
        covering = next_covering(
            touched,
            covered=self._history.noted(COVERED, noun, partial),
            passed_over=self._history.noted(PASSED_OVER, noun, whole),
            whole=_positions(whole),
        )
        written = self._history.later_versions(noun, self._fit.position)
        needed = covering.join(written, on=["_entity", "_position"], how="anti")
        until = end_of(self._fit.batch.as_of)
        before = self._history.state(noun, until, touched["_entity"])
        return restored(noun, touched, needed, before)

    def _note(self, noun: type[Noun], table: Table, rows: pl.Series) -> None:
        """Note which rows a partial import speaks of, or a complete one does not."""
        noted = (
            rows.unique()
            .sort()
            .to_frame()
            .select(
                pl.lit(self._fit.number).cast(pl.Int64).alias("_recorded"),
                pl.lit(noun.table).alias("table_name"),
                "_entity",
            )
        )
        self._staging.write(table, noted)


def _positions(imports: Sequence[LoggedImport]) -> pl.DataFrame:
    found = [known.position for known in imports]
    return pl.DataFrame({"_position": found}, schema={"_position": pl.Int64})
