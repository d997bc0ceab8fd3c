"""Tells a portfolio folder or workbook from any other export."""

from __future__ import annotations

from pathlib import Path

from assistant.adapters.portfolio_folder.declared import read_declared
from assistant.adapters.portfolio_folder.listing import list_folder
from assistant.adapters.portfolio_folder.naming import is_table, table_of
from assistant.adapters.tabular.csv_file import read_csv
from assistant.adapters.tabular.file_content import check_readable
from assistant.adapters.tabular.workbook_outline import sheet_headers
from assistant.errors import BadSource

_BEGINNING = 1 << 16
"""Bytes of a CSV file that are enough to see its headers."""


def is_portfolio(path: Path) -> bool:
    """Say whether a path is written as a portfolio folder or workbook.

    A folder says so itself in its descriptor, or holds a file that is named after a table and has
    the columns this table needs; a workbook holds such a sheet. What cannot be read is none.
    """
    try:
        return _is_folder(path) if path.is_dir() else _is_workbook(path)
    except (BadSource, OSError):
        return False


def _is_folder(folder: Path) -> bool:
    try:
        if read_declared(folder) is not None:
            return True
    except BadSource:
        return True  # it tries to say so; reading it tells what is wrong
    return any(is_table(noun, _headers(file)) for noun, file in list_folder(folder).tables)


def _headers(file: Path) -> tuple[str, ...]:
    try:
        check_readable(file)
        with file.open("rb") as opened:
            beginning = opened.read(_BEGINNING)
        whole, line_end, _ = beginning.rpartition(b"\n")
        reading = read_csv(whole + line_end or beginning, file.name)
    except BadSource:
        return ()
    return reading.tables[0].headers


def _is_workbook(path: Path) -> bool:
    if path.suffix.lower() not in {".xlsx", ".xlsm"}:
        return False
    check_readable(path)
    return any(
        noun is not None and is_table(noun, headers)
        for sheet, headers in sheet_headers(path).items()
        for noun in [table_of(sheet)]
    )
