"""`pmo publish` and `pmo deliveries`: what is to leave, and how far it got."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import BadInput
from assistant.surfaces.cli import options
from assistant.surfaces.cli.proposal_page import tell_proposed
from assistant.surfaces.cli.session import begin
from assistant.surfaces.cli.terminal_text import one_line

if TYPE_CHECKING:
    from assistant.usecases.app import App
    from assistant.usecases.deliver import Sending


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    cli.command("publish", epilog="Example: pmo publish exec --to /srv/pmo/briefs")(publish)
    cli.command("deliveries", epilog="Example: pmo deliveries P-17 --arrived")(deliveries)


def publish(
    ctx: typer.Context,
    brief: Annotated[
        str, typer.Argument(metavar="BRIEF", help="Its id, or an audience for its newest.")
    ],
    to: Annotated[
        str,
        typer.Option("--to", metavar="PLACE", help="A new file, a folder, or e-mail addresses."),
    ],
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Propose to publish the exact text of a brief; it leaves once somebody approves it."""
    from assistant.usecases.publish_brief import publish_brief

    session = begin(ctx, store=store, viewer=viewer, json=json)
    tell_proposed(session, publish_brief(session.app, brief, to))


def deliveries(
    ctx: typer.Context,
    proposal: Annotated[
        str | None, typer.Argument(metavar="PROPOSAL", help="Whose message to settle.")
    ] = None,
    arrived: Annotated[bool, typer.Option("--arrived", help="You saw that it is there.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="It is not there: send it again.")
    ] = False,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """List what was and is to be sent outside, or settle what nobody but a person can tell."""
    from assistant.usecases.deliver import deliveries as sent
    from assistant.usecases.deliver import settle_delivery

    session = begin(ctx, store=store, viewer=viewer, json=json)
    if (proposal is None) == (arrived or again) or (arrived and again):
        raise BadInput(
            "It takes a proposal and one of --arrived and --again, or none of them.",
            remedy="See pmo deliveries --help.",
        )
    if proposal is not None:
        settle_delivery(session.app, proposal, arrived=arrived)
    found = sent(session.app)
    if json:
        session.data([each.model_dump(mode="json") for each in found])
    elif not found:
        typer.echo("Nothing was sent, and nothing is to be.")
    for each in [] if json else found:
        typer.echo(one_line(_told(each)))


def tell_stuck(app: App) -> None:
    """Say what was approved and did not get to its place without a person."""
    from assistant.governance.delivery import DeliveryState
    from assistant.usecases.deliver import deliveries as sent

    stuck = (DeliveryState.NEEDS_PERSON, DeliveryState.TURNED_DOWN)
    if not app.store.deliveries(*stuck):
        return
    for each in sent(app):
        if each.state in stuck:
            typer.echo(one_line(_told(each)))


def _told(each: Sending) -> str:
    why = f": {each.because}" if each.because else ""
    said = f"{each.proposal} to {each.to}: {each.state.value}{why}."
    if each.state.value == "needs a person":
        said += f" Look there, then: pmo deliveries {each.proposal} --arrived, or --again."
    if each.state.value == "turned down":
        said += f" Mend that, then: pmo deliveries {each.proposal} --again."
    return said
