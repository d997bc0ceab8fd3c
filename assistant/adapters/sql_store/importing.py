"""An import: its rows are written under a number that nobody sees, and appear by one flip."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from assistant.adapters.sql_store.contents import checked_frames, content_of
from assistant.adapters.sql_store.database import Database
from assistant.adapters.sql_store.history import SourceHistory
from assistant.adapters.sql_store.import_log import (
    ImportLog,
    LoggedImport,
    end_of,
    quarantine_frame,
    replaced,
)
from assistant.adapters.sql_store.noun_import import Fit, Frames, NounImport
from assistant.adapters.sql_store.records import add_event
from assistant.adapters.sql_store.session import Session
from assistant.adapters.sql_store.staging import Staging
from assistant.adapters.sql_store.tables import IMPORTS, QUARANTINE, SOURCES
from assistant.portfolio.batch import Batch
from assistant.portfolio.registry import NOUNS
from assistant.ports.progress import Progress
from assistant.ports.store import AFTER_SYNC, ImportReceipt


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import changed, and how many seconds one of its writes held the store at most."""

    receipt: ImportReceipt
    longest_write: float


def import_batch(database: Database, batch: Batch, at: datetime, progress: Progress) -> Imported:
    """Import one reading of a source; see `Store.import_batch`."""
    frames = checked_frames(batch)
    content = content_of(batch, frames)
    with database.importing() as session:
        staging = Staging(database, session, progress, batch.rows)
        log = _swept_log(session, staging)
        before = _before(log, batch)
        if before is not None and (before.content, before.state.as_of) == (content, batch.as_of):
            receipt = _receipt(batch, before.state.number)
        else:
            receipt = _Import(session, staging, batch, log).run(frames, content, at)
        return Imported(receipt, staging.longest)


def _swept_log(session: Session, staging: Staging) -> ImportLog:
    """Return the log, without what earlier imports left that never became visible."""
    log = ImportLog.read(session)
    if not log.hidden:
        return log
    staging.sweep(log.hidden)
    return ImportLog.read(session)


def _before(log: ImportLog, batch: Batch) -> LoggedImport | None:
    """Return the reading of the same source that stands just before this one."""
    until = end_of(batch.as_of)
    earlier = [known for known in log.of_source(batch.source) if known.position < until]
    return earlier[-1] if earlier else None


def _receipt(
    batch: Batch, number: int, *, added: int = 0, changed: int = 0, closed: int = 0
) -> ImportReceipt:
    return ImportReceipt(
        number=number,
        rows=batch.rows,
        added=added,
        changed=changed,
        closed=closed,
        refused=batch.refused_rows,
        unchanged=not (added or changed or closed),
    )


class _Import:
    """One import on its way, by the only importer there is."""

    def __init__(self, session: Session, staging: Staging, batch: Batch, log: ImportLog) -> None:
        self._session = session
        self._staging = staging
        self._batch = batch
        self._log = log
        self._number = log.last + 1

    def run(self, frames: Frames, content: str, at: datetime) -> ImportReceipt:
        source = self._register(content, at)
        receipt = self._stage(frames, content, source)
        quarantine = quarantine_frame(self._number, self._batch.refused)
        self._staging.write(QUARANTINE, quarantine)
        self._flip(receipt, at)
        self._staging.drop_quarantine(sorted(replaced(ImportLog.read(self._session))))
        return receipt

    def _register(self, content: str, at: datetime) -> int:
        """Write the import's record, invisible, and return the number of its source."""
        batch = self._batch
        known = self._session.read(SOURCES)
        numbers = dict(known.select("name", "number").iter_rows())
        source = int(numbers.get(batch.source, known.height + 1))
        with self._staging.transaction():
            if batch.source not in numbers:
                self._session.add(SOURCES, number=source, name=batch.source)
            self._session.add(
                IMPORTS,
                number=self._number,
                source=batch.source,
                location=batch.location,
                as_of=batch.as_of,
                imported_at=at,
                complete=batch.complete,
                rows=batch.rows,
                refused=batch.refused_rows,
                content=content,
                headers=json.dumps(batch.headers, ensure_ascii=False, default=dict),
                visible=False,
                shortfall=batch.shortfall,
            )
        return source

    def _stage(self, frames: Frames, content: str, source: int) -> ImportReceipt:
        """Write the versions that differ; a complete reading that says the same has none."""
        batch = self._batch
        before = _before(self._log, batch)
        everything = batch.complete and not batch.refused_keys
        if everything and before is not None and before.content == content:
            return _receipt(batch, self._number)
        fit = Fit(self._number, source, batch, frames, self._later())
        nouns = NounImport(fit, SourceHistory(self._session, self._log, source), self._staging)
        said = (nouns.store(noun) for noun in NOUNS if noun in frames or batch.complete)
        differences = [found for found in said if found is not None]
        return _receipt(
            batch,
            self._number,
            added=sum(found.added for found in differences),
            changed=sum(found.changed for found in differences),
            closed=sum(found.gone.height for found in differences),
        )

    def _later(self) -> tuple[LoggedImport, ...]:
        until = end_of(self._batch.as_of)
        own = self._log.of_source(self._batch.source)
        return tuple(known for known in own if known.position >= until)

    def _flip(self, receipt: ImportReceipt, at: datetime) -> None:
        """Make everything visible at once, and say so."""
        counted = receipt.model_dump(include={"rows", "added", "changed", "closed", "refused"})
        facts = {
            "import": receipt.number,
            "source": self._batch.source,
            "as_of": self._batch.as_of.isoformat(),
            **counted,
        }
        with self._staging.transaction():
            self._session.run(
                f"UPDATE imports SET visible = TRUE WHERE number = {self._number}"  # noqa: S608 - our own number
            )
            add_event(self._session, AFTER_SYNC, at, facts)
