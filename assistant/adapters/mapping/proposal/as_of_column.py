"""The column that says which day an export speaks of, if it has one."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.adapters.mapping.proposal.date_formats import date_formats, holds_dates
from assistant.adapters.mapping.proposal.evidence import Evidence
from assistant.adapters.mapping.proposal.vocabulary import normal
from assistant.adapters.mapping.source_mapping import AsOfRule

_NAMES = frozenset(
    {"as of", "as of date", "asofdate", "stichtag", "snapshot date", "data date", "date d arrete"}
)


def as_of_rule(columns: Sequence[Evidence]) -> AsOfRule | None:
    """Return the rule for a column that names one day in every row; None where there is none."""
    for column in columns:
        if normal(column.header) in _NAMES and len(column.texts) == 1 and holds_dates(column):
            formats = date_formats(column.file, [column], None)
            if formats.question is None:
                return AsOfRule(header=column.header, dates=formats.patterns[column.header])
    return None
