"""Any export into tables of text: what a file is, is told from its content, then from its name."""

from __future__ import annotations

from pathlib import Path

from assistant.adapters.tabular.csv_file import read_csv
from assistant.adapters.tabular.file_content import file_content
from assistant.adapters.tabular.folder import DOCUMENTS, document_records, read_folder
from assistant.adapters.tabular.json_file import read_json, read_json_lines
from assistant.adapters.tabular.nested import records_table
from assistant.adapters.tabular.raw import Reading
from assistant.adapters.tabular.workbook import OLE, read_workbook

_ZIP = b"PK\x03\x04"
_LINES = frozenset({".jsonl", ".ndjson"})


def read_tables(path: Path) -> Reading:
    """Read one file or folder; BadSource where nothing of it can be read."""
    if path.is_dir():
        return read_folder(path, read_file)
    return read_file(file_content(path), path.name)


def read_file(data: bytes, file: str) -> Reading:
    """Read the content of one file, named as it stands within its source."""
    suffix = Path(file).suffix.lower()
    if data.startswith((_ZIP, OLE)):
        return read_workbook(data, file)
    if suffix in _LINES:
        return read_json_lines(data, file)
    if suffix == ".json":
        return read_json(data, file)
    if suffix in DOCUMENTS:
        found = document_records(data, file)
        table = records_table(file, [record for _, record in found], [line for line, _ in found])
        return Reading(tables=(table,))
    return read_csv(data, file)
