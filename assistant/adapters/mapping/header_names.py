"""Which of a table's headers a mapping means: one by name, several by pattern or by repetition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase

from assistant.adapters.tabular.nearest import nearest
from assistant.adapters.tabular.raw import RawTable
from assistant.errors import BadMapping

_REPEAT = re.compile(r" \(\d+\)")
_WILD = "*"


def named_headers(
    table: RawTable, wanted: str, *, repeats: bool = False, place: str
) -> tuple[str, ...]:
    """Return the headers that a name or pattern means, in the table's order.

    A loose table may lack it: then there are none. Elsewhere raises BadMapping with the nearest.
    """
    found = matching_headers(table.headers, wanted, repeats=repeats)
    if not found and not table.loose:
        near = nearest(wanted, table.headers)
        hint = f"Did you mean “{near}”?" if near else f"It has: {', '.join(table.headers)}."
        raise BadMapping(f"{place}: {table.file} has no column “{wanted}”.", remedy=hint)
    return found


def matching_headers(headers: Sequence[str], wanted: str, *, repeats: bool) -> tuple[str, ...]:
    """Return the headers that are named so, or fit a pattern with “*”; repeats where asked for."""
    if wanted in headers:
        return tuple(
            header
            for header in headers
            if header == wanted or (repeats and _repeats(header, wanted))
        )
    if _WILD not in wanted:
        return ()
    pattern = wanted.replace("[", "[[]")
    return tuple(header for header in headers if fnmatchcase(header, pattern))


def wild_part(header: str, wanted: str) -> str:
    """Return what “*” stands for in a header; the header itself where there is no “*”."""
    if _WILD not in wanted:
        return header
    start, _, end = wanted.partition(_WILD)
    return header.removeprefix(start).removesuffix(end)


def _repeats(header: str, wanted: str) -> bool:
    return header.startswith(wanted) and bool(_REPEAT.fullmatch(header[len(wanted) :]))
