"""Ten rows of an export as they would come in: a table for each kind of thing, to be looked over.

The cells that could be misread stand first: what was asked about, then dates, words for a status,
amounts and efforts. Columns that do not fit the terminal are named below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.portfolio.noun import Kind, columns
from assistant.portfolio.registry import BY_TABLE
from assistant.ports.mapping import ExampleRow, MappingProposal
from assistant.surfaces.cli.terminal_text import one_line

_ROWS = 10
_FEWEST = 3
_LOOKED_THROUGH = 200
_WIDEST = 30
_GAP = 2
_LEADING = ("key", "name")
_EASILY_MISREAD = frozenset(
    {Kind.DATE, Kind.CHOICE, Kind.MONEY, Kind.EFFORT, Kind.SKILL_EFFORTS, Kind.DECIMAL}
)


class ExampleTables:
    """The example rows of a proposal."""

    def __init__(self, proposal: MappingProposal, day: date) -> None:
        self._console = Console(highlight=False)
        self._headers = proposal.columns
        self._rows: dict[str, list[ExampleRow]] = {}
        for row in proposal.examples(day, _LOOKED_THROUGH):
            self._rows.setdefault(row.noun, []).append(row)

    def show(self) -> None:
        """Write a table for each noun; several share the ten rows."""
        each = max(_FEWEST, _ROWS // max(1, len(self._rows)))
        for noun, rows in self._rows.items():
            title = BY_TABLE[noun].title.lower()
            self.say(f"\nEach row is a {title}. The first would come in like this:")
            self._table(noun, rows[:each])

    def say(self, text: str) -> None:
        """Write a line or paragraph, broken between words."""
        self._console.print(Text(text))

    def _table(self, noun: str, rows: Sequence[ExampleRow]) -> None:
        headers = self._headers.get(noun, {})
        fields = _in_order(noun, headers, rows)
        texts = {field: [_text(row, field, headers[field]) for row in rows] for field in fields}
        fitting = self._fitting(headers, texts)
        table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="")
        for field in fitting:
            title = Text.assemble(_words(field), "\n", (one_line(headers[field], _WIDEST), "dim"))
            table.add_column(title, no_wrap=True, overflow="ellipsis", max_width=_WIDEST)
        for number in range(len(rows)):
            table.add_row(*(Text(texts[field][number]) for field in fitting))
        self._console.print(table)
        rest = [f"{_words(field)} ({one_line(headers[field], _WIDEST)})" for field in fields]
        left = [told for field, told in zip(fields, rest, strict=True) if field not in fitting]
        if left:
            self.say(f"Also read: {', '.join(left)}.")

    def _fitting(
        self, headers: Mapping[str, str], texts: Mapping[str, Sequence[str]]
    ) -> list[str]:
        """Return the fields that stand side by side on this terminal."""
        room = self._console.width
        fitting: list[str] = []
        for field, cells in texts.items():
            longest = max(map(len, [*cells, _words(field), headers[field]]))
            room -= min(longest, _WIDEST) + _GAP
            if room < 0 and fitting:
                break
            fitting.append(field)
        return fitting


def _in_order(noun: str, headers: Mapping[str, str], rows: Sequence[ExampleRow]) -> list[str]:
    """Return the fields that some row fills: its key and name, then what is easily misread."""
    kinds = {column.name: column.kind for column in columns(BY_TABLE[noun])}
    doubtful = {header for row in rows for header in row.unclear}
    filled = {field for row in rows for field in row.cells}

    misread = {field for field in filled if kinds.get(field) in _EASILY_MISREAD}
    shown = {headers.get(field) for field in misread}

    def place(field: str) -> tuple[bool, bool, bool, bool]:
        said = field not in misread and headers[field] in shown
        asked = headers[field] in doubtful
        return field not in _LEADING, said, not asked, field not in misread

    return sorted((field for field in headers if field in filled), key=place)


def _text(row: ExampleRow, field: str, header: str) -> str:
    """Return a cell; one that was asked about with what it was read from."""
    value = one_line(row.cells.get(field, ""), _WIDEST)
    written = one_line(row.unclear.get(header, ""), _WIDEST)
    return f"{value} ← {written}" if written and written != value else value


def _words(field: str) -> str:
    return field.replace("_", " ")
