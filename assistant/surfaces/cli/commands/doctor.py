"""`pmo doctor`: is everything there, and if not, what to do."""

from __future__ import annotations

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("doctor", epilog="Example: pmo doctor --store sqlite:///pmo.db")(doctor)


def doctor(
    ctx: typer.Context,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Check the set-up, one thing at a time, each with its fix."""
    from assistant.usecases.check_setup import check_setup

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.progress() as progress:
        progress.step("looking at everything", 0, None)
        checks = check_setup(session.app)
    if json:
        session.data([check.model_dump(mode="json") for check in checks])
    else:
        for check in checks:
            typer.echo(f"{'ok ' if check.fine else 'fix'} {check.what}: {check.found}")
            if check.fix:
                typer.echo(f"    → {check.fix}")
    if not all(check.fine for check in checks):
        raise typer.Exit(1)
