"""`pmo import`: a portfolio folder, a workbook or any export into the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import Session, begin, day, on_terminal

if TYPE_CHECKING:
    from assistant.portfolio.batch import Batch
    from assistant.surfaces.cli.import_words import ImportWords
    from assistant.usecases.import_portfolio import BadRows


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("import", epilog="Example: pmo import jira.csv --as-of 2026-11-16")(import_)


def import_(
    ctx: typer.Context,
    path: Annotated[
        Path | None,
        typer.Argument(help="A portfolio folder, workbook, CSV, JSON, YAML folder …, or jira:"),
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="What the columns mean; proposed when you leave it out.")
    ] = None,
    as_of: options.AsOf = None,
    strict: Annotated[bool, typer.Option("--strict", help="Nothing, if any row is bad.")] = False,
    partial: Annotated[
        bool, typer.Option("--partial", help="The good rows; the others go to quarantine.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Take what the columns seem to mean; ask nothing.")
    ] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Read it again on pmo refresh.")] = False,
    template: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write an empty portfolio folder instead.")
    ] = None,
    store: options.Store = None,
    json: options.Json = False,
) -> None:
    """Import what people already have. Rows that cannot be used are listed with what to do."""
    if (path is None) == (template is None) or (strict and partial):
        raise typer.BadParameter(
            "Give one path or --template; and --strict or --partial, not both."
        )
    session = begin(ctx, store=store, json=json)
    if path is None:
        _write_template(session, template or Path())
        return
    from assistant.surfaces.cli.import_words import ImportWords
    from assistant.usecases import import_portfolio as importing

    asking = on_terminal(json) and not yes
    mapping = _mapping(session, path, mapping, asking=asking, accepting=yes)
    with session.progress() as progress:
        batch = importing.read_source(
            session.app, path, mapping=mapping, as_of=day(as_of), progress=progress
        )
    words = ImportWords(session, store)
    bad_rows = _decided(words, batch, strict=strict, partial=partial, asking=asking)
    with session.progress() as progress:
        report = importing.import_batch(session.app, batch, bad_rows=bad_rows, progress=progress)
    if watch:
        importing.watch(session.app, batch, path, mapping=mapping, as_of=day(as_of))
    words.tell(report, listed=asking and not partial)


def _mapping(
    session: Session, path: Path, given: Path | None, *, asking: bool, accepting: bool
) -> Path | None:
    """Return the mapping to read with; without anyone to ask, one must be there or accepted."""
    from assistant.usecases.find_mapping import MappingNeeded, find_mapping

    try:
        return find_mapping(session.app, path, given)
    except MappingNeeded:
        from assistant.surfaces.cli.mapping_talk import agree_on_mapping

        if asking or accepting:
            return agree_on_mapping(session, path, asking=asking)
        session.app.sources.propose(path)  # what cannot be read at all says so first
        raise


def _decided(
    words: ImportWords, batch: Batch, *, strict: bool, partial: bool, asking: bool
) -> BadRows:
    """Return what is done about bad rows: as told, else as answered, else nothing is imported."""
    from assistant.usecases.import_portfolio import BadRows

    if partial or not batch.refused:
        return BadRows.QUARANTINE
    words.list_refused(batch)
    if strict or not asking or not words.wants_the_good_rows(batch):
        return BadRows.NOTHING
    return BadRows.QUARANTINE


def _write_template(session: Session, folder: Path) -> None:
    files = session.app.sources.write_template(folder)
    if session.json:
        session.data([str(file) for file in files])
        return
    typer.echo(
        f"{len(files)} files in {folder}. Fill in what you have; any of them may be deleted."
    )
    typer.echo(f"Next: pmo import {folder}")
