"""`pmo brief`: this week's brief, for people, for a meeting, or for machines."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, paper

if TYPE_CHECKING:
    from assistant.briefing.brief import Brief


class Format(StrEnum):
    """How a brief is written out."""

    TERMINAL = "terminal"
    MD = "md"
    HTML = "html"
    JSON = "json"


class AudienceName(StrEnum):
    """Who a brief is for."""

    EXEC = "exec"
    PROGRAM = "program"
    TEAM = "team"


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("brief", epilog="Example: pmo brief --format html > brief.html")(brief)


def brief(
    ctx: typer.Context,
    audience: Annotated[AudienceName, typer.Option(help="Who it is for.")] = AudienceName.EXEC,
    since: options.Since = None,
    as_of: options.AsOf = None,
    format_: Annotated[
        Format, typer.Option("--format", help="terminal, md, html (one file) or json.")
    ] = Format.TERMINAL,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Write this week's brief: decisions first, what changed, health, risks, caveats."""
    from assistant.briefing.brief import Audience
    from assistant.usecases.write_brief import write_brief

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Writing the brief", as_of=as_of, since=since) as assessment:
        written = write_brief(assessment, Audience(audience.value))
    chosen = Format.JSON if json else format_
    if chosen is Format.TERMINAL:
        paper(written.as_of).document(written)
    else:
        sys.stdout.write(_render(written, chosen))


def _render(written: Brief, chosen: Format) -> str:
    if chosen is Format.MD:
        from assistant.briefing.markdown import to_markdown

        return to_markdown(written)
    if chosen is Format.HTML:
        from assistant.briefing.html import to_html

        return to_html(written)
    from assistant.briefing.json import to_json

    return to_json(written)
