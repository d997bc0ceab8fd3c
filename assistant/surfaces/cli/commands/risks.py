"""`pmo risks`: what endangers a date, money or people, with the rows that show it."""

from __future__ import annotations

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, paper


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
    from assistant.usecases.list_risks import list_risks

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Looking for risks", as_of=as_of) as assessment:
        listed = list_risks(assessment)
    if json:
        session.data([risk.model_dump(mode="json") for risk in assessment.risks])
    else:
        paper(listed.as_of).document(listed)
