"""Whether a mapping that was made for one export fits another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.adapters.mapping.header_names import matching_headers
from assistant.adapters.mapping.selection import selected
from assistant.adapters.mapping.source_mapping import NounRule, SourceMapping
from assistant.adapters.mapping.templates import slots
from assistant.adapters.tabular.raw import RawTable

_OURS = "$"


def fits(mapping: SourceMapping, tables: Sequence[RawTable]) -> bool:
    """Say whether every rule finds a table, and every table it finds has the rule's columns."""
    return all(_finds_all(rule, tables) for rule in mapping.nouns)


def _finds_all(rule: NounRule, tables: Sequence[RawTable]) -> bool:
    found = [table for table in tables if selected(table, rule) is not None]
    return bool(found) and all(
        table.loose or matching_headers(table.headers, name, repeats=True)
        for table in found
        for name in _wanted(rule)
    )


def _wanted(rule: NounRule) -> Iterator[str]:
    """Yield the headers a rule reads, without the names that are the mapping's own."""
    names = [*rule.where, *([rule.each] if rule.each is not None else [])]
    for field in rule.fields.values():
        names += field.headers or slots(field.text or "")
    yield from (name for name in names if not name.startswith(_OURS))
