"""`pmo check-order`: anyone's order against the computed one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, paper

PIPED = "-"


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("check-order", epilog="Example: pmo check-order my-order.csv")(check_order)


def check_order(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(help="Keys, the first first: a list, CSV, workbook, rank export, or -."),
    ],
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say what your order breaks, what it costs more than ours, or that it is as good or better."""
    from assistant.usecases.check_order import check_given_order

    session = begin(ctx, store=store, viewer=viewer, json=json)
    piped = sys.stdin.buffer.read() if file == PIPED else None
    path = Path("standard input" if file == PIPED else file)
    with session.assessing("Checking the order", as_of=as_of) as assessment:
        checked = check_given_order(assessment, path, piped)
    if json:
        session.data(checked.model_dump(mode="json"))
        return
    page = paper(checked.as_of)
    page.points(checked.headline)
    page.say(each.statement for each in checked.breaks)
    if checked.notes:
        page.heading("About your file")
        page.say(checked.notes)
    page.aside("Nothing was changed.")
