"""Which tables and rows of a source one rule is about."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

import polars as pl

from assistant.adapters.mapping.source_mapping import NounRule
from assistant.adapters.tabular.raw import RawTable


def selected(table: RawTable, rule: NounRule) -> pl.Series | None:
    """Say of each row whether a rule's file and sheet patterns mean it; None where none can be."""
    if rule.sheet is not None and not fnmatchcase(table.sheet or "", rule.sheet):
        return None
    rows = in_path(table, *rule.file)
    return rows if rows is not None and (rows.any() or rows.is_empty()) else None


def in_path(table: RawTable, *patterns: str) -> pl.Series | None:
    """Say of each row whether its file's path fits a pattern; None where the table's does not."""
    compiled = re.compile("|".join(map(_path_pattern, patterns)), re.DOTALL)
    if table.files is not None:
        fits = [compiled.fullmatch(path) is not None for path in table.files]
        return pl.Series(fits, dtype=pl.Boolean)
    if not compiled.fullmatch(table.file.removesuffix(f" [{table.sheet}]")):
        return None
    return pl.repeat(True, table.cells.height, dtype=pl.Boolean, eager=True)


def _path_pattern(pattern: str) -> str:
    """Translate “**/x/*.yaml”: “**” crosses folders, “*” and “?” do not."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    known = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(known.get(part) or re.escape(part) for part in parts)
