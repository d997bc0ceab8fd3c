"""`pmo quarantine`: the rows that could not be used, and what to do about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin

if TYPE_CHECKING:
    from assistant.usecases.list_quarantine import Quarantine


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("quarantine", epilog="Example: pmo quarantine --json")(quarantine)


def quarantine(
    ctx: typer.Context,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """List the rows that the last reading of each source could not use, with what to do."""
    from assistant.usecases.list_quarantine import list_quarantine

    session = begin(ctx, store=store, viewer=viewer, json=json)
    held = list_quarantine(session.app)
    if json:
        session.data([each.model_dump(mode="json") for each in held])
    elif not held:
        typer.echo("No row is in quarantine.")
    for each in [] if json else held:
        _tell(each)


def _tell(each: Quarantine) -> None:
    from assistant.briefing.figures import counted
    from assistant.briefing.wording import day_words
    from assistant.surfaces.cli.listing import say_list
    from assistant.surfaces.cli.terminal_text import one_line

    day = day_words(each.as_of, today=None)
    typer.echo(one_line(f"{each.source} as of {day}: {counted(each.count, 'row')}."))
    withheld = ["They may tell of something you may not see; ask whoever imported it."]
    say_list(withheld if each.withheld else map(str, each.rows))
