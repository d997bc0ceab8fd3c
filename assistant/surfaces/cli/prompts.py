"""Questions on a terminal; a person may stop at every one of them."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import typer

from assistant.errors import BadInput
from assistant.surfaces.cli.run import STOPPED

T = TypeVar("T")


def typed(asked: str, *, default: str | None = None) -> str:
    """Return what a person types; Ctrl-C and the end of input stop the command."""
    with _stoppable():
        return str(typer.prompt(asked, default=default, show_default=bool(default))).strip()


def agreed(asked: str) -> bool:
    """Return whether a person says yes; Enter does."""
    with _stoppable():
        return typer.confirm(asked, default=True)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let Ctrl-C end a wait for input, and the command with it.

    Polars takes over the signal in a way that lets a blocked read go on.
    """
    if hasattr(signal, "siginterrupt"):  # not on Windows, where nothing of the kind happens
        signal.siginterrupt(signal.SIGINT, True)
    try:
        yield
    except typer.Abort as stop:
        typer.echo("")
        raise typer.Exit(STOPPED) from stop


def choose(
    options: Sequence[tuple[str, str]], accept: Callable[[str], T], *, default: str | None = None
) -> T:
    """Return what `accept` makes of the option a person takes: its number, key or key's beginning.

    Anything else is handed over as it was typed; what raises BadInput is asked for again.
    """
    keys = [key for key, _ in options]
    for number, (_, meaning) in enumerate(options, start=1):
        typer.echo(f"  {number}  {meaning}")
    offered = str(keys.index(default) + 1) if default in keys else None
    while True:
        answer = typed(f"1 to {len(options)}", default=offered)
        try:
            return accept(_meant(answer, keys))
        except BadInput:
            typer.echo(f"Type a number from 1 to {len(options)}.")


def _meant(answer: str, keys: Sequence[str]) -> str:
    if answer.isdecimal() and 1 <= int(answer) <= len(keys):
        return keys[int(answer) - 1]
    begun = [key for key in keys if key.lower().startswith(answer.lower())]
    return begun[0] if len(begun) == 1 and answer not in keys else answer
