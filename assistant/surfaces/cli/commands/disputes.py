"""`pmo published`, `pmo dispute` and `pmo disputes`: what was sent, and what of it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import BadInput
from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin
from assistant.surfaces.cli.terminal_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.usecases.app import App
    from assistant.usecases.dispute_figure import ShownDispute
    from assistant.usecases.published import Listed, Said, Shown

Which = Annotated[
    str | None, typer.Argument(metavar="PUBLICATION", help="One of them, whole, such as B-3.")
]
Sources = Annotated[bool, typer.Option("--sources", help="With the rows behind every figure.")]


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    cli.command("published", epilog="Example: pmo published B-3 --sources")(published)
    cli.command(
        "dispute",
        epilog="Example: pmo dispute B-3.2 --fact 'days overdue' --why 'It was moved to Friday'",
    )(dispute)
    cli.command("disputes", epilog="Example: pmo disputes Q-1 --corrected")(disputes)


def published(
    ctx: typer.Context,
    which: Which = None,
    sources: Sources = False,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """List what arrived outside, or show one text: each sentence has an address to dispute it by."""
    from assistant.usecases.published import find_published, list_published

    session = begin(ctx, store=store, viewer=viewer, json=json)
    if which is not None:
        found = find_published(session.app, which)
        if json:
            session.data(found.model_dump(mode="json"))
        else:
            _tell(_whole(found, sources=sources))
        return
    listed = list_published(session.app)
    if json:
        session.data([each.model_dump(mode="json") for each in listed])
    else:
        _tell(map(_listed, listed) if listed else ("Nothing was published.",))


def dispute(
    ctx: typer.Context,
    address: Annotated[str, typer.Argument(metavar="SENTENCE", help="Such as B-3.2.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="What is wrong with it.")],
    fact: Annotated[
        str | None, typer.Option("--fact", metavar="FIGURE", help="Which of its figures.")
    ] = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say that a published figure is wrong; whoever owns it is asked."""
    from assistant.usecases.dispute_figure import dispute_figure, find_dispute

    session = begin(ctx, store=store, viewer=viewer, json=json)
    made = dispute_figure(session.app, address, why, fact)
    found = find_dispute(session.app, made.dispute.id)
    if json:
        session.data(found.model_dump(mode="json"))
        return
    if not made.is_new:
        _tell(["This figure is disputed already."])
    _tell(_dispute(found))


def disputes(
    ctx: typer.Context,
    which: Annotated[str | None, typer.Argument(metavar="DISPUTE", help="Such as Q-1.")] = None,
    stands: Annotated[
        str | None, typer.Option("--stands", metavar="REASON", help="It is right as it is.")
    ] = None,
    corrected: Annotated[
        bool, typer.Option("--corrected", help="Its rows are corrected: propose an erratum.")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="Those that are answered, too.")] = False,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """List the figures that are disputed, or answer for one of them."""
    from assistant.usecases.dispute_figure import find_dispute, list_disputes

    session = begin(ctx, store=store, viewer=viewer, json=json)
    answers = (stands is not None) + corrected
    if answers > 1 or (which is None and answers):
        raise BadInput(
            "It takes a dispute and one of --stands and --corrected, or none of them.",
            remedy="See pmo disputes --help.",
        )
    if which is not None:
        _answer(session.app, which, stands, corrected=corrected)
        found = [find_dispute(session.app, which)]
    else:
        found = list(list_disputes(session.app, every=every))
    if json:
        session.data([each.model_dump(mode="json") for each in found])
    elif not found:
        _tell(["No figure is disputed."])
    for each in [] if json else found:
        _tell(_dispute(each))


def tell_disputes(app: App) -> None:
    """Say which disputed figures wait for an answer of whoever asks."""
    from assistant.usecases.dispute_figure import list_disputes

    for each in list_disputes(app):
        if each.is_yours:
            _tell(_dispute(each))


def _answer(app: App, which: str, stands: str | None, *, corrected: bool) -> None:
    from assistant.usecases.dispute_figure import let_stand, say_corrected

    if stands is not None:
        let_stand(app, which, stands)
    if corrected:
        say_corrected(app, which)


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(one_line(line))


def _listed(each: Listed) -> str:
    when = f"{each.delivered_at:%Y-%m-%d %H:%M} UTC" if each.delivered_at else "not sent"
    what = f"erratum to {each.corrects}" if each.corrects else f"brief “{each.audience}”"
    corrected = f"; corrected by {', '.join(each.corrected_by)}" if each.corrected_by else ""
    return f"{each.id}  {when}  {what} of {each.as_of}, to {each.to}{corrected}"


def _whole(found: Shown, *, sources: bool) -> Iterator[str]:
    yield _listed(found)
    yield from _sentences(found.said, sources=sources)
    if found.now:
        yield "Corrected since:"
        yield from _sentences(found.now, sources=sources)


def _sentences(said: Iterable[Said], *, sources: bool) -> Iterator[str]:
    for each in said:
        yield f"{each.address}  {each.text}"
        for fact in each.facts if sources else ():
            rows = "; ".join(f"{row.source}: {row}" for row in fact.sources) or "no row of its own"
            yield f"    {fact.measure.replace('_', ' ')} ({fact.id}): {rows}"


def _dispute(each: ShownDispute) -> Iterator[str]:
    from assistant.briefing.wording import words

    about = f" of {each.project}" if each.project else ""
    figure = f"{each.fact.measure.replace('_', ' ')}{about}: {words(each.fact, today=each.as_of)}"
    yield f"{each.id} {each.state.value}: {each.address}, {figure}. {each.by} says: “{each.why}”"
    for row in each.fact.sources:
        yield f"    read in {row.source}: {row}"
    if each.reason is not None:
        yield f"    It stands: “{each.reason}”"
    for erratum in each.errata:
        yield f"    Erratum proposed: pmo proposals {erratum}"
    if each.state.value == "open":
        asked = each.asks if each.asks == each.asked_as.value else f"{each.asks}, {each.asked_as}"
        nobody = "" if asked != each.asks else ", since nobody is known to own the figure"
        yield f"    Asked: {asked}{nobody}."
        if each.is_yours:
            yield f"    Next: pmo disputes {each.id} --stands 'REASON', or --corrected."
