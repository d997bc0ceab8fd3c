"""One run of a command: the assembled assistant, and how it answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.ports.progress import Progress
    from assistant.usecases.app import App

OpenApp = Callable[[str | None, str | None], "App"]
"""Opens the assistant on a store URL for a viewer; None takes the setting."""


@dataclass(frozen=True, slots=True)
class Session:
    """What a command works with."""

    app: App
    json: bool

    def data(self, value: Any) -> None:
        """Write data for machines on standard output."""
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")

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


def begin(
    ctx: typer.Context, *, store: str | None, viewer: str | None = None, json: bool = False
) -> Session:
    """Open the assistant for one command."""
    open_app: OpenApp = ctx.obj
    return Session(app=open_app(store, viewer), json=json)


def on_terminal(json: bool) -> bool:  # noqa: FBT001 - the value of --json
    """Say whether a person is there to answer questions."""
    return not json and sys.stdin.isatty() and sys.stdout.isatty()


def console() -> Console:
    """Return the terminal that people read: standard output."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def day(moment: datetime | None) -> date | None:
    """Return the date of an option; options arrive as midnight."""
    return moment.date() if moment else None
