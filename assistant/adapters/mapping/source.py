"""Any export as a source of the portfolio, read by its mapping."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.adapters.mapping.application import apply_rules
from assistant.adapters.mapping.as_of import stated_day
from assistant.adapters.mapping.assembly import assembled
from assistant.adapters.mapping.rule_frame import RuleFrame
from assistant.adapters.mapping.source_mapping import SourceMapping
from assistant.adapters.tabular.raw import Reading
from assistant.adapters.tabular.reading import read_tables
from assistant.adapters.tabular.references import check_references
from assistant.errors import BadSource
from assistant.portfolio.batch import Batch, Note
from assistant.ports.progress import Progress


class MappedSource:
    """A file or folder, and the mapping that says what it means."""

    def __init__(self, path: Path, mapping: SourceMapping) -> None:
        self._path = path
        self._mapping = mapping

    def read(self, as_of: date | None, progress: Progress) -> Batch:
        """Read everything; raises BadSource, BadMapping."""
        progress.step("Reading", 0, None)
        reading = read_tables(self._path)
        day = as_of or stated_day(self._mapping.as_of, self._path, reading.tables)
        return mapped_batch(self._mapping, reading, day, str(self._path), progress)


def mapped_batch(
    mapping: SourceMapping, reading: Reading, as_of: date, location: str, progress: Progress
) -> Batch:
    """Return what a reading means by a mapping; raises BadSource, BadMapping."""
    results: list[RuleFrame | Note] = []
    for result in apply_rules(mapping, reading.tables, as_of):
        results.append(result)
        progress.step("Mapping", len(results), None)
    made = [result for result in results if isinstance(result, RuleFrame)]
    if not made:
        remedy = "Check the file and sheet patterns of the mapping."
        raise BadSource("no rule of the mapping finds a table.", file=location, remedy=remedy)
    whole = assembled(made)
    parts = check_references(whole.parts, complete=mapping.complete)
    return Batch(
        source=mapping.source,
        location=location,
        as_of=as_of,
        complete=mapping.complete,
        frames={noun: part.frame for noun, part in parts.items()},
        refused=(*reading.refused, *(row for part in parts.values() for row in part.refused)),
        headers=whole.headers,
        notes=(
            *reading.notes,
            *whole.notes,
            *(result for result in results if isinstance(result, Note)),
        ),
        refused_keys={noun: part.refused_keys for noun, part in parts.items()},
    )
