"""Read a file or folder, and put it into the store: all of it, the good rows, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from assistant.briefing.wording import day_words
from assistant.errors import NoDay, Refused
from assistant.portfolio.batch import Batch, Note, RefusedRow, Shortfall
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
    """What came of an import; `things` counts what was read by table, such as work_items.

    With a `shortfall` that is not all there is.
    """

    source: str
    location: str
    as_of: date
    things: Mapping[str, int]
    receipt: ImportReceipt
    refused: tuple[RefusedRow, ...]
    notes: tuple[Note, ...]
    shortfall: Shortfall | None = None


def read_source(
    app: App, path: Path, *, mapping: Path | None, as_of: date | None, progress: Progress
) -> Batch:
    """Read a file, folder or service without changing the store.

    The day it speaks of is the given one, else the source's own, else the day it was last changed,
    which the batch then notes. Raises BadSource, BadMapping.
    """
    source = app.sources.open(path, mapping)
    today = app.clock.now().date()
    try:
        batch = source.read(as_of, progress)
    except NoDay:
        day = min(app.sources.last_changed(path).date(), today)
        text = f"taken as of {_words(day)}, the day it was last changed; --as-of says otherwise."
        return _noted(source.read(day, progress), path, text)
    if batch.as_of > today:
        text = f"{_words(batch.as_of)} is still to come; everything is seen from that day now."
        return _noted(batch, path, text)
    return batch


def _noted(batch: Batch, path: Path, text: str) -> Batch:
    return replace(batch, notes=(*batch.notes, Note(file=str(path), text=text)))


def _words(day: date) -> str:
    return day_words(day, today=None)


def import_batch(app: App, batch: Batch, *, bad_rows: BadRows, progress: Progress) -> ImportReport:
    """Put what was read into the store.

    Raises Refused, and changes nothing, where rows are refused and that means `BadRows.NOTHING`.
    """
    if batch.refused and bad_rows is BadRows.NOTHING:
        raise Refused(
            f"Nothing was imported: {batch.refused_rows:,} of {batch.read_rows:,} rows of "
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
        things={noun.table: frame.height for noun, frame in batch.frames.items() if frame.height},
        receipt=receipt,
        refused=batch.refused,
        notes=batch.notes,
        shortfall=batch.shortfall,
    )


def watch(app: App, batch: Batch, path: Path, *, mapping: Path | None, as_of: date | None) -> None:
    """Remember where the source is, so that it is read again on demand and on schedule.

    `as_of` is the day that was given for this reading: a file not changed since is still of it.
    """
    with app.store.unit_of_work() as work:
        work.watch(
            WatchedSource(
                source=batch.source,
                location=app.sources.place(path),
                mapping=str(mapping.resolve()) if mapping else None,
                as_of=as_of,
            )
        )
