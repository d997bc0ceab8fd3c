"""Reads the portfolio of a day: what was in force, of all sources, as one frame per noun."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import polars as pl

from assistant.adapters.sql_store.database import Database
from assistant.adapters.sql_store.history import in_force
from assistant.adapters.sql_store.import_log import ImportLog, end_of
from assistant.adapters.sql_store.records import links
from assistant.adapters.sql_store.session import Session
from assistant.adapters.sql_store.tables import versions
from assistant.portfolio.frames import frame_schema
from assistant.portfolio.noun import Noun
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.several_sources import OnePortfolio, SameAs, Sources, one_portfolio
from assistant.portfolio.snapshot import Snapshot

_WORTH_SPLITTING = 20_000
"""Rows of one import from which on tables are read over two connections, half of them each."""

_HALVES = (" AND v._entity < 0", " AND v._entity >= 0")

_Frames = dict[type[Noun], pl.DataFrame]


class PortfolioReading:
    """Everything visible at one moment; the moment is that of making it."""

    def __init__(self, database: Database, session: Session) -> None:
        self._database = database
        self._session = session
        self._log = ImportLog.read(session)
        self._links = links(session)

    @property
    def latest(self) -> date | None:
        """The last day that a source spoke of; None where nothing has been imported."""
        return max((known.state.as_of for known in self._log.visible), default=None)

    def snapshot(self, as_of: date) -> Snapshot:
        """Return what the sources said on or before a day, confidential rows included."""
        one = self.frames(as_of, NOUNS)
        return Snapshot(
            as_of=as_of,
            frames=one.frames,
            imports=self._log.until(as_of),
            borrowed=one.borrowed,
        )

    def frames(self, as_of: date, nouns: Sequence[type[Noun]]) -> OnePortfolio:
        """Return the frames of some nouns, the rows of all sources brought together."""
        read = self._read(end_of(as_of), nouns)
        closed = pl.col("_closed")
        gone = {
            noun: frame.filter(closed).select("key", "_import") for noun, frame in read.items()
        }
        there = {
            noun: (frame if gone[noun].is_empty() else frame.filter(~closed)).drop("_closed")
            for noun, frame in read.items()
        }
        return one_portfolio(there, gone, self._sources(self._links))

    def _sources(self, same: Iterable[SameAs]) -> Sources:
        imports = (known.state for known in self._log.visible)
        return Sources(
            of_import={state.number: state.source for state in imports},
            registered=self._log.registered,
            links=tuple(same),
        )

    def _read(self, until: int, nouns: Sequence[type[Noun]]) -> _Frames:
        if all(known.state.rows < _WORTH_SPLITTING for known in self._log.visible):
            return self._read_part(self._session, until, nouns, "")
        with ThreadPoolExecutor(len(_HALVES)) as pool:
            halves = pool.map(lambda half: self._read_apart(until, nouns, half), _HALVES)
            low, high = halves
        return {noun: pl.concat([low[noun], high[noun]]) for noun in nouns}

    def _read_apart(self, until: int, nouns: Sequence[type[Noun]], half: str) -> _Frames:
        """Read half of every table; versions never change, so another connection sees the same."""
        with self._database.reading() as session:
            return self._read_part(session, until, nouns, half)

    def _read_part(
        self, session: Session, until: int, nouns: Sequence[type[Noun]], half: str
    ) -> _Frames:
        return {
            noun: session.read(
                versions(noun),
                in_force(noun, self._log, until) + half,
                only=(*frame_schema(noun), "_closed"),
            )
            for noun in nouns
        }
