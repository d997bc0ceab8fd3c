"""`pmo propose`, `pmo proposals`, `pmo approve` and the like: what is put to people, and decided."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.commands import proposing
from assistant.surfaces.cli.commands.disputes import tell_disputes
from assistant.surfaces.cli.commands.publish import tell_stuck
from assistant.surfaces.cli.proposal_page import proposal_words, show_proposal, tell_proposed
from assistant.surfaces.cli.session import begin, day
from assistant.surfaces.cli.terminal_text import one_line

Which = Annotated[str, typer.Argument(metavar="PROPOSAL", help="Its id, such as P-17.")]
Lines = Annotated[
    str | None,
    typer.Option("--lines", metavar="KEYS", help="Only these lines, separated by commas."),
]


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    propose = typer.Typer(no_args_is_help=True, help="Put something to whoever decides.")
    propose.command("order", epilog="Example: pmo propose order --viewer maren.okafor")(order)
    propose.command(
        "correction",
        epilog="Example: pmo propose correction value_inputs 'KEY-8/cost of delay' value 3",
    )(correction)
    propose.command("answer", epilog="Example: pmo propose answer REQ-1 accepted --because fits")(
        answer
    )
    propose.command(
        "acceptance", epilog="Example: pmo propose acceptance R-12 --until 2026-12-31"
    )(acceptance)
    proposing.add_to(propose)
    propose.callback()(_put_to_people)
    cli.add_typer(propose, name="propose")
    cli.command(
        "decide",
        epilog="Example: pmo decide 'Harbor goes on, Quay stops' --by ingrid.solheim --on 2026-11-16",
    )(decide)
    cli.command("proposals", epilog="Example: pmo proposals P-17")(proposals)
    cli.command("approve", epilog="Example: pmo approve P-17 --viewer maren.okafor")(approve)
    cli.command("reject", epilog="Example: pmo reject P-17 --because 'not now'")(reject)
    cli.command("withdraw", epilog="Example: pmo withdraw P-17 --viewer hana.petrov")(withdraw)
    cli.command("ratify", epilog="Example: pmo ratify P-17 --viewer ingrid.solheim")(ratify)
    cli.command("comment", epilog="Example: pmo comment P-17 'Why now?'")(comment)


def order(
    ctx: typer.Context,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Though it saves little, or was turned down.")
    ] = False,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Propose to agree on the computed order; nothing changes before somebody approves it."""
    from assistant.usecases.propose_order import propose_order

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Computing the order") as assessment:
        proposed = propose_order(assessment, anyway=anyway)
    tell_proposed(session, proposed)


def correction(
    ctx: typer.Context,
    table: Annotated[str, typer.Argument(metavar="TABLE", help="Such as value_inputs.")],
    key: Annotated[str, typer.Argument(metavar="KEY", help="The row's key.")],
    field: Annotated[str, typer.Argument(metavar="FIELD", help="Such as value.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Empty text empties the cell.")],
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Propose another value for a cell that is wrong; the source's own stays on record."""
    from assistant.usecases.correct_input import propose_correction

    session = begin(ctx, store=store, viewer=viewer, json=json)
    tell_proposed(session, propose_correction(session.app, table, key, field, value))


def answer(
    ctx: typer.Context,
    request: Annotated[str, typer.Argument(metavar="REQUEST", help="Its key.")],
    state: Annotated[str, typer.Argument(metavar="ANSWER", help="Such as accepted or deferred.")],
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="The reason.")],
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Propose what becomes of a request; pmo intake says what slips if it is taken in."""
    from assistant.usecases.correct_input import propose_answer, read_answer

    session = begin(ctx, store=store, viewer=viewer, json=json)
    tell_proposed(session, propose_answer(session.app, request, read_answer(state), because))


def acceptance(
    ctx: typer.Context,
    risk: Annotated[str, typer.Argument(metavar="RISK", help="Its key, such as R-12.")],
    until: Annotated[
        datetime,
        typer.Option("--until", formats=["%Y-%m-%d"], metavar="DATE", help="The last day."),
    ],
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Propose to live with a risk until a day; then it is open again."""
    from assistant.usecases.correct_input import propose_acceptance

    session = begin(ctx, store=store, viewer=viewer, json=json)
    tell_proposed(session, propose_acceptance(session.app, risk, until.date()))


