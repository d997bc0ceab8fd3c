"""`pmo memory`: find again what was written in updates, decisions, risks and documents."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import Session, begin, day, paper

if TYPE_CHECKING:
    from assistant.usecases.remember import Remembered

Folder = Annotated[str, typer.Argument(metavar="FOLDER", help="A folder of Markdown documents.")]


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    memory = typer.Typer(no_args_is_help=True, help="Find again what was written.")
    memory.command("search", epilog='Example: pmo memory search "firewall last month"')(search)
    memory.command("rebuild", epilog="Example: pmo memory rebuild")(rebuild)
    memory.command("add", epilog="Example: pmo memory add notes/ --project ATLAS")(add)
    memory.command("remove", epilog="Example: pmo memory remove notes/")(remove)
    cli.add_typer(memory, name="memory")


def search(
    ctx: typer.Context,
    query: Annotated[str, typer.Argument(help="What to look for, and when: “since October”.")],
    project: Annotated[
        str | None, typer.Option("--project", metavar="PROJECT", help="Only about a project.")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help="update, decision, lesson, risk or document; more than once."),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Written from that day on."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Written up to that day."),
    ] = None,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Quote what was written that is like a few words, with who, when and where it stands."""
    from assistant.usecases.memory_told import told_of
    from assistant.usecases.search_memory import kinds_named, search_memory

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Searching", as_of=as_of) as assessment:
        found = search_memory(
            assessment,
            query,
            subject=project,
            kinds=kinds_named(kind or ()),
            since=day(since),
            until=day(until),
        )
    if json:
        session.data(found.model_dump(mode="json"))
        return
    page = paper(assessment.seen.as_of)
    page.opening("What was written", assessment.seen)
    told = told_of(assessment, found)
    page.say((*told.lead, *(point[0] for part in told.parts for point in part.points)))
    page.say(told.limits)


def rebuild(ctx: typer.Context, store: options.Store = None, json: options.Json = False) -> None:
    """Remember what the store and the remembered folders say now; only what changed takes time."""
    from assistant.usecases.remember import rebuild_memory

    session = begin(ctx, store=store, json=json)
    with session.progress() as progress:
        _tell(session, rebuild_memory(session.app, progress))


def add(
    ctx: typer.Context,
    folder: Folder,
    project: Annotated[
        str | None,
        typer.Option(
            "--project", metavar="PROJECT", help="Who may see it may find them [everybody]."
        ),
    ] = None,
    store: options.Store = None,
    json: options.Json = False,
) -> None:
    """Remember a folder of Markdown documents from now on."""
    from assistant.usecases.remember import add_folder

    session = begin(ctx, store=store, json=json)
    with session.progress() as progress:
        _tell(session, add_folder(session.app, folder, project, progress))


def remove(
    ctx: typer.Context, folder: Folder, store: options.Store = None, json: options.Json = False
) -> None:
    """Remember a folder's documents no longer; the files stay as they are."""
    from assistant.usecases.remember import remove_folder

    session = begin(ctx, store=store, json=json)
    with session.progress() as progress:
        _tell(session, remove_folder(session.app, folder, progress))


def _tell(session: Session, done: Remembered) -> None:
    from assistant.briefing.figures import counted
    from assistant.surfaces.cli.listing import say_list
    from assistant.surfaces.cli.terminal_text import one_line

    if session.json:
        session.data(done.model_dump(mode="json"))
        return
    what = done.rebuilt
    typer.echo(
        f"{counted(what.passages, 'passage')} remembered: {what.added} new, {what.removed} gone."
    )
    for each in done.folders:
        whose = f", for who may see {each.project}" if each.project else ""
        typer.echo(one_line(f"With the documents of {each.folder}{whose}."))
    if done.left_out:
        typer.echo("Left out:")
        say_list(done.left_out)
