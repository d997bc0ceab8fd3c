"""Writes portfolio folders: never over a file that is already there."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from assistant.adapters.portfolio_folder.cell_texts import row_texts
from assistant.adapters.portfolio_folder.descriptor import data_package
from assistant.adapters.portfolio_folder.naming import DESCRIPTOR
from assistant.errors import BadInput
from assistant.portfolio.noun import Noun, columns
from assistant.portfolio.registry import NOUNS


def write_folder(
    things: Iterable[Noun], directory: Path, *, source: str, as_of: date, complete: bool = True
) -> None:
    """Write nouns as a portfolio folder, one file for each kind there is.

    Raises BadInput where it cannot be written, or a file of that name is there already.
    """
    by_noun: dict[type[Noun], list[Noun]] = {}
    for thing in things:
        by_noun.setdefault(type(thing), []).append(thing)
    nouns = [noun for noun in NOUNS if noun in by_noun]
    package = data_package(nouns, source=source, as_of=as_of, complete=complete)
    tables = {
        f"{noun.table}.csv": csv_text([header(noun), *map(row_texts, by_noun[noun])])
        for noun in nouns
    }
    write_files(directory, {**tables, DESCRIPTOR: json_text(package)})


def header(noun: type[Noun]) -> list[str]:
    """Return the header row of a noun's table."""
    return [column.name for column in columns(noun)]


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as comma-separated text."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def json_text(value: object) -> str:
    """Return a JSON document that people can read."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write_files(directory: Path, texts: Mapping[str, str]) -> None:
    """Write files into a directory, which is made where needed; raises BadInput."""
    taken = [name for name in texts if (directory / name).exists()]
    if taken:
        raise BadInput(
            f"{directory} already holds {taken[0]}, so nothing was written.",
            remedy="Name an empty or new folder.",
        )
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (directory / name).write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        why = (error.strerror or "it cannot be written").lower()
        raise BadInput(f"{directory} cannot be written: {why}.") from error
