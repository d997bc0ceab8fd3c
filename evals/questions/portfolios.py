"""The portfolios that questions are asked of, each in a store of its own."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from random import Random

from assistant.bootstrap import build_app
from assistant.portfolio.sample import sample_folders
from assistant.ports.progress import Silent
from assistant.usecases.app import App
from assistant.usecases.import_portfolio import BadRows, import_batch, read_source
from assistant.usecases.load_sample import load_sample
from evals.questions.assistant_asked import AssistantAsked

MAPPINGS = Path(__file__).parents[1] / "mappings"


class Store:
    """A store with a portfolio in it, and who answers questions about it."""

    def __init__(self, path: Path, today: date | None = None) -> None:
        self.path = path
        self.subject = AssistantAsked(self.app, today)

    def app(self, viewer: str | None) -> App:
        """Return the assistant as one person uses it."""
        return build_app(f"sqlite:///{self.path}", viewer)


def sample_store(folder: Path, shuffled: int | None = None) -> Store:
    """Return a store with the sample; with a seed, its rows come in another order."""
    folders: list[Path] = list(sample_folders())
    if shuffled is not None:
        folders = [_shuffled(each, folder / each.name, shuffled) for each in folders]
    store = Store(folder / "pmo.db")
    load_sample(store.app(None), folders, Silent())
    return store


def _shuffled(source: Path, target: Path, seed: int) -> Path:
    target.mkdir(parents=True)
    random = Random(f"{seed} {source.name}")  # noqa: S311 - seeded on purpose, nothing secret
    for file in sorted(source.iterdir()):
        if file.suffix != ".csv":
            (target / file.name).write_bytes(file.read_bytes())
            continue
        with file.open(encoding="utf-8", newline="") as opened:
            header, *rows = csv.reader(opened)
        random.shuffle(rows)
        with (target / file.name).open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows([header, *rows])
    return target


def mapped_store(folder: Path, data: Path, mapping: str, as_of: date | None) -> Store:
    """Return a store with a public data set, read by its mapping; bad rows are set aside."""
    rules = MAPPINGS / f"{mapping}.yaml"
    store = Store(folder / "pmo.db", as_of)
    app = store.app(None)
    batch = read_source(app, data, mapping=rules, as_of=as_of, progress=Silent())
    import_batch(app, batch, bad_rows=BadRows.QUARANTINE, progress=Silent())
    return Store(folder / "pmo.db", batch.as_of)
