"""`pmo check`: whether a statement holds, with the facts for or against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, paper

if TYPE_CHECKING:
    from assistant.surfaces.cli.paper import Paper
    from assistant.usecases.check_statement import CheckedStatement

_ROWS = 8


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("check", epilog='Example: pmo check "Atlas is two weeks ahead"')(check)


def check(
    ctx: typer.Context,
    statement: Annotated[str, typer.Argument(help="A sentence or a few, in English.")],
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say whether a statement holds: every figure, date, name and status against the facts."""
    from assistant.usecases.check_statement import check_statement

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Checking", as_of=as_of) as assessment:
        checked = check_statement(assessment, statement)
    if json:
        session.data(checked.model_dump(mode="json"))
        return
    _write(checked, paper(assessment.seen.as_of))


def _write(checked: CheckedStatement, page: Paper) -> None:
    from assistant.usecases.check_statement import Verdict

    if checked.verdict is Verdict.HOLDS:
        page.title("That holds.")
    elif checked.verdict is Verdict.REFUSED:
        page.title("That does not hold.")
        page.line(f"{checked.because}.")
    else:
        page.title("I can't tell.")
        page.line(f"Because {checked.because}.")
    if checked.known:
        page.heading("What the facts say")
        for said in checked.known:
            page.line(f"• {said}")
    _write_rows(checked, page)


def _write_rows(checked: CheckedStatement, page: Paper) -> None:
    """Write the rows behind the facts, each once."""
    sources = (str(source) for fact in checked.facts for source in fact.sources)
    rows = list(dict.fromkeys(sources))
    if rows:
        page.heading("From")
    for row in rows[:_ROWS]:
        page.aside(row)
    if len(rows) > _ROWS:
        page.aside(f"{len(rows) - _ROWS} more: --json.")
