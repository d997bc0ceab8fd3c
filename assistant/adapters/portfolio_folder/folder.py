"""Reads a portfolio folder or workbook into a batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from assistant.adapters.portfolio_folder.contents import Contents, read_folder, read_sheets
from assistant.adapters.portfolio_folder.declared import Declared, read_declared
from assistant.adapters.portfolio_folder.naming import fields_of, folded
from assistant.adapters.tabular.nearest import nearest
from assistant.adapters.tabular.noun_frame import NounFrame, joined, noun_frame
from assistant.adapters.tabular.references import check_references
from assistant.errors import BadSource, NoDay
from assistant.portfolio.batch import Batch, Note
from assistant.portfolio.noun import Noun, columns
from assistant.portfolio.registry import BY_TABLE
from assistant.ports.progress import Progress


class PortfolioFolder:
    """A folder of CSV files named after the tables, or one workbook with such sheets."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, as_of: date | None, progress: Progress) -> Batch:
        """Read every table; raises BadSource where that cannot be done for all of them."""
        is_folder = self._path.is_dir()
        declared = (read_declared(self._path) if is_folder else None) or Declared()
        contents = (read_folder if is_folder else read_sheets)(self._path, progress)
        if not contents.tables and declared.complete:
            raise BadSource(
                "it holds no table of a portfolio.",
                file=str(self._path),
                remedy=f"The tables are: {', '.join(BY_TABLE)}.",
            )
        day = as_of or declared.as_of
        if day is None:
            raise self._no_day(is_folder=is_folder)
        progress.step("Checking", 0, None)
        parts = check_references(_frames(contents, day), complete=declared.complete)
        return self._batch(contents, parts, declared, day)

    def _batch(
        self,
        contents: Contents,
        parts: Mapping[type[Noun], NounFrame],
        declared: Declared,
        day: date,
    ) -> Batch:
        return Batch(
            source=declared.source or self._own_name(),
            location=str(self._path),
            as_of=day,
            complete=declared.complete,
            frames={noun: part.frame for noun, part in parts.items()},
            refused=(*contents.refused, *(row for part in parts.values() for row in part.refused)),
            headers={noun.table: (part.headers,) for noun, part in parts.items()},
            notes=(*contents.notes, *_spare_notes(contents, parts.values())),
            refused_keys={noun: part.refused_keys for noun, part in parts.items()},
        )

    def _own_name(self) -> str:
        place = self._path.resolve()
        return (place.name if place.is_dir() else place.stem) or "portfolio"

    def _no_day(self, *, is_folder: bool) -> NoDay:
        where = ', or add "as_of" under "pmo" in datapackage.json' if is_folder else ""
        return NoDay(
            "it does not say which day it speaks of.",
            file=str(self._path),
            remedy=f"Give --as-of DATE{where}.",
        )


def _frames(contents: Contents, day: date) -> dict[type[Noun], NounFrame]:
    """Return one frame a noun; several files of one noun share their keys."""
    parts: dict[type[Noun], list[NounFrame]] = {}
    for noun, table in contents.tables:
        fields = fields_of(noun, table.headers)
        part = noun_frame(noun, table, fields=fields, formats={}, as_of=day)
        parts.setdefault(noun, []).append(part)
    return {noun: joined(several) for noun, several in parts.items()}


def _spare_notes(contents: Contents, parts: Iterable[NounFrame]) -> list[Note]:
    """Name the columns that no field takes, with the field a mistyped one may mean."""
    files = {noun: table.file for noun, table in reversed(contents.tables)}
    return [
        Note(
            file=files[part.noun],
            text=f"kept beside the rows, but not used: {', '.join(_guessed(part))}",
        )
        for part in parts
        if part.spare
    ]


def _guessed(part: NounFrame) -> list[str]:
    free = [column.name for column in columns(part.noun) if column.name not in part.headers]
    near = {header: nearest(folded(header), free) for header in part.spare}
    return [
        f"“{header}” (did you mean {guess}?)" if guess else f"“{header}”"
        for header, guess in near.items()
    ]
