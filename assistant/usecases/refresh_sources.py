"""Read the watched sources again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.errors import PmoError
from assistant.portfolio.batch import Batch
from assistant.ports.progress import Progress
from assistant.ports.store import WatchedSource
from assistant.usecases.app import App
from assistant.usecases.import_portfolio import BadRows, ImportReport, import_batch, read_source
from assistant.values import Value


class Refreshed(Value):
    """What came of reading one watched source again: a report, or why it could not be read.

    `unchanged_since` is the earliest day that said the same, where anything of it is known.
    """

    source: str
    location: str
    report: ImportReport | None = None
    trouble: str | None = None
    unchanged_since: date | None = None


def refresh_sources(app: App, progress: Progress) -> tuple[Refreshed, ...]:
    """Read every watched source again; one that fails does not stop the others.

    Rows that cannot be used go to quarantine: nobody is there to ask, and every brief says how
    many are missing.
    """
    return tuple(_refresh(app, watched, progress) for watched in app.store.watched())


def _refresh(app: App, watched: WatchedSource, progress: Progress) -> Refreshed:
    report: ImportReport | None = None
    trouble: str | None = None
    try:
        batch = _reading(app, watched, progress)
        report = import_batch(app, batch, bad_rows=BadRows.QUARANTINE, progress=progress)
    except PmoError as error:
        app.log.event("refresh failed", source=watched.source)
        trouble = str(error)
    return Refreshed(
        source=watched.source,
        location=watched.location,
        report=report,
        trouble=trouble,
        unchanged_since=_unchanged_since(app, watched.source),
    )


def _reading(app: App, watched: WatchedSource, progress: Progress) -> Batch:
    """Read a source; what was not changed after the day it was imported for is still of that day."""
    path = Path(watched.location)
    mapping = Path(watched.mapping) if watched.mapping else None
    batch = read_source(app, path, mapping=mapping, as_of=None, progress=progress)
    if watched.as_of is None or batch.as_of >= watched.as_of:
        return batch
    return read_source(app, path, mapping=mapping, as_of=watched.as_of, progress=progress)


def _unchanged_since(app: App, source: str) -> date | None:
    known = [state for state in app.store.imports() if state.source == source]
    newest = max(known, key=lambda state: (state.as_of, state.number), default=None)
    return newest.unchanged_since if newest else None
