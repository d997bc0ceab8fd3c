"""Makes portfolio folders for tests."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from assistant.adapters.portfolio_folder import PortfolioFolder
from assistant.adapters.tabular.converter import BLANKS
from assistant.portfolio.batch import Batch
from assistant.portfolio.frames import to_object
from assistant.portfolio.noun import Noun, SkillEffort
from assistant.ports.progress import Silent
from tests.portfolio.things import things

AS_OF = date(2026, 11, 16)
PMO = {"source": "larkfield", "as_of": "2026-11-16", "complete": True}


def write(folder: Path, pmo: dict[str, Any] | None = None, **tables: str) -> Path:
    """Write CSV texts by table name, and a descriptor."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, text in tables.items():
        (folder / f"{table}.csv").write_text(text, encoding="utf-8", newline="")
    package = {"name": "test", "resources": [], "pmo": PMO if pmo is None else pmo}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


def add_row(file: Path, **cells: str) -> None:
    """Add a row to a CSV file, as a person would below what is there."""
    with file.open(newline="", encoding="utf-8") as opened:
        headers = next(csv.reader(opened))
    with file.open("a", newline="", encoding="utf-8") as opened:
        csv.writer(opened).writerow([cells.get(name, "") for name in headers])


def read(path: Path, as_of: date | None = None) -> Batch:
    return PortfolioFolder(path).read(as_of, Silent())


def nouns_of(batch: Batch) -> dict[str, Noun]:
    """Everything a batch holds, by table and key."""
    return {
        f"{noun.table}/{row['key']}": to_object(noun, row)
        for noun, frame in batch.frames.items()
        for row in frame.iter_rows(named=True)
    }


def writable(noun: type[Noun]) -> st.SearchStrategy[Noun]:
    """Any thing as a file can hold it: no blank ends, and codes where codes are meant."""
    return things(noun).map(_plain)


def _plain(thing: Noun) -> Noun:
    values = {name: _clean(value) for name, value in thing if value is not None}
    fixed = {"currency": "EUR", "time_zone": "Europe/Dublin"}
    return type(thing)(**values | {name: fixed[name] for name in fixed.keys() & values.keys()})


def _clean(value: Any) -> Any:
    if type(value) is str:
        return value.strip(BLANKS) or "x"
    if isinstance(value, tuple):
        return tuple(_clean(entry) for entry in value)
    if isinstance(value, SkillEffort):
        letters = "".join(char for char in value.skill if not char.isdigit() and char != ":")
        return SkillEffort(skill=letters.strip(BLANKS) or "x", effort=value.effort)
    return value
