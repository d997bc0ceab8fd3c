"""`pmo import`: a portfolio folder, a workbook or any export into the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import Session, begin, day, on_terminal

if TYPE_CHECKING:
    from assistant.portfolio.batch import Batch, RefusedRow
    from assistant.usecases.import_portfolio import BadRows, ImportReport

LISTED = 20
"""How many refused rows are listed at once; all of them are in --json."""


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("import", epilog="Example: pmo import jira.csv --as-of 2026-11-16")(import_)


def import_(
    ctx: typer.Context,
    path: Annotated[
        Path | None, typer.Argument(help="A portfolio folder, workbook, CSV, JSON, YAML folder …")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="What the columns mean; proposed when you leave it out.")
    ] = None,
    as_of: options.AsOf = None,
    strict: Annotated[bool, typer.Option("--strict", help="Nothing, if any row is bad.")] = False,
    partial: Annotated[
        bool, typer.Option("--partial", help="The good rows; the others go to quarantine.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Accept what is proposed.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Read it again on pmo refresh.")] = False,
    template: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write an empty portfolio folder instead.")
    ] = None,
    store: options.Store = None,
    json: options.Json = False,
) -> None:
    """Import what people already have. Rows that cannot be used are listed with what to do."""
    from assistant.usecases import import_portfolio as importing

    if (path is None) == (template is None) or (strict and partial):
        raise typer.BadParameter(
            "Give one path or --template; and --strict or --partial, not both."
        )
    session = begin(ctx, store=store, json=json)
    if path is None:
        _write_template(session, template or Path())
        return
    asking = on_terminal(json) and not yes
    mapping = _mapping(session, path, mapping, asking=asking, accepting=yes)
    with session.progress() as progress:
        batch = importing.read_source(
            session.app, path, mapping=mapping, as_of=day(as_of), progress=progress
        )
    decide = _decision(strict=strict, partial=partial, asking=asking)
    with session.progress() as progress:
        report = importing.import_batch(session.app, batch, bad_rows=decide, progress=progress)
    if watch:
        importing.watch(session.app, batch, path, mapping)
    _tell(session, report)


def _mapping(
    session: Session, path: Path, given: Path | None, *, asking: bool, accepting: bool
) -> Path | None:
    from assistant.usecases.find_mapping import MappingNeeded, find_mapping

    try:
        return find_mapping(session.app, path, given)
    except MappingNeeded:
        if not (asking or accepting):
            raise
        from assistant.surfaces.cli.mapping_talk import confirm_mapping

        return confirm_mapping(session, path, asking=asking)


def _decision(*, strict: bool, partial: bool, asking: bool) -> Callable[[Batch], BadRows]:
    """Return what is done about bad rows: as told, else as answered, else nothing is imported."""
    from assistant.usecases.import_portfolio import BadRows

    def decide(batch: Batch) -> BadRows:
        if partial:
            return BadRows.QUARANTINE
        if strict or not asking:
            _list(batch.refused, err=True)
            return BadRows.NOTHING
        _list(batch.refused, err=False)
        good = batch.rows
        bad = batch.refused_rows
        asked = f"{good:,} of {good + bad:,} rows are fine, {bad:,} are not. Import the good ones?"
        return BadRows.QUARANTINE if typer.confirm(asked, default=True) else BadRows.NOTHING

    return decide


def _list(refused: Sequence[RefusedRow], *, err: bool) -> None:
    for row in refused[:LISTED]:
        typer.echo(f"  {row}", err=err)
    if len(refused) > LISTED:
        typer.echo(f"  … and {len(refused) - LISTED:,} more.", err=err)


def _tell(session: Session, report: ImportReport) -> None:
    if session.json:
        session.data(report.model_dump(mode="json"))
        return
    receipt = report.receipt
    if receipt.unchanged:
        typer.echo(
            f"{report.source} was known already as of {report.as_of:%Y-%m-%d}; no row changed."
        )
    else:
        typer.echo(
            f"{report.source} as of {report.as_of:%Y-%m-%d}: {receipt.rows:,} rows "
            f"({receipt.added:,} new, {receipt.changed:,} changed, {receipt.closed:,} gone)."
        )
    if receipt.refused:
        typer.echo(f"{receipt.refused:,} rows are in quarantine; every brief says so.")
        _list(report.refused, err=False)
    for note in report.notes:
        typer.echo(f"  {note}")
    typer.echo("Next: pmo portfolio, pmo brief, pmo rank.")


def _write_template(session: Session, folder: Path) -> None:
    files = session.app.sources.write_template(folder)
    if session.json:
        session.data([str(file) for file in files])
        return
    typer.echo(
        f"{len(files)} files in {folder}. Fill in what you have; any of them may be deleted."
    )
    typer.echo(f"Next: pmo import {folder}")
