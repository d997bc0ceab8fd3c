"""Read a file or folder, and put it into the store: all of it, the good rows, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from assistant.errors import NoDay, Refused
from assistant.portfolio.batch import Batch, Note, RefusedRow
from assistant.ports.progress import Progress
from assistant.ports.store import ImportReceipt, WatchedSource
from assistant.usecases.app import App
from assistant.usecases.policy_in_force import keep_policy_in_force
from assistant.values import Value


class BadRows(StrEnum):
    """What to do when some rows cannot be used."""

    NOTHING = "nothing"
    QUARANTINE = "quarantine"


class ImportReport(Value):
    """What came of an import."""

    source: str
    location: str
    as_of: date
    receipt: ImportReceipt
    refused: tuple[RefusedRow, ...]
    notes: tuple[Note, ...]


def read_source(
    app: App, path: Path, *, mapping: Path | None, as_of: date | None, progress: Progress
) -> Batch:
    """Read a file or folder without changing the store.

    The day it speaks of is the given one, else the source's own, else the day it was last changed,
    which the batch then notes. Raises BadSource, BadMapping.
    """
    source = app.sources.open(path, mapping)
    try:
        return source.read(as_of, progress)
    except NoDay:
        day = app.sources.last_changed(path).date()
        note = Note(
            file=str(path),
            text=f"taken as of {day.isoformat()}, when it was last changed; --as-of says otherwise.",
        )
        batch = source.read(day, progress)
        return replace(batch, notes=(*batch.notes, note))


def import_batch(
    app: App, batch: Batch, *, bad_rows: Callable[[Batch], BadRows], progress: Progress
) -> ImportReport:
    """Put what was read into the store, after asking what to do about refused rows.

    Raises Refused, and changes nothing, when the answer is `BadRows.NOTHING`.
    """
    if batch.refused and bad_rows(batch) is BadRows.NOTHING:
        raise Refused(
            f"Nothing was imported: {batch.refused_rows:,} of {batch.rows + batch.refused_rows:,} rows of "
            f"{batch.location} cannot be used.",
            remedy="Mend them, or import the good ones with --partial.",
        )
    keep_policy_in_force(app)
    receipt = app.store.import_batch(batch, app.clock.now(), progress)
    app.log.event(
        "imported",
        source=batch.source,
        rows=receipt.rows,
        refused=receipt.refused,
        number=receipt.number,
    )
    return ImportReport(
        source=batch.source,
        location=batch.location,
        as_of=batch.as_of,
        receipt=receipt,
        refused=batch.refused,
        notes=batch.notes,
    )


def watch(app: App, batch: Batch, path: Path, mapping: Path | None) -> None:
    """Remember where the source is, so that it is read again on demand and on schedule."""
    with app.store.unit_of_work() as work:
        work.watch(
            WatchedSource(
                source=batch.source,
                location=str(path.resolve()),
                mapping=str(mapping.resolve()) if mapping else None,
            )
        )
