"""The day a source speaks of, as its mapping says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assistant.adapters.mapping.source_mapping import AsOfRule
from assistant.adapters.tabular.cells import read_cells
from assistant.adapters.tabular.raw import CellFormat, RawTable
from assistant.errors import NoDay
from assistant.portfolio.noun import Column, Kind

_REMEDY = "Give the day with --as-of, or as “as_of” in the mapping."
_COLUMN = Column(name="as_of", kind=Kind.DATE, required=True, description="")


def stated_day(rule: AsOfRule | None, path: Path, tables: Sequence[RawTable]) -> date:
    """Return the day; NoDay where the source does not tell."""
    if rule is None:
        message = "it does not say which day it speaks of."
        raise NoDay(message, file=path.name, remedy=_REMEDY)
    if rule.day is not None:
        return rule.day
    if rule.header is not None:
        return _day_in_column(rule, rule.header, path, tables)
    return _day_in_path(rule, rule.path or "", path)


def _day_in_column(rule: AsOfRule, header: str, path: Path, tables: Sequence[RawTable]) -> date:
    """Return the latest day that a column names."""
    written = CellFormat(dates=rule.dates)
    columns = [table.cells[header] for table in tables if header in table.headers]
    days: list[date] = [
        day
        for texts in columns
        for day in read_cells(texts, _COLUMN, written).values["as_of"].drop_nulls()
    ]
    if not days:
        message = f"no cell of “{header}” names the day it speaks of."
        raise NoDay(message, file=path.name, column=header, remedy=_REMEDY)
    return max(days)


def _day_in_path(rule: AsOfRule, pattern: str, path: Path) -> date:
    found = re.search(pattern, path.resolve().as_posix())
    if found is not None:
        try:
            return date.fromisoformat(found.expand(rule.text))
        except (ValueError, re.error):
            pass
    message = f"the day it speaks of is not in its name, where “{pattern}” looks for it."
    raise NoDay(message, file=path.name, remedy=_REMEDY)
