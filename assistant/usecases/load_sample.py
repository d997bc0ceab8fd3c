"""Put the sample portfolio into a store: six Mondays of Larkfield Mutual."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.ports.progress import Progress
from assistant.usecases.app import App
from assistant.usecases.import_portfolio import BadRows, import_batch, read_source


def load_sample(app: App, folders: Sequence[Path], progress: Progress) -> None:
    """Import the sample's folders in order of date, unless the store has them all already."""
    if len(app.store.as_of_dates()) >= len(folders):
        return
    for done, folder in enumerate(folders):
        progress.step("Loading the sample", done, len(folders))
        batch = read_source(app, folder, mapping=None, as_of=None, progress=progress)
        import_batch(app, batch, bad_rows=BadRows.QUARANTINE, progress=progress)
