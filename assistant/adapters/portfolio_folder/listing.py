"""What lies in a portfolio folder: its tables, and the files that are none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.adapters.portfolio_folder.naming import DESCRIPTOR, table_of
from assistant.adapters.tabular.file_content import check_name, unreadable
from assistant.portfolio.noun import Noun
from assistant.portfolio.registry import NOUNS

Stamp = tuple[str, int, int]
"""A file's name, size and time of change: the same before and after, or it was changed."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a folder: those of a table, in the registry's order, and strange CSV files."""

    tables: tuple[tuple[type[Noun], Path], ...]
    strange: tuple[Path, ...]
    stamps: tuple[Stamp, ...]


def list_folder(folder: Path) -> Listing:
    """List a folder; raises BadSource where that cannot be done."""
    try:
        entries = sorted(entry for entry in folder.iterdir() if _counts(entry))
    except OSError as error:
        raise unreadable(folder, error) from error
    for entry in entries:
        check_name(entry)
    named = [(table_of(entry.stem), entry) for entry in entries if entry.name != DESCRIPTOR]
    tables = [(noun, entry) for noun, entry in named if noun is not None]
    return Listing(
        tables=tuple(sorted(tables, key=lambda pair: NOUNS.index(pair[0]))),
        strange=tuple(entry for noun, entry in named if noun is None),
        stamps=tuple(_stamp(entry) for entry in entries),
    )


def _counts(entry: Path) -> bool:
    """Say whether an entry may hold a table: what programs hide or lock beside it does not."""
    is_hidden = entry.name.startswith((".", "~"))
    return not is_hidden and (entry.suffix.lower() == ".csv" or entry.name == DESCRIPTOR)


def _stamp(entry: Path) -> Stamp:
    try:
        state = entry.stat()
    except OSError:
        return entry.name, -1, -1
    return entry.name, state.st_size, state.st_mtime_ns
