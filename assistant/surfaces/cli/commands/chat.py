"""`pmo chat`: a conversation, line by line; follow-ups lean on what was asked before."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin

if TYPE_CHECKING:
    pass

_PROMPT = "› "
_WELCOME = "Ask about your portfolio; /help tells what else you can type, /quit ends."


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("chat", epilog="Example: pmo chat --viewer maren.okafor")(chat)


def chat(
    ctx: typer.Context,
    thread: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Go on with a conversation of yours, or begin one."),
    ] = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
) -> None:
    """Ask one question after the other; lines may also be piped in."""
    from assistant.surfaces.cli.conversation import Conversation

    conversation = Conversation(begin(ctx, store=store, viewer=viewer), thread)
    for line in _lines():
        try:
            going_on = conversation.hear(line)
        except KeyboardInterrupt:
            typer.echo("Stopped. Ask something else, or /quit.", err=True)
            continue
        if not going_on:
            break


def _lines() -> Iterator[str]:
    """Yield what is typed, with a history; or what is piped in."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield from sys.stdin
        return
    import readline  # noqa: F401 - gives input() its history and editing

    typer.echo(_WELCOME)
    while True:
        try:
            yield input(_PROMPT)
        except EOFError:
            typer.echo()
            return
        except KeyboardInterrupt:
            typer.echo("\n/quit ends the conversation.")
