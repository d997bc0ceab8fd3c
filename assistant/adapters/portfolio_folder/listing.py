"""What lies in a portfolio folder: its tables, and the files that are none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.adapters.portfolio_folder.naming import DESCRIPTOR, table_of
from assistant.errors import BadSource
from assistant.portfolio.noun import Noun
from assistant.portfolio.registry import NOUNS

MAX_BYTES = 1 << 30
"""A table is read into memory at once; a million rows of twenty columns are a quarter of this."""

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
        why = (error.strerror or "it cannot be read").lower()
        remedy = "Check that it is still there, and who may read it."
        raise BadSource(f"{why}.", file=str(folder), remedy=remedy) from error
    named = [(table_of(entry.stem), entry) for entry in entries if entry.name != DESCRIPTOR]
    tables = [(noun, entry) for noun, entry in named if noun is not None]
    return Listing(
        tables=tuple(sorted(tables, key=lambda pair: NOUNS.index(pair[0]))),
        strange=tuple(entry for noun, entry in named if noun is None),
        stamps=tuple(_stamp(entry) for entry in entries),
    )


def check_readable(file: Path) -> None:
    """Refuse what is no file, or one too large to be read; raises BadSource."""
    try:
        is_file, size = file.is_file(), file.stat().st_size
    except OSError as error:
        why = (error.strerror or "it cannot be read").lower()
        remedy = "Check the path and who may read it."
        raise BadSource(f"{why}.", file=str(file), remedy=remedy) from error
    if not is_file:
        remedy = "Put a CSV file or workbook in its place."
        raise BadSource("it is no file that can be read.", file=str(file), remedy=remedy)
    if size > MAX_BYTES:
        remedy = "Split the source, or leave out the columns that nothing uses."
        raise BadSource("the file is larger than 1 GB.", file=str(file), remedy=remedy)


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
