"""Read the watched sources again."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import PmoError
from assistant.ports.progress import Progress
from assistant.ports.store import WatchedSource
from assistant.usecases.app import App
from assistant.usecases.import_portfolio import BadRows, ImportReport, import_batch, read_source
from assistant.values import Value


class Refreshed(Value):
    """What came of reading one watched source again: a report, or why it could not be read."""

    source: str
    location: str
    report: ImportReport | None = None
    trouble: str | None = None


def refresh_sources(app: App, progress: Progress) -> tuple[Refreshed, ...]:
    """Read every watched source again; one that fails does not stop the others.

    Rows that cannot be used go to quarantine: nobody is there to ask, and every brief says how
    many are missing.
    """
    return tuple(_refresh(app, watched, progress) for watched in app.store.watched())


def _refresh(app: App, watched: WatchedSource, progress: Progress) -> Refreshed:
    mapping = Path(watched.mapping) if watched.mapping else None
    try:
        batch = read_source(
            app, Path(watched.location), mapping=mapping, as_of=None, progress=progress
        )
        report = import_batch(app, batch, bad_rows=lambda _: BadRows.QUARANTINE, progress=progress)
    except PmoError as trouble:
        app.log.event("refresh failed", source=watched.source)
        return Refreshed(source=watched.source, location=watched.location, trouble=str(trouble))
    return Refreshed(source=watched.source, location=watched.location, report=report)
