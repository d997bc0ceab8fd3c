"""Reads somebody's order from the cells of a file: which column, in which sequence, which items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from assistant.errors import BadInput
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem

Grid = Sequence[Sequence[str]]
"""The rows of one table; the first may be its headers."""

_KEY_HEADERS = frozenset({"key", "item", "issue", "id", "ticket", "story", "feature"})
_RANK_HEADERS = frozenset({"rank", "place", "position", "order", "no", "nr", "#"})
_BULLET = re.compile(r"^\s*(?:[-*•–]\s+|\(?\d{1,5}[.):]\s+)")
_LEXORANK = re.compile(r"^\d\|[0-9a-z]+:[0-9a-z]*$")
_WORD = re.compile(r"[^\s,;|]+")
_NEAR = 3
_LONGEST = 80
"""Characters of a line that are shown of it."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A line that names no item, with the nearest keys there are; `row` is 1-based."""

    name: str
    row: int
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GivenOrder:
    """Somebody's order: the open items it names, each once, and what of it cannot be used."""

    keys: tuple[str, ...]
    unknown: tuple[Unknown, ...] = ()
    repeated: tuple[str, ...] = ()
    not_open: tuple[str, ...] = ()


def read_given_order(grids: Sequence[Grid], seen: Snapshot, ranked: Collection[str]) -> GivenOrder:
    """Return the order that a file's tables hold; `ranked` are the keys of what is ordered.

    The table and the column with the most known items count. Raises BadInput where no line names
    an item that its reader can see.
    """
    items = _Items(seen)
    table = max((_Table(grid, items) for grid in grids if grid), default=None, key=_Table.hits)
    if table is None or not table.hits():
        raise BadInput(
            "No line of it names a work item.",
            remedy="Give one key a line, or a table with a column of keys such as KEY-3.",
        )
    return _sorted_out(table.names(), items, frozenset(ranked))


class _Items:
    """Finds items by what a line says: the key, the title, or a key among other words."""

    def __init__(self, seen: Snapshot) -> None:
        rows = seen.frame(WorkItem).select("key", "name").iter_rows()
        self._keys: dict[str, str] = {}
        titles: Counter[str] = Counter()
        by_title: dict[str, str] = {}
        for key, name in rows:
            self._keys[key.casefold()] = key
            titles[name.casefold()] += 1
            by_title[name.casefold()] = key
        self._titles: Mapping[str, str] = {
            title: key for title, key in by_title.items() if titles[title] == 1
        }

    def find(self, text: str) -> str | None:
        """Return the key of the item a cell names, or None."""
        plain = _BULLET.sub("", text).strip().casefold()
        whole = self._keys.get(plain) or self._titles.get(plain)
        return whole or next(iter(self.all_in(plain)), None)

    def all_in(self, text: str) -> list[str]:
        """Return the keys of all items that stand in a text as words."""
        words = (word.strip(".:()[]\"'").casefold() for word in _WORD.findall(text))
        return [self._keys[word] for word in words if word in self._keys]

    def near(self, text: str) -> tuple[str, ...]:
        """Return the keys most like a text."""
        close = get_close_matches(_BULLET.sub("", text).strip().casefold(), self._keys, n=_NEAR)
        return tuple(self._keys[each] for each in close)


class _Table:
    """One table with the column that names items, and the one that ranks them if there is one."""

    def __init__(self, grid: Grid, items: _Items) -> None:
        self._grid = [list(row) for row in grid]
        self._items = items
        width = max(len(row) for row in self._grid)
        found = [sum(1 for cell in self._cells(n) if items.find(cell)) for n in range(width)]
        headers = [header.strip().casefold() for header in self._grid[0]]
        named = [_is_key_header(header) for header in headers] + [False] * width
        self._column = max(range(width), key=lambda n: (found[n], named[n], -n), default=0)
        self._found = found
        self._rank = next((n for n, each in enumerate(headers) if each in _RANK_HEADERS), None)

    def hits(self) -> int:
        """Return how many cells name an item."""
        return self._found[self._column]

    def names(self) -> list[tuple[int, str]]:
        """Return row number and text of each line, in the order that the table means."""
        if len(self._grid) == 1:
            whole = " ".join(self._grid[0])
            return [(1, key) for key in self._items.all_in(whole)]
        first = 0 if self._items.find(self._cells(self._column)[0]) else 1
        lines = [
            (number, cell)
            for number, cell in enumerate(self._cells(self._column), start=1)
            if number > first and cell.strip()
        ]
        return self._by_rank(lines) if first else lines

    def _by_rank(self, lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """Sort by a column of distinct places, or of Jira's ranks, where the table has one."""
        if self._rank is None or self._rank == self._column:
            return lines
        cells = self._cells(self._rank)
        ranks = {number: cells[number - 1].strip() for number, _ in lines}
        if all(_LEXORANK.match(rank) for rank in ranks.values()):
            return sorted(lines, key=lambda line: ranks[line[0]])
        distinct = len(set(ranks.values())) == len(ranks)
        if distinct and all(rank.isdecimal() for rank in ranks.values()):
            return sorted(lines, key=lambda line: int(ranks[line[0]]))
        return lines

    def _cells(self, column: int) -> list[str]:
        return [row[column] if column < len(row) else "" for row in self._grid]


def _is_key_header(header: str) -> bool:
    return not _KEY_HEADERS.isdisjoint(header.replace("_", " ").split())


def _sorted_out(
    lines: Sequence[tuple[int, str]], items: _Items, ranked: frozenset[str]
) -> GivenOrder:
    kept: dict[str, None] = {}
    repeated: dict[str, None] = {}
    closed: dict[str, None] = {}
    unknown: list[Unknown] = []
    for row, text in lines:
        key = items.find(text)
        if key is None:
            unknown.append(Unknown(text.strip()[:_LONGEST], row, items.near(text[:_LONGEST])))
        elif key not in ranked:
            closed[key] = None
        elif key in kept:
            repeated[key] = None
        else:
            kept[key] = None
    return GivenOrder(tuple(kept), tuple(unknown), tuple(repeated), tuple(closed))
