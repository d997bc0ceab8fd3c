"""A folder of exports: each table file as it stands, and YAML, JSON and Markdown documents together.

Documents become one table for each file name that stands alone in several directories (`kep.yaml`),
and one for each kind of the others: one record a document, with the path it stands in. Tables inside
Markdown come as tables too, those with the same headers together. What is neither is counted in a note.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.adapters.tabular.encodings import to_utf8
from assistant.adapters.tabular.file_content import file_content, unreadable
from assistant.adapters.tabular.json_file import is_record, parse_record
from assistant.adapters.tabular.markdown_file import markdown_record
from assistant.adapters.tabular.markdown_tables import markdown_tables
from assistant.adapters.tabular.nested import TooMuch, flatten, records_table
from assistant.adapters.tabular.raw import RawTable, Reading
from assistant.adapters.tabular.yaml_file import NotYaml, yaml_records
from assistant.errors import BadSource
from assistant.portfolio.batch import Note, RefusedRow
from assistant.ports.mapping import SAVED_SUFFIX

YAML = frozenset({".yaml", ".yml"})
MARKDOWN = frozenset({".md", ".markdown"})
DOCUMENTS = YAML | MARKDOWN
TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".jsonl", ".ndjson", ".json"})

_Flat = tuple[int, Mapping[str, str]]


@dataclass(slots=True)
class _Gathered:
    """The documents' records by family, and the rows of their tables by headers."""

    records: dict[str, list[tuple[str, _Flat]]] = field(default_factory=dict)
    rows: dict[tuple[str, ...], list[tuple[str, _Flat]]] = field(default_factory=dict)
    refused: list[RefusedRow] = field(default_factory=list)


def read_folder(folder: Path, read_file: Callable[[bytes, str], Reading]) -> Reading:
    """Read what a folder holds; BadSource where that is nothing, or a file of it cannot be opened.

    A complete source says by an absent row that it is gone, so half a folder is none.
    """
    paths = sorted(_files(folder))
    repeated = _repeated_names(paths)
    gathered, reading, skipped = _Gathered(), Reading(), 0
    for path in paths:
        suffix = Path(path).suffix.lower()
        if suffix not in DOCUMENTS | TABLES:
            skipped += 1
            continue
        family = Path(path).name if Path(path).name in repeated else f"*{suffix}"
        data = file_content(folder / path)
        try:
            reading += _read_one(data, path, f"**/{family}", gathered, read_file)
        except BadSource as error:
            gathered.refused.append(_refusal(path, error.message, error.remedy))
    tables = [_family_table(name, gathered.records[name]) for name in gathered.records]
    tables += [_inner_table(headers, gathered.rows[headers]) for headers in gathered.rows]
    reading += Reading(tables=tuple(tables), refused=tuple(gathered.refused))
    if not reading.tables:
        remedy = "Name a folder with CSV, XLSX, JSON, YAML or Markdown files in it."
        raise BadSource("nothing in this folder can be read.", file=str(folder), remedy=remedy)
    return reading + Reading(notes=_skipped(folder, skipped))


def document_records(data: bytes, path: str) -> list[_Flat]:
    """Return the flat records of a YAML or Markdown document, with the lines they begin on.

    Raises BadSource.
    """
    raw, _ = to_utf8(data, path)
    try:
        if Path(path).suffix.lower() in MARKDOWN:
            return [(1, markdown_record(raw.decode()))]
        return [(line, flatten(record)) for line, record in yaml_records(raw.decode())]
    except NotYaml as error:
        remedy = "Mend the file, or take it out of the folder."
        raise BadSource(f"this is not valid YAML ({error}).", file=path, remedy=remedy) from error
    except TooMuch as error:
        remedy = "Write out what its aliases stand for."
        raise BadSource("it unfolds to too much.", file=path, remedy=remedy) from error


def _files(folder: Path) -> Iterator[str]:
    def stop(error: OSError) -> None:
        raise unreadable(folder, error) from error

    for directory, below, files in os.walk(folder, onerror=stop):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in files:
            if not name.startswith((".", "~$")) and not name.endswith(SAVED_SUFFIX):
                yield (Path(directory) / name).relative_to(folder).as_posix()


def _repeated_names(paths: Sequence[str]) -> frozenset[str]:
    """Return the names of documents that are the only one of their kind in several directories."""
    kinds = Counter((Path(path).parent, Path(path).suffix) for path in paths)
    alone = Counter(
        Path(path).name for path in paths if kinds[Path(path).parent, Path(path).suffix] == 1
    )
    return frozenset(name for name, count in alone.items() if count > 1)


def _read_one(
    data: bytes,
    path: str,
    family: str,
    gathered: _Gathered,
    read_file: Callable[[bytes, str], Reading],
) -> Reading:
    suffix = Path(path).suffix.lower()
    if suffix in DOCUMENTS:
        found = document_records(data, path)
        if suffix in MARKDOWN:
            _gather_tables(data, path, gathered)
    elif suffix == ".json" and (record := _json_record(data, path)) is not None:
        found = [(1, record)]
    else:
        return read_file(data, path)
    gathered.records.setdefault(family, []).extend((path, record) for record in found)
    return Reading()


def _gather_tables(data: bytes, path: str, gathered: _Gathered) -> None:
    text, _ = to_utf8(data, path)
    for table in markdown_tables(text.decode()):
        rows = gathered.rows.setdefault(table.headers, [])
        rows.extend((path, row) for row in table.rows)


def _json_record(data: bytes, path: str) -> Mapping[str, str] | None:
    try:
        value = parse_record(data, path)
        return flatten(value) if is_record(value) else None
    except (ValueError, RecursionError, TooMuch):
        return None


def _family_table(family: str, records: list[tuple[str, _Flat]]) -> RawTable:
    return records_table(
        family,
        [record for _, (_, record) in records],
        [line for _, (line, _) in records],
        [path for path, _ in records],
    )


def _inner_table(headers: Sequence[str], rows: list[tuple[str, _Flat]]) -> RawTable:
    """Return the tables with the same headers inside documents as one, named by those headers."""
    name = " | ".join(headers)
    return replace(_family_table(f"**/*.md [{name}]", rows), sheet=name)


def _refusal(path: str, why: str, remedy: str | None) -> RefusedRow:
    why = why.removeprefix(f"{path}: ")
    return RefusedRow(file=path, why=why, remedy=remedy or "Mend the file and import it again.")


def _skipped(folder: Path, count: int) -> tuple[Note, ...]:
    if not count:
        return ()
    many = "one file was" if count == 1 else f"{count} files were"
    return (Note(file=folder.name, text=f"{many} skipped, being no table, YAML or Markdown"),)
