"""`pmo slack`: the assistant where people already are."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from importlib.util import find_spec
from threading import Event
from typing import Annotated

import typer

from assistant.errors import Refused
from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin

_LISTENING = "Listening in Slack; Ctrl-C ends it. What is approved leaves by pmo worker."
_ENDS_WITHIN = 20


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("slack", epilog="Example: pmo slack --store sqlite:///pmo.db")(slack)


def slack(
    ctx: typer.Context,
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Run a worker beside it.")
    ] = True,
    store: options.Store = None,
) -> None:
    """Listen in Slack: answer, bring proposals to who decides, and take their decisions."""
    if find_spec("slack_bolt") is None:
        raise Refused("What Slack needs is not installed.", remedy="Install pmo-assistant[slack].")
    from assistant.surfaces.slack.run import run

    session = begin(ctx, store=store)
    told_to_end = Event()
    signal.signal(signal.SIGTERM, lambda *_: told_to_end.set())
    with _beside(store) if worker else nullcontext():
        run(session.app, lambda _: typer.echo(_LISTENING, err=True), told_to_end.is_set)


@contextmanager
def _beside(store: str | None) -> Iterator[None]:
    """Run a worker in a process of its own; it is told to end when the block does."""
    named = ["--store", store] if store is not None else []
    begun = [sys.executable, "-c", "from assistant.main import run; run()", "worker", *named]
    with subprocess.Popen(begun) as child:  # noqa: S603 - our own program, with our own arguments
        try:
            yield
        finally:
            child.terminate()
            with suppress(subprocess.TimeoutExpired):
                child.wait(_ENDS_WITHIN)
