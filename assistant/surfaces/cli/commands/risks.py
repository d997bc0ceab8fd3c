"""`pmo risks`: what endangers a date, money or people, with the rows that show it."""

from __future__ import annotations

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, console, day


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("risks", epilog="Example: pmo risks --json")(risks)


def risks(
    ctx: typer.Context,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """List the open risks: what, who is hit, when, and what can be done."""
    from assistant.usecases.assessment import Assessment
    from assistant.usecases.list_risks import list_risks

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.progress() as progress:
        progress.step("Looking for risks", 0, None)
        assessment = Assessment(session.app, as_of=day(as_of))
        listed = list_risks(assessment)
    if json:
        session.data([risk.model_dump(mode="json") for risk in assessment.risks])
        return
    from assistant.surfaces.cli.paper import Paper

    Paper(console(), listed.as_of).document(listed)
