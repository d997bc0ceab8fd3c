"""Any export into tables of text: what a file is, is told from its content, then from its name."""

from __future__ import annotations

from pathlib import Path

from assistant.adapters.tabular.csv_file import read_csv
from assistant.adapters.tabular.raw import Reading
from assistant.adapters.tabular.workbook import OLE, read_workbook
from assistant.errors import BadSource

_ZIP = b"PK\x03\x04"


def read_tables(path: Path) -> Reading:
    """Read one file; BadSource where nothing of it can be read."""
    return _read_file(_content(path), path.name)


def _read_file(data: bytes, file: str) -> Reading:
    if data.startswith((_ZIP, OLE)):
        return read_workbook(data, file)
    return read_csv(data, file)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = (error.strerror or "it cannot be read").lower()
        remedy = "Check the path and who may read it."
        raise BadSource(f"{why}.", file=str(path), remedy=remedy) from error
