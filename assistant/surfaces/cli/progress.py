"""Progress as a bar on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn
from rich.progress import Progress as Bars


class Bar:
    """The progress port on a terminal: one line per kind of work, gone when it is done."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._lines: dict[str, TaskID] = {}

    def step(self, what: str, done: int, total: int | None) -> None:
        """Say what is being done and how far it is."""
        if what not in self._lines:
            self._lines[what] = self._bars.add_task(what, total=total)
        self._bars.update(self._lines[what], completed=done, total=total)


@contextmanager
def bar() -> Iterator[Bar]:
    """Show bars while the block runs."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        yield Bar(bars)
