"""How names of files, sheets and headers are matched with tables and fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.portfolio.noun import Noun, columns
from assistant.portfolio.registry import BY_TABLE

DESCRIPTOR = "datapackage.json"
COMMENT = "# "
"""A row whose first cell begins so explains the columns and is no data; the key "#12" is one."""


def folded(name: str) -> str:
    """Return a name as fields and tables are written: “Work items” is work_items."""
    return re.sub(r"[\s\-]+", "_", name.strip().lower())


def table_of(name: str) -> type[Noun] | None:
    """Return the noun a file (without its ending) or sheet is named after."""
    return BY_TABLE.get(folded(name))


def fields_of(noun: type[Noun], headers: Sequence[str]) -> Mapping[str, str]:
    """Return field → header, for the headers that name a field; the first of two counts."""
    known = {column.name for column in columns(noun)}
    named = {folded(header): header for header in reversed(headers)}
    return {name: header for name, header in reversed(named.items()) if name in known}


def is_table(noun: type[Noun], headers: Sequence[str]) -> bool:
    """Say whether headers are enough for rows of a noun."""
    fields = fields_of(noun, headers)
    needed = {column.name for column in columns(noun) if column.required}
    return needed - ({"key"} if noun.identity else set()) <= fields.keys()
