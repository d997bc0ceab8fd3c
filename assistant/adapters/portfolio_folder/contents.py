"""The tables of a portfolio folder or workbook as text, each with the noun it is named after."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.adapters.portfolio_folder.listing import list_folder
from assistant.adapters.portfolio_folder.naming import COMMENT, folded, table_of
from assistant.adapters.tabular.file_content import check_readable
from assistant.adapters.tabular.nearest import nearest
from assistant.adapters.tabular.raw import RawTable
from assistant.adapters.tabular.reading import read_tables
from assistant.errors import BadSource
from assistant.portfolio.batch import Note, RefusedRow
from assistant.portfolio.noun import Noun
from assistant.portfolio.registry import BY_TABLE
from assistant.ports.progress import Progress


@dataclass(frozen=True, slots=True)
class Contents:
    """Tables by noun in the order they are read, what to know of the rest, and what is refused."""

    tables: tuple[tuple[type[Noun], RawTable], ...] = ()
    notes: tuple[Note, ...] = ()
    refused: tuple[RefusedRow, ...] = ()

    def __add__(self, other: Contents) -> Contents:
        """Return both, this one first."""
        return Contents(
            tables=self.tables + other.tables,
            notes=self.notes + other.notes,
            refused=self.refused + other.refused,
        )


def read_folder(folder: Path, progress: Progress) -> Contents:
    """Read the CSV files of a folder; raises BadSource where one named after a table cannot be.

    A complete source says by an absent row that it is gone, so half a folder is none.
    """
    listing = list_folder(folder)
    contents = Contents()
    for done, (noun, file) in enumerate(listing.tables):
        progress.step("Reading", done, len(listing.tables))
        check_readable(file)
        reading = read_tables(file)
        tables = tuple((noun, _without_comments(table)) for table in reading.tables)
        contents += Contents(tables=tables, notes=reading.notes, refused=reading.refused)
    if list_folder(folder).stamps != listing.stamps:
        raise BadSource(
            "its files changed while they were read.",
            file=str(folder),
            remedy="Wait until they are all written, and import again.",
        )
    return contents + _strange({file.name: file.stem for file in listing.strange}, ".csv")


def read_sheets(workbook: Path, progress: Progress) -> Contents:
    """Read the sheets of a workbook; raises BadSource where it cannot be read."""
    progress.step("Reading", 0, None)
    check_readable(workbook)
    reading = read_tables(workbook)
    named = [(table_of(table.sheet or ""), table) for table in reading.tables]
    strange = {table.file: table.sheet or table.file for noun, table in named if noun is None}
    tables = tuple((noun, _without_comments(table)) for noun, table in named if noun is not None)
    files = {table.file for _, table in tables}
    return Contents(
        tables=tables,
        notes=tuple(note for note in reading.notes if note.file in files),
        refused=tuple(row for row in reading.refused if row.file in files),
    ) + _strange(strange, "")


def _without_comments(table: RawTable) -> RawTable:
    first = table.cells[table.headers[0]]
    return table.filter(~first.str.starts_with(COMMENT).fill_null(False))


def _strange(names: dict[str, str], ending: str) -> Contents:
    """Return a refusal for what is likely a mistyped table, and a note for what is none."""
    notes, refused = [], []
    for file, name in sorted(names.items()):
        near = nearest(folded(name), BY_TABLE)
        if near is None:
            notes.append(Note(file=file, text="left out: no table has this name"))
        else:
            why = "No table has this name, so nothing of it was read."
            remedy = f"Rename it to {near}{ending}, or remove it."
            refused.append(RefusedRow(file=file, why=why, remedy=remedy))
    return Contents(notes=tuple(notes), refused=tuple(refused))
