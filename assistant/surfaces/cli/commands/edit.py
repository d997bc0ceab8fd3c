"""`pmo edit`: other words for a brief that waits to be published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.errors import BadSource
from assistant.surfaces.cli import options
from assistant.surfaces.cli.proposal_page import tell_proposed
from assistant.surfaces.cli.session import begin


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("edit", epilog="Example: pmo edit P-17 > P-17.txt, then pmo edit P-17 P-17.txt")(
        edit
    )


def edit(
    ctx: typer.Context,
    proposal: Annotated[str, typer.Argument(metavar="PROPOSAL", help="Its id, such as P-17.")],
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The text as it is to be [show it].")
    ] = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Show the text of a brief that waits to be published, or propose it in other words.

    Who only words it otherwise may still approve it; any other edit takes a second person.
    """
    from assistant.usecases.edit_brief import edit_brief, text_to_edit

    session = begin(ctx, store=store, viewer=viewer, json=json)
    if file is None:
        text = text_to_edit(session.app, proposal)
        if json:
            session.data({"text": text})
        else:
            typer.echo(text, nl=False)
        return
    done = edit_brief(session.app, proposal, _read(file))
    if not json:
        typer.echo(done.verdict)
    tell_proposed(session, done.proposed)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSource(
            "it cannot be read as text.", file=str(file), remedy="Name a text file in UTF-8."
        ) from error
