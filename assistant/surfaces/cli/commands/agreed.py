"""`pmo agreed`: the order that was last agreed, and its files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, paper
from assistant.surfaces.cli.writing import write_file

if TYPE_CHECKING:
    from assistant.usecases.export_order import AgreedOrder

Csv = Annotated[
    Path | None,
    typer.Option("--csv", metavar="FILE", help="Write it as a table for spreadsheets."),
]
Jira = Annotated[
    Path | None,
    typer.Option("--jira", metavar="FILE", help="Write the bodies of Jira's rank calls."),
]


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("agreed", epilog="Example: pmo agreed --csv agreed.csv")(agreed)


def agreed(
    ctx: typer.Context,
    csv: Csv = None,
    jira: Jira = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Show the order that was last agreed, and how far today's is from it; write it to files."""
    from assistant.usecases.export_order import agreed_order

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Comparing the orders") as assessment:
        order = agreed_order(assessment)
    for file, text in ((csv, order.csv()), (jira, order.jira())):
        if file is not None:
            write_file(file, text)
    if json:
        session.data(order.model_dump(mode="json"))
    else:
        _show(order)


def _show(order: AgreedOrder) -> None:
    from assistant.briefing.wording import day_words

    page = paper(order.as_of)
    page.title("The agreed order")
    if order.beside is not None:
        page.say([order.beside, order.worth, *order.marks])
    if order.drifted:
        page.heading("What moved, and why")
        page.say([*order.drifted, *([order.changed] if order.changed else [])])
    rows = [
        (str(item.place), item.key, item.name, day_words(item.agreed_on, today=order.as_of))
        for item in order.items
    ]
    page.table(("#Place", "Item", "Name", "Agreed"), rows)
