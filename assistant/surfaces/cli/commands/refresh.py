"""`pmo refresh`: read the watched sources again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin
from assistant.surfaces.cli.terminal_text import one_line

if TYPE_CHECKING:
    from assistant.usecases.refresh_sources import Refreshed


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("refresh", epilog="Example: pmo refresh")(refresh)


def refresh(ctx: typer.Context, store: options.Store = None, json: options.Json = False) -> None:
    """Read every watched source again (see `pmo import --watch`)."""
    from assistant.usecases.refresh_sources import refresh_sources

    session = begin(ctx, store=store, json=json)
    with session.progress() as progress:
        found = refresh_sources(session.app, progress)
    if json:
        session.data([each.model_dump(mode="json") for each in found])
    elif not found:
        typer.echo("No source is watched. Import one with --watch.")
    else:
        for each in found:
            typer.echo(one_line(_told(each)))
    if any(each.trouble for each in found):
        raise typer.Exit(1)


def _told(each: Refreshed) -> str:
    from assistant.briefing.wording import day_words

    since = day_words(each.unchanged_since, today=None) if each.unchanged_since else None
    if each.report is None:
        stands = f" What it said stands, unchanged since {since}." if since else ""
        return f"{each.source}: not refreshed. {each.trouble}{stands}"
    receipt = each.report.receipt
    refused = f" {receipt.refused:,} in quarantine (pmo quarantine)." if receipt.refused else ""
    if each.report.shortfall is not None:
        return f"{each.source}: not read to its end, since {each.report.shortfall}.{refused}"
    if receipt.unchanged:
        return f"{each.source}: not changed since {since}.{refused}"
    return (
        f"{each.source}: {receipt.added:,} new, {receipt.changed:,} changed, "
        f"{receipt.closed:,} gone.{refused}"
    )
