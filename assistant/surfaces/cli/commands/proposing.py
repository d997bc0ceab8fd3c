"""`pmo propose policy|rag|scenario|conflict`: rules, colours and choices put to whoever decides."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.proposal_page import tell_proposed
from assistant.surfaces.cli.session import Session, begin, paper

Because = Annotated[str, typer.Option("--because", metavar="TEXT", help="The reason.")]


def add_to(propose: typer.Typer) -> None:
    """Add the commands to `pmo propose`."""
    propose.command("policy", epilog="Example: pmo propose policy ours/freezes.yaml")(policy)
    propose.command(
        "rag",
        epilog="Example: pmo propose rag ATLAS --status amber --until 2026-11-30 "
        "--why 'the vendor signed on Friday'",
    )(rag)
    propose.command("scenario", epilog="Example: pmo propose scenario --if 'pause WILLOW'")(
        scenario
    )
    propose.command(
        "conflict",
        epilog="Example: pmo propose conflict 'Priya Nair' --option 1 --because 'the regulator waits'",
    )(conflict)


def policy(
    ctx: typer.Context,
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="PATH",
            help="A folder, .yaml or .xlsx [what this store sets aside].",
        ),
    ] = None,
    table: Annotated[
        list[str] | None,
        typer.Option("--table", metavar="TABLE", help="Only this one; may be repeated."),
    ] = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Propose other rules: row by row, with the findings that would come or go today."""
    from assistant.usecases.propose_policy import propose_policy

    session = begin(ctx, store=store, viewer=viewer, json=json)
    proposed = propose_policy(session.app, path, table or ())
    tell_proposed(session, proposed)


def rag(
    ctx: typer.Context,
    project: Annotated[str, typer.Argument(metavar="PROJECT", help="Its key or name.")],
    status: Annotated[
        str, typer.Option("--status", metavar="COLOUR", help="Red, amber, green or grey.")
    ],
    until: Annotated[
        datetime,
        typer.Option("--until", formats=["%Y-%m-%d"], metavar="DATE", help="The last day."),
    ],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="What the rule does not see.")],
    evidence: Annotated[
        str | None, typer.Option("--evidence", metavar="TEXT", help="What shows it.")
    ] = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Propose another colour for a project, up to a day; the rule's stays beside it."""
    from assistant.usecases.override_rag import propose_override

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Judging the projects") as assessment:
        proposed = propose_override(
            assessment,
            project,
            status=status,
            until=until.date(),
            why=why,
            evidence=evidence,
        )
    tell_proposed(session, proposed)


def scenario(
    ctx: typer.Context,
    supposed: Annotated[
        list[str],
        typer.Option("--if", metavar="CHANGE", help="Such as “pause WILLOW”; may be repeated."),
    ],
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Propose that what a scenario supposes is so; pmo what-if says first what it would move."""
    from assistant.usecases.propose_scenario import propose_scenario

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Planning it") as assessment:
        proposed = propose_scenario(assessment, supposed)
    tell_proposed(session, proposed)


def conflict(
    ctx: typer.Context,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Of whom too much is asked.")],
    option: Annotated[
        int | None, typer.Option("--option", metavar="NUMBER", help="The way out [list them].")
    ] = None,
    because: Because = "",
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """List what can be done where two claim one person, or propose one of the ways out."""
    from assistant.usecases.settle_conflict import settle_conflict

    session = begin(ctx, store=store, viewer=viewer, json=json)
    if option is None:
        _list_ways_out(session, person)
        return
    with session.assessing("Working out the ways out") as assessment:
        proposed = settle_conflict(assessment, person, option, because)
    tell_proposed(session, proposed)


def _list_ways_out(session: Session, person: str) -> None:
    from assistant.usecases.settle_conflict import find_conflict

    with session.assessing("Working out the ways out") as assessment:
        found = find_conflict(assessment, person).review
    if session.json:
        session.data(found.model_dump(mode="json"))
        return
    page = paper(assessment.seen.as_of)
    page.say((found.headline, *(way.statement for way in found.options), *found.limits))
    page.aside("Next: the same with --option and the number of a way out, and --because.")
