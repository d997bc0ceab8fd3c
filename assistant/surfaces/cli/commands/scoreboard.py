"""`pmo scoreboard`: did advice and forecasts come true, ours that were wrong included?"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, day, paper

if TYPE_CHECKING:
    from assistant.governance.scoreboard.scored import Scoreboard, Scored
    from assistant.surfaces.cli.paper import Paper


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("scoreboard", epilog="Example: pmo scoreboard --since 2026-10-12")(scoreboard)


def scoreboard(
    ctx: typer.Context,
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help="Only what was said from then on.",
        ),
    ] = None,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Show whether advice and forecasts came true: what was said, decided, and what happened."""
    from assistant.usecases.keep_score import keep_score

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Looking at what came of it", as_of=as_of) as assessment:
        found = keep_score(assessment, day(since))
        seen = assessment.seen
    if json:
        session.data(found.model_dump(mode="json"))
        return
    page = paper(found.as_of)
    page.opening("Did it come true?", seen)
    _show(found, page)


def _show(found: Scoreboard, page: Paper) -> None:
    page.say([found.headline])
    losses = [each for each in found.scored if each.is_loss]
    if losses:
        page.heading("Losses")
        _each(losses, page)
    others = [each for each in found.scored if not each.is_loss]
    if others:
        page.heading("The rest")
        _each(others, page)
    more = found.tallies[1:]  # the headline tells the surest dates
    if more or found.tried:
        page.heading("Forecasts")
        page.say(each.statement for each in more)
        page.say(found.tried)
    page.heading("How it was judged")
    page.say(found.assumptions)


def _each(scored: list[Scored], page: Paper) -> None:
    for each in scored:
        more = (each.recorded, each.known)
        page.points(
            each.advised,
            each.judged,
            *each.happened,
            *(said for said in more if said is not None),
        )
