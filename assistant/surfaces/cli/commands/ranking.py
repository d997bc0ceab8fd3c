"""`pmo rank` and `pmo explain`: what to build next, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, paper

if TYPE_CHECKING:
    from assistant.planning.explaining.explanation import Explanation
    from assistant.planning.order.ranking import Ranking
    from assistant.surfaces.cli.paper import Paper

SHOWN = 25
COMPARED = {
    "wsjf": "WSJF (SAFe)",
    "cd3": "cost of delay ÷ duration (CD3)",
    "rice": "RICE",
    "value_effort": "value ÷ effort",
}
"""Comparison scores as people call them."""


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
        int | None, typer.Option(min=0, help="Work units of the search; more may find better.")
    ] = None,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say what to build next: an order that holds, how good it is known to be, and why."""
    from assistant.usecases.build_next import build_next

    session = begin(ctx, store=store, viewer=viewer, json=json)
    asked = session.assessing("Ranking", as_of=as_of, seed=seed, budget=budget)
    with asked as assessment:
        ranking = assessment.ranking
    if json:
        session.data(ranking.model_dump(mode="json"))
        return
    page = paper(ranking.as_of)
    page.document(build_next(assessment))
    places = ranking.items if everything else ranking.items[:SHOWN]
    page.table(
        ("#Place", "Item", "Project", "#Score", "Waits for", "Standing"),
        _places(ranking, len(places), page),
    )
    if len(places) < len(ranking.items):
        page.aside(f"{len(ranking.items) - len(places)} more: pmo rank --all.")


def _places(ranking: Ranking, count: int, page: Paper) -> Iterator[Sequence[str]]:
    for item in ranking.items[:count]:
        yield (
            str(item.position),
            item.key,
            item.project or "–",
            page.figure(item.score),
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
    from assistant.usecases.explain_item import explain_item

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Explaining", as_of=as_of) as assessment:
        explanation = explain_item(assessment, item)
    if json:
        session.data(explanation.model_dump(mode="json"))
    else:
        _write(explanation, paper(assessment.seen.as_of))


def _write(explanation: Explanation, page: Paper) -> None:
    page.say(explanation.told())
    if explanation.inputs:
        page.table(
            ("Input", "#Value", "Stated by", "On", "Evidence"),
            (
                (
                    page.figure(each.factor),
                    page.figure(each.value),
                    page.figure(each.owner),
                    page.figure(each.stated_on),
                    page.figure(each.evidence),
                )
                for each in explanation.inputs
            ),
        )
    if explanation.comparison:
        shown = (
            f"{COMPARED.get(name, name)} {page.figure(fact)}"
            for name, fact in explanation.comparison.items()
        )
        page.aside(f"For comparison only, never ordering: {', '.join(shown)}.")
