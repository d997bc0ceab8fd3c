"""One run of a command: the assembled assistant, and how it answers."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from assistant.ports.progress import Progress
    from assistant.surfaces.cli.paper import Paper
    from assistant.usecases.app import App
    from assistant.usecases.assessment import Assessment

_ACTING = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that JSON lets stand though they act on a terminal, or cannot be written."""

OpenApp = Callable[[str | None, str | None], "App"]
"""Opens the assistant on a store URL for a viewer; None takes the setting."""


@dataclass(frozen=True, slots=True)
class Session:
    """What a command works with."""

    app: App
    json: bool

    def data(self, value: Any) -> None:
        """Write data for machines on standard output; a terminal may stand there all the same."""
        text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
        sys.stdout.write(_ACTING.sub(lambda char: f"\\u{ord(char[0]):04x}", text) + "\n")

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Show how far the work is: a bar on a terminal, nothing for machines."""
        from assistant.ports.progress import Silent
        from assistant.surfaces.cli.progress import bar

        if self.json or not sys.stderr.isatty():
            yield Silent()
            return
        with bar() as progress:
            yield progress

    @contextmanager
    def assessing(
        self,
        what: str,
        *,
        as_of: datetime | None = None,
        since: datetime | None = None,
        seed: int = 0,
        budget: int | None = None,
        seconds: float | None = None,
    ) -> Iterator[Assessment]:
        """Compute about the portfolio on a day inside the block, showing how far it is."""
        from assistant.usecases.assessment import Assessment

        with self.progress() as progress:
            progress.step(what, 0, None)
            yield Assessment(
                self.app,
                as_of=day(as_of),
                since=day(since),
                seed=seed,
                budget=budget,
                seconds=seconds,
                progress=progress,
            )


def begin(
    ctx: typer.Context, *, store: str | None, viewer: str | None = None, json: bool = False
) -> Session:
    """Open the assistant for one command."""
    open_app: OpenApp = ctx.obj
    return Session(app=open_app(store, viewer), json=json)


def on_terminal(json: bool) -> bool:  # noqa: FBT001 - the value of --json
    """Say whether a person is there to answer questions."""
    return not json and sys.stdin.isatty() and sys.stdout.isatty()


def paper(today: date) -> Paper:
    """Return the terminal that people read, as seen from a day."""
    from rich.console import Console

    from assistant.surfaces.cli.paper import Paper

    return Paper(Console(highlight=False), today)


def day(moment: datetime | None) -> date | None:
    """Return the date of an option; options arrive as midnight."""
    return moment.date() if moment else None
