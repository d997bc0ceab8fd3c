"""Documents and statements on a terminal: headings, points, tables, colours beside words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.briefing.brief import Brief, Sentence
from assistant.briefing.wording import day_words, sentence, words
from assistant.portfolio.people import Person
from assistant.portfolio.project import Rag
from assistant.portfolio.snapshot import Snapshot
from assistant.surfaces.cli.terminal_text import harmless_lines, one_line
from assistant.values import Fact, Statement

RAG_STYLES = {Rag.RED: "bold red", Rag.AMBER: "bold yellow", Rag.GREEN: "green", Rag.GREY: "dim"}
_WORD_STYLES = {rag.value: style for rag, style in RAG_STYLES.items()}
WIDEST = 100


class Paper:
    """Writes on one console, as seen from one day."""

    def __init__(self, console: Console, today: date) -> None:
        self._console = console
        self._today = today
        self._width = min(console.width, WIDEST)

    def document(self, brief: Brief) -> None:
        """Write a whole document."""
        self.title(brief.title.text)
        self.aside(brief.dateline.text)
        if brief.lead:
            self._write(Padding(_joined(brief.lead), (1, 0, 0, 0)))
        for section in brief.sections:
            self.heading(section.heading)
            for point in section.points:
                self._point(_joined(point.sentences))
        for table in brief.tables:
            self.heading(table.heading)
            rows = ([_coloured(cell) for cell in row] for row in table.rows)
            self.table([header.text for header in table.headers], rows)
        if brief.closing:
            self._write("")
            self._write(Text(_joined(brief.closing).plain, style="dim"))

    def title(self, text: str) -> None:
        """Write the title of what follows."""
        self._write(Text(one_line(text), style="bold"))

    def opening(self, text: str, seen: Snapshot) -> None:
        """Write the title of what follows, and as of which day and as seen by whom it is."""
        asker = seen.get(Person, seen.scope.viewer)
        day = day_words(self._today, today=None)
        self.title(text)
        self.aside(f"As of {day}, as {asker.name if asker else 'anyone'} may see it.")

    def heading(self, text: str) -> None:
        """Write a heading, with room above it."""
        self._write(Padding(Text(one_line(text), style="bold cyan"), (1, 0, 0, 0)))

    def aside(self, text: str) -> None:
        """Write something said in passing."""
        self._write(Text(harmless_lines(text), style="dim"))

    def line(self, text: str) -> None:
        """Write one line or paragraph."""
        self._write(Text(harmless_lines(text)))

    def say(self, statements: Iterable[Statement]) -> None:
        """Write statements as points."""
        for statement in statements:
            self._point(_coloured(sentence(statement, today=self._today)))

    def points(self, first: Statement, *more: Statement) -> None:
        """Write several statements as one point."""
        told = (sentence(each, today=self._today) for each in (first, *more))
        self._point(_joined(told))

    def figure(self, fact: Fact | None) -> str:
        """Return a fact's words, and a dash where there is none."""
        return words(fact, today=self._today) if fact is not None else "–"

    def table(self, headers: Sequence[str], rows: Iterable[Sequence[RenderableType]]) -> None:
        """Write a table; figures are right-aligned when their header begins with “#”."""
        table = Table(box=None, pad_edge=False, header_style="dim", show_edge=False)
        for header in headers:
            right = header.startswith("#")
            table.add_column(header.lstrip("#"), justify="right" if right else "left")
        for row in rows:
            table.add_row(
                *(Text(one_line(cell)) if isinstance(cell, str) else cell for cell in row)
            )
        self._console.print(Padding(table, (1, 0, 0, 0)), width=self._console.width)

    def _point(self, text: Text) -> None:
        grid = Table.grid(padding=(0, 1))
        grid.add_column(width=1)
        grid.add_column()
        grid.add_row("•", text)
        self._write(grid)

    def _write(self, what: RenderableType) -> None:
        self._console.print(what, width=self._width)


def _joined(sentences: Iterable[Sentence]) -> Text:
    return Text(" ").join(_coloured(each) for each in sentences)


def _coloured(said: Sentence) -> Text:
    """Colour status words; the words alone say the same, for those who see no colour."""
    text = Text()
    for span in said.spans:
        style = _WORD_STYLES.get(span.text.casefold(), "") if span.fact else ""
        text.append(span.text, style=style)
    return text
