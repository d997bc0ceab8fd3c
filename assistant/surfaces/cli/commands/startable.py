"""`pmo startable`: what the people who are free can start."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, day, paper

if TYPE_CHECKING:
    from assistant.planning.order.startable_answer import Startable
    from assistant.portfolio.snapshot import Snapshot
    from assistant.surfaces.cli.paper import Paper

SHOWN = 5
"""Items of each kind that are listed before the rest is counted."""


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("startable", epilog="Example: pmo startable --skill frontend --from 2026-11-30")(
        startable
    )


def startable(
    ctx: typer.Context,
    team: Annotated[
        str | None, typer.Option("--team", metavar="TEAM", help="Only this team, by key or name.")
    ] = None,
    skill: Annotated[
        str | None, typer.Option("--skill", metavar="SKILL", help="Only people with this skill.")
    ] = None,
    item: Annotated[
        str | None, typer.Option("--item", metavar="KEY", help="Only whether this can start.")
    ] = None,
    start: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], metavar="DATE", help="First day [today]."),
    ] = None,
    end: Annotated[
        datetime | None,
        typer.Option(
            "--to", formats=["%Y-%m-%d"], metavar="DATE", help="Last day [four weeks on]."
        ),
    ] = None,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say who is free, what they can best start, and why the rest cannot start."""
    from assistant.usecases.find_startable import find_startable

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Finding what can start", as_of=as_of) as assessment:
        found = find_startable(
            assessment, team=team, skill=skill, item=item, start=day(start), end=day(end)
        )
    if json:
        session.data(found.model_dump(mode="json"))
    else:
        _write(found, assessment.seen, paper(found.as_of))


def _write(found: Startable, seen: Snapshot, page: Paper) -> None:
    from assistant.briefing.wording import day_words

    first, last = (
        day_words(each, today=found.as_of) for each in (found.period.start, found.period.end)
    )
    page.title(f"What can start from {first} to {last}")
    page.say(found.headline)
    for heading, said in (
        ("Can start", [each.statement for each in found.start]),
        ("Cannot start", [each.statement for each in found.held]),
    ):
        if said:
            page.heading(heading)
            page.say(said[:SHOWN])
        if said[SHOWN:]:
            page.aside(f"{len(said) - SHOWN} more: --json.")
    if found.rooms:
        page.table(
            ("Team", "Skills", "#People", "#Free", "#There", "#Asked", "#Left"),
            (
                (
                    _team(seen, room.team),
                    ", ".join(room.skills) or "–",
                    page.figure(room.people),
                    page.figure(room.free),
                    page.figure(room.available),
                    page.figure(room.asked),
                    page.figure(room.left),
                )
                for room in found.rooms
            ),
        )
    page.say(found.assumptions)


def _team(seen: Snapshot, key: str | None) -> str:
    from assistant.portfolio.people import Team

    team = seen.get(Team, key)
    return team.name if team is not None else key or "–"
