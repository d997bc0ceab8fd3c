"""`pmo worker`: what happens without anybody at a keyboard."""

from __future__ import annotations

import signal
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin
from assistant.surfaces.cli.terminal_text import one_line

if TYPE_CHECKING:
    from assistant.ports.store import Event


_LOST = "A notice did not reach its reader; the next one says the same. See pmo doctor."
_STUCK = (
    "Something that was approved did not get to its place. Whoever may see it is told how to go on"
    " by pmo proposals."
)
"""The worker works for everybody, so it names nothing that not everybody may see."""


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("worker", epilog="Example: pmo worker --once")(worker)


def worker(
    ctx: typer.Context,
    once: Annotated[
        bool, typer.Option("--once", help="Do what can be done now, and end.")
    ] = False,
    store: options.Store = None,
) -> None:
    """Bring out what was approved, draft the weekly brief, and keep deadlines and checkpoints."""
    from assistant.usecases.work import is_stuck, work_on, work_once

    session = begin(ctx, store=store)
    if once:
        _tell(work_once(session.app))
        if is_stuck(session.app):
            typer.echo(_STUCK)
        return
    signal.signal(signal.SIGTERM, _stop)
    typer.echo("At work; Ctrl-C ends it, and the next one goes on where it stopped.", err=True)
    for events in work_on(session.app, lambda: begin(ctx, store=store).app):
        _tell(events)


def _stop(*_: object) -> NoReturn:
    """End as a service is told to: what was begun is finished, or left to the next worker."""
    raise SystemExit(0)


def _tell(events: Iterable[Event]) -> None:
    for event in events:
        if event.name.startswith("duty"):
            said = event.facts.get("why") or event.facts.get("made")
            typer.echo(one_line(f"{event.name}: {event.facts['duty']}: {said}"))
        if event.name == "notice lost":
            typer.echo(_LOST)
