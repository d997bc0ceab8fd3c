"""The entries of a cell that holds several: a list of words, or JSON objects as a tracker gives."""

from __future__ import annotations

import json
from collections.abc import Iterator

from assistant.adapters.mapping.conditions import part_fits
from assistant.adapters.mapping.source_mapping import Counted
from assistant.adapters.tabular.nested import Nested, TooMuch, flatten
from assistant.adapters.tabular.text_cells import join_list, split_list

Entry = dict[str, str]
"""The parts of an entry by path; a plain word is its only part, named ""."""


def entries(text: str, separator: str) -> Iterator[Entry]:
    """Yield the entries of one cell."""
    values = _json_list(text)
    if values is None:
        yield from ({"": word} for word in split_list(text, separator))
        return
    for value in values:
        try:
            parts = flatten(value)
        except TooMuch:
            continue
        yield parts if isinstance(value, dict) else {"": parts.get("value", "")}


def taken(text: str, part: str, separator: str) -> str | None:
    """Return one part of each entry, as a list cell with “;”; a plain word is that part itself."""
    words = [entry.get(part, entry.get("", "")) for entry in entries(text, separator)]
    return join_list(filter(None, words)) or None


def counted(text: str, rule: Counted, separator: str) -> str:
    """Return how many entries fit, as text."""
    found = list(entries(text, separator))
    if rule.inside is not None:
        found = [
            inner
            for outer in found
            if rule.inside in outer
            for inner in entries(outer[rule.inside], separator)
        ]
    return str(sum(part_fits(entry, rule.where) for entry in found))


def _json_list(text: str) -> list[Nested] | None:
    if not text.lstrip().startswith("["):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, list) else None
