"""The commands of `pmo`, one file a verb or a few that belong together."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant import __version__
from assistant.surfaces.cli.commands import (
    agreed,
    ask,
    audit,
    briefs,
    capacity,
    challenge,
    changes,
    chat,
    check,
    demo,
    dependencies,
    disputes,
    doctor,
    edit,
    forecast,
    importing,
    mcp,
    memory,
    policy,
    portfolio,
    proposals,
    publish,
    quarantine,
    ranking,
    refresh,
    risks,
    scenarios,
    scoreboard,
    select,
    slack,
    startable,
    users,
    worker,
)
from assistant.surfaces.cli.session import OpenApp

HELP = """Rank a project portfolio's backlog and write briefs people can act on.

Orders, dates and figures are computed from your rows, never guessed; every one opens its file,
row and column. Start with `pmo demo`, then `pmo import PATH`."""


def build_cli(open_app: OpenApp) -> typer.Typer:
    """Return the command line; commands open the assistant with `open_app`."""
    cli = typer.Typer(
        name="pmo",
        help=HELP,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
    )

    @cli.callback()
    def main(
        ctx: typer.Context,
        version: Annotated[  # noqa: ARG001 - typer calls the option's callback
            bool,
            typer.Option("--version", callback=_version, is_eager=True, help="Say which version."),
        ] = False,
    ) -> None:
        ctx.obj = open_app

    modules = (
        demo,
        ask,
        chat,
        mcp,
        importing,
        refresh,
        quarantine,
        portfolio,
        ranking,
        challenge,
        check,
        memory,
        scenarios,
        briefs,
        risks,
        capacity,
        select,
        startable,
        forecast,
        scoreboard,
        dependencies,
        changes,
        doctor,
        agreed,
        proposals,
        publish,
        edit,
        disputes,
        worker,
        slack,
        users,
        audit,
        policy,
    )
    for module in modules:
        module.register(cli)
    return cli


def _version(asked: bool) -> None:  # noqa: FBT001 - typer passes the option's value
    if asked:
        typer.echo(f"pmo {__version__}")
        raise typer.Exit
