"""`pmo audit`: what happened, whether the record of it is whole, and checkpoints to keep outside."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import BadInput
from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, day
from assistant.surfaces.cli.terminal_text import one_line
from assistant.surfaces.cli.writing import write_file

if TYPE_CHECKING:
    from assistant.governance.audit.checkpoint import Checkpoint
    from assistant.governance.audit.verification import Verified
    from assistant.usecases.audit_trail import Told

_HASH = 12
_HEX = re.compile(r"[0-9a-f]{32,64}")

From = Annotated[
    datetime | None,
    typer.Option("--from", formats=["%Y-%m-%d"], metavar="DATE", help="From this day on."),
]
To = Annotated[
    datetime | None,
    typer.Option("--to", formats=["%Y-%m-%d"], metavar="DATE", help="Up to this day."),
]


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    audit = typer.Typer(no_args_is_help=True, help="See what happened, and prove that it did.")
    audit.command("show", epilog="Example: pmo audit show P-17 --viewer maren.okafor")(show)
    audit.command("verify", epilog="Example: pmo audit verify --against checkpoint.json")(verify)
    audit.command(
        "checkpoint", epilog="Example: pmo audit checkpoint --to /mnt/elsewhere/checkpoint.json"
    )(checkpoint)
    audit.command(
        "pack", epilog="Example: pmo audit pack P-17 --to P-17.zip --viewer maren.okafor"
    )(pack)
    audit.command("forget", epilog="Example: pmo audit forget ben.castellan --viewer admin")(
        forget
    )
    cli.add_typer(audit, name="audit")


def show(
    ctx: typer.Context,
    subject: Annotated[
        str | None, typer.Argument(metavar="SUBJECT", help="Such as P-17 [everything].")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="Such as “overridden”; may be repeated."),
    ] = None,
    since: From = None,
    until: To = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Tell what happened, oldest first; it takes an auditor or the PMO lead."""
    from assistant.usecases.audit_trail import read_kinds, told_events

    session = begin(ctx, store=store, viewer=viewer, json=json)
    kinds = read_kinds(kind or ())
    events = told_events(session.app, subject, kinds, day(since), day(until))
    if json:
        session.data([event.model_dump(mode="json") for event in events])
    elif not events:
        typer.echo("Nothing of the kind happened.")
    for event in [] if json else events:
        typer.echo(_line(event))


def verify(
    ctx: typer.Context,
    against: Annotated[
        list[Path] | None,
        typer.Option("--against", metavar="FILE", help="A checkpoint that was kept outside."),
    ] = None,
    store: options.Store = None,
    json: options.Json = False,
) -> None:
    """Follow the whole chain of events, and hold it against checkpoints from outside."""
    from assistant.usecases.audit_trail import verify_audit

    session = begin(ctx, store=store, json=json)
    with session.progress() as progress:
        progress.step("Following the chain", 0, None)
        verified = verify_audit(session.app, [_read(file) for file in against or ()])
    if json:
        session.data(verified.model_dump(mode="json") | {"holds": verified.holds})
    else:
        typer.echo(_verdict(verified))
    if not verified.holds:
        raise typer.Exit(1)


def checkpoint(
    ctx: typer.Context,
    to: Annotated[
        Path, typer.Option("--to", metavar="FILE", help="A file outside the store's reach.")
    ],
    store: options.Store = None,
    viewer: options.Viewer = None,
) -> None:
    """Sign how far the chain has come, into a file to be kept where nobody can change it."""
    from assistant.usecases.audit_trail import take_checkpoint

    session = begin(ctx, store=store, viewer=viewer)
    if to.exists():
        raise BadInput(
            f"{to} exists, and a checkpoint never replaces another one.", remedy="Name a new file."
        )
    taken = take_checkpoint(session.app)
    write_file(to, taken.model_dump_json(indent=2) + "\n")
    typer.echo(one_line(f"Event {taken.head.number} and all before it are vouched for by {to}."))


def pack(
    ctx: typer.Context,
    subject: Annotated[
        str, typer.Argument(metavar="SUBJECT", help="A proposal, P-17, or a decision, D-17.")
    ],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="The zip file to write.")],
    store: options.Store = None,
    viewer: options.Viewer = None,
) -> None:
    """Pack all that proves a decision into a zip file that anybody checks without this program."""
    from assistant.usecases.pack_audit import pack_audit

    session = begin(ctx, store=store, viewer=viewer)
    with session.progress() as progress:
        progress.step("Packing", 0, None)
        packed = pack_audit(session.app, subject)
    write_file(to, packed.content)
    typer.echo(one_line(f"{packed.subject} is packed in {to}: open index.html in it."))
    if not packed.vouched:
        typer.echo(
            "No checkpoint covers all of it. Next: pmo audit checkpoint --to FILE", err=True
        )


def forget(
    ctx: typer.Context,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="A person's key.")],
    store: options.Store = None,
    viewer: options.Viewer = None,
) -> None:
    """Erase whom a pseudonym stands for; what was done stays, and the chain holds."""
    from assistant.usecases.audit_trail import forget_person

    forget_person(begin(ctx, store=store, viewer=viewer).app, person)
    typer.echo("Forgotten. The record of what was done stays, without the name.")


def _read(file: Path) -> Checkpoint:
    from assistant.errors import BadSource
    from assistant.governance.audit.checkpoint import read_checkpoint

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSource("it cannot be read.", file=str(file)) from error
    return read_checkpoint(text, str(file))


def _line(event: Told) -> str:
    facts = "; ".join(f"{name} {_short(value)}" for name, value in event.facts.items())
    when = event.at.strftime("%Y-%m-%d %H:%M")
    said = f"{event.number}  {when} UTC  {event.subject}: {event.kind.value} by {event.actor}"
    return one_line(f"{said} ({facts})" if facts else said)


def _short(value: object) -> str:
    """Return a hash by its beginning, as people compare them; --json has all of it."""
    text = str(value)
    return f"{text[:_HASH]}…" if _HEX.fullmatch(text) else text


def _verdict(verified: Verified) -> str:
    for each in verified.found:
        return f"The record does not hold: {each.fault.value}, at event {each.number}."
    if verified.events == 0:
        return "Nothing has happened yet."
    whole = f"All {verified.events} events hold together."
    if verified.vouched == 0:
        return f"{whole} No checkpoint from outside was given, so nothing vouches for them."
    after = verified.events - verified.vouched
    beyond = f" The {after} after it are out of its reach." if after else ""
    return f"{whole} The checkpoint vouches for the first {verified.vouched}.{beyond}"