def decide(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What was decided, in words.")],
    by: Annotated[str, typer.Option("--by", metavar="PERSON", help="Who decided it.")],
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], metavar="DATE", help="The day [today]."),
    ] = None,
    project: Annotated[
        str | None, typer.Option("--project", metavar="PROJECT", help="What it is about.")
    ] = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Put on record what was decided in a meeting; it stands once whoever decided confirms it."""
    from assistant.usecases.correct_input import propose_record

    session = begin(ctx, store=store, viewer=viewer, json=json)
    tell_proposed(session, propose_record(session.app, text, by, day(on), project))


def proposals(
    ctx: typer.Context,
    which: Annotated[
        str | None, typer.Argument(metavar="PROPOSAL", help="One of them, whole.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Those that are decided, too.")] = False,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """List what waits for a decision, or show one proposal with its exact effect."""
    from assistant.usecases.decide_proposal import list_proposals, list_waiting

    session = begin(ctx, store=store, viewer=viewer, json=json)
    if which is not None:
        show_proposal(session, which)
        return
    found = list_proposals(session.app) if every else list_waiting(session.app)
    if json:
        session.data([each.model_dump(mode="json") for each in found])
    elif not found:
        typer.echo("Nothing waits for a decision.")
    for each in [] if json else found:
        typer.echo(one_line(f"{each.id} {each.state.value}: {proposal_words(each)}"))
    if not json:
        tell_stuck(session.app)
        tell_disputes(session.app)


def approve(
    ctx: typer.Context,
    which: Which,
    lines: Lines = None,
    alone: Annotated[
        bool, typer.Option("--alone", help="Act now; somebody else ratifies it within two days.")
    ] = False,
    store: options.Store = None,
    viewer: options.Viewer = None,
) -> None:
    """Approve a proposal, or some of its lines; what it says is done at once."""
    from assistant.usecases import decide_proposal

    session = begin(ctx, store=store, viewer=viewer)
    chosen = None if lines is None else [key.strip() for key in lines.split(",") if key.strip()]
    with session.assessing("Checking that it still holds") as assessment:
        done = decide_proposal.approve(assessment, which, lines=chosen, alone=alone)
    leaves = done.state.value == "approved"
    receipt = decide_proposal.find_proposal(session.app, done.id)
    said = f"{done.id} is approved{'' if leaves else f' and {done.state.value}'}."
    typer.echo(one_line(f"{said} {proposal_words(receipt)}"))
    if receipt.accepted is not None:
        typer.echo(one_line(f"Accepted of it: {', '.join(receipt.accepted)}."))
    if alone:
        typer.echo("You acted alone: somebody else has to ratify it within two days.")
    following = "the worker brings it out (pmo worker)" if leaves else "pmo audit show"
    typer.echo(f"Next: {_FOLLOWING.get(receipt.kind.value, following)}")


def reject(
    ctx: typer.Context,
    which: Which,
    because: Annotated[
        str, typer.Option("--because", metavar="REASON", help="Such as “not now”.")
    ],
    store: options.Store = None,
    viewer: options.Viewer = None,
) -> None:
    """Turn a proposal down, for a reason that the next one answers."""
    from assistant.usecases import decide_proposal

    session = begin(ctx, store=store, viewer=viewer)
    reason = decide_proposal.read_reason(because)
    done = decide_proposal.reject(session.app, which, reason)
    typer.echo(f"{done.id} is rejected: {reason.value}.")


def withdraw(
    ctx: typer.Context,
    which: Which,
    store: options.Store = None,
    viewer: options.Viewer = None,
) -> None:
    """Take your own proposal back."""
    from assistant.usecases import decide_proposal

    session = begin(ctx, store=store, viewer=viewer)
    typer.echo(f"{decide_proposal.withdraw(session.app, which).id} is withdrawn.")


def ratify(
    ctx: typer.Context,
    which: Which,
    store: options.Store = None,
    viewer: options.Viewer = None,
) -> None:
    """Stand behind what somebody else did alone."""
    from assistant.usecases import decide_proposal

    session = begin(ctx, store=store, viewer=viewer)
    typer.echo(f"{decide_proposal.ratify(session.app, which).id} is ratified.")


def comment(
    ctx: typer.Context,
    which: Which,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What you have to say.")],
    store: options.Store = None,
    viewer: options.Viewer = None,
) -> None:
    """Say something about a proposal."""
    from assistant.usecases import decide_proposal

    session = begin(ctx, store=store, viewer=viewer)
    typer.echo(f"Said of {decide_proposal.comment(session.app, which, text).id}.")


_FOLLOWING = {"agreed order": "pmo agreed", "scenario": "pmo rank", "intake": "pmo rank"}
"""What shows best what an approval has done."""


def _put_to_people() -> None:
    """Put something to whoever decides."""
