"""`pmo rank` and `pmo explain`: what to build next, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, console, day

if TYPE_CHECKING:
    from assistant.planning.explanation import Explanation
    from assistant.planning.ranking import Ranking
    from assistant.surfaces.cli.paper import Paper

SHOWN = 25


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    cli.command("rank", epilog="Example: pmo rank --all")(rank)
    cli.command("explain", epilog="Example: pmo explain KEY-3")(explain)


def rank(
    ctx: typer.Context,
    everything: Annotated[
        bool, typer.Option("--all", help=f"List the whole order, not its first {SHOWN} places.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Seed of the search.")] = 0,
    budget: Annotated[
        int, typer.Option(min=0, help="Work units of the search; more may find better orders.")
    ] = 20_000,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say what to build next: an order that holds, how good it is known to be, and why."""
    from assistant.usecases.assessment import Assessment
    from assistant.usecases.build_next import build_next

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.progress() as progress:
        assessment = Assessment(
            session.app, as_of=day(as_of), seed=seed, budget=budget, progress=progress
        )
        ranking = assessment.ranking
    if json:
        session.data(ranking.model_dump(mode="json"))
        return
    from assistant.surfaces.cli.paper import Paper

    paper = Paper(console(), ranking.as_of)
    paper.document(build_next(assessment))
    places = ranking.items if everything else ranking.items[:SHOWN]
    paper.table(
        ("#Place", "Item", "Project", "#Score", "Waits for", "Standing"),
        _places(ranking, len(places), paper),
    )
    if len(places) < len(ranking.items):
        paper.aside(f"{len(ranking.items) - len(places)} more: pmo rank --all.")


def _places(ranking: Ranking, count: int, paper: Paper) -> Iterator[Sequence[str]]:
    for item in ranking.items[:count]:
        yield (
            str(item.position),
            item.key,
            item.project or "–",
            paper.figure(item.score),
            ", ".join(item.waits_for) or "–",
            item.standing.value,
        )


def explain(
    ctx: typer.Context,
    item: Annotated[str, typer.Argument(help="The item's key, such as KEY-3.")],
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say why an item stands where it stands, and what its place rests on."""
    from assistant.usecases.assessment import Assessment
    from assistant.usecases.explain_item import explain_item

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.progress() as progress:
        assessment = Assessment(session.app, as_of=day(as_of), progress=progress)
        explanation = explain_item(assessment, item)
    if json:
        session.data(explanation.model_dump(mode="json"))
        return
    from assistant.surfaces.cli.paper import Paper

    _write(explanation, Paper(console(), assessment.seen.as_of))


def _write(explanation: Explanation, paper: Paper) -> None:
    paper.say(explanation.told())
    if explanation.inputs:
        paper.table(
            ("Input", "#Value", "Stated by", "On", "Evidence"),
            (
                (
                    paper.figure(each.factor),
                    paper.figure(each.value),
                    paper.figure(each.owner),
                    paper.figure(each.stated_on),
                    paper.figure(each.evidence),
                )
                for each in explanation.inputs
            ),
        )
    if explanation.comparison:
        shown = (f"{name} {paper.figure(fact)}" for name, fact in explanation.comparison.items())
        paper.aside(f"For comparison only, never ordering: {', '.join(shown)}.")
