"""A workbook's sheets and their first rows, without reading the rest."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path

from openpyxl import load_workbook

from assistant.errors import BadSource


def sheet_headers(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Return the texts of each sheet's first row, by the sheet's name; raises BadSource."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # drawings and validations are of no interest
            workbook = load_workbook(path, read_only=True, data_only=True)
            headers = {
                sheet.title: next(sheet.iter_rows(max_row=1, values_only=True), ())
                for sheet in workbook.worksheets
            }
            workbook.close()
    except Exception as error:  # openpyxl lets any parser's exception through
        raise BadSource("the workbook cannot be opened.", file=path.name) from error
    return {
        title: tuple(str(cell) for cell in cells if cell is not None)
        for title, cells in headers.items()
    }
